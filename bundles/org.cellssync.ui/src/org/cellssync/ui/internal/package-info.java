/** The window: its beginning and its end. */
package org.cellssync.ui.internal;
