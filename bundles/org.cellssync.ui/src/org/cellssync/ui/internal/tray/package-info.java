/** The icon in the system's tray. */
package org.cellssync.ui.internal.tray;
