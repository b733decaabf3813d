package org.cellssync.core.sync;

import java.util.Optional;

/**
 * A move as the ancestor takes it.
 *
 * @param move the paths are the ancestor's at this turn
 * @param step what must have been done on an end before; empty where both ends have moved it already
 */
public record AncestorMove(Move move, Optional<Move> step) {
}
