package org.cellssync.core.sync;

import org.cellssync.core.tree.Entry;

/**
 * What somebody decided about a conflict, seeing these two versions.
 *
 * @param resolution the decision
 * @param local what the left end held then
 * @param remote what the right end held then
 */
public record Decision(Resolution resolution, Entry local, Entry remote) {
}
