package org.cellssync.api.state;

import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;

/**
 * What both ends agreed upon last.
 *
 * @param tree the ancestor: a directory, or absent before the first agreement
 * @param local who its entries are on the left end
 * @param remote who its entries are on the right end
 */
public record Agreed(Entry tree, Identities local, Identities remote) {
}
