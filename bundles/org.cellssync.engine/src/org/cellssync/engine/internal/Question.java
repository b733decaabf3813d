package org.cellssync.engine.internal;

import java.util.Optional;

import org.cellssync.core.sync.Resolution;

/**
 * What a decision about an item would be about.
 *
 * @param mark tells the two versions; a decision holds for these alone
 * @param newest what "keep newest" comes to; empty where times do not tell
 * @param both whether there are two versions that could both be kept
 */
record Question(String mark, Optional<Resolution> newest, boolean both) {
}
