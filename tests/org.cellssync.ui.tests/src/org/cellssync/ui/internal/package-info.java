/** Tests of what the window is made of, without a screen. */
package org.cellssync.ui.internal;
