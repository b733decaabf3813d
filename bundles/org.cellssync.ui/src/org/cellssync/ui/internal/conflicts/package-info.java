/** Conflicts and the editors that decide them. */
package org.cellssync.ui.internal.conflicts;
