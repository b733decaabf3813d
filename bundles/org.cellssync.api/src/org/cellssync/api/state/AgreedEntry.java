package org.cellssync.api.state;

import java.util.Optional;

import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;

/**
 * One path of the ancestor as kept.
 *
 * @param entry file, link or directory (its children are entries of their own and do not matter here)
 * @param local who it is on the left end, where known
 * @param remote who it is on the right end, where known
 */
public record AgreedEntry(Entry entry, Optional<Identity> local, Optional<Identity> remote) {
}
