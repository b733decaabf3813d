package org.cellssync.core.ignore;

import java.util.Optional;

import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;

/**
 * Why something takes no part.
 *
 * @param path the entry itself, or the folder above it that is left out
 * @param kept whether it stays where the folder it stands in is deleted, and why
 * @param rule the rule that says so; empty for the program's own names and for what is not selected
 */
public record LeftOut(SyncPath path, Optional<Reason> kept, Optional<IgnoreRule> rule) {
}
