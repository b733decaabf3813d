package org.cellssync.engine.internal;

import java.time.Instant;

import org.cellssync.api.endpoint.StepResult;
import org.cellssync.core.sync.Side;

/**
 * A step that was done.
 *
 * @param side the end that was changed
 * @param done what became of it
 * @param time when
 */
record Recorded(Side side, StepResult.Done done, Instant time) {
}
