/** Tests of what the editors of conflicts are made of. */
package org.cellssync.ui.internal.conflicts;
