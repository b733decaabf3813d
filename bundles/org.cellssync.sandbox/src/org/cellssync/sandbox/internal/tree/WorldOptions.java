package org.cellssync.sandbox.internal.tree;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

import org.cellssync.sandbox.internal.web.Counters;
import org.cellssync.sandbox.internal.web.Faults;

/**
 * What a world is made of.
 *
 * @param family of {@code common-files}, {@code personal-files} and {@code read-only}
 * @param storage of {@code common-files} and {@code personal-files}
 * @param hashDelay how long after the content its hash comes (H9)
 * @param dir where tree and content are kept over restarts; nothing keeps them for this run only
 * @param clock tells modification times and when a hash is due
 * @param seed of everything that happens by chance
 */
public record WorldOptions(Family family, StorageKind storage, Duration hashDelay, Optional<Path> dir,
		InstantSource clock, Faults faults, Counters counters, long seed) {
	public WorldOptions {
		Objects.requireNonNull(family, "family");
		Objects.requireNonNull(storage, "storage");
		Objects.requireNonNull(hashDelay, "hashDelay");
		Objects.requireNonNull(dir, "dir");
		Objects.requireNonNull(clock, "clock");
		Objects.requireNonNull(faults, "faults");
		Objects.requireNonNull(counters, "counters");
	}

	/** Returns the defaults: new family, flat, 0.3 s, nothing kept. */
	public static WorldOptions defaults() {
		return new WorldOptions(Family.V4, StorageKind.FLAT, Duration.ofMillis(300), Optional.empty(),
				InstantSource.system(), new Faults(), new Counters(), 1);
	}
}
