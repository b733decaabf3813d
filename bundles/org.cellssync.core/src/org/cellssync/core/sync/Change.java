package org.cellssync.core.sync;

import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;

/**
 * One path comes to hold something else. For a directory in {@code before} and absence in {@code after} the
 * whole subtree goes, and must be what {@code before} says.
 *
 * @param path where
 * @param before what stands there now; the step is not done where this no longer holds
 * @param after what shall stand there; a directory here is made empty, its children are steps of their own
 */
public record Change(SyncPath path, Entry before, Entry after) implements Step {
}
