package org.cellssync.endpoint.local.internal;

import java.time.Instant;
import java.time.InstantSource;

import org.cellssync.api.hash.Hasher;

/**
 * What all local folders share.
 *
 * @param hasher of the v4 family
 * @param clock tells the time
 * @param names for temporary files
 * @param started before anything was written by this run
 */
record Tools(Hasher hasher, InstantSource clock, Names names, Instant started) {
}
