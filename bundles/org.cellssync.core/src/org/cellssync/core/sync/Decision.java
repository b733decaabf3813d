package org.cellssync.core.sync;

import org.cellssync.core.tree.Entry;

/**
 * What somebody decided about one conflict; it holds while both ends hold what they held then.
 *
 * @param resolution how it is solved
 * @param local what the left end held
 * @param remote what the right end held
 */
public record Decision(Resolution resolution, Entry local, Entry remote) {
}
