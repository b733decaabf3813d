package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes temporary files that a run before this one left when it was ended by force. Thread-safe. */
final class Leftovers {

	/** Lets everything be. */
	static final Leftovers KEPT = new Leftovers(Instant.MIN, Set.of());

	private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

	private final Instant before;
	private final Set<String> kept;

	/**
	 * Removes what was not touched since {@code before}.
	 *
	 * @param kept names of what is gone on with
	 */
	Leftovers(Instant before, Set<String> kept) {
		this.before = before;
		this.kept = Set.copyOf(kept);
	}

	/** A name of ours was found. */
	void found(Path place, String name) {
		if (before.equals(Instant.MIN) || !Names.isTemporary(name) || kept.contains(name)) {
			return;
		}
		try {
			boolean ours = Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
					|| Files.isSymbolicLink(place);
			if (ours && lastTouched(place).isBefore(before)) {
				Files.deleteIfExists(place);
				LOG.debug("removed what an earlier run left: {}", place);
			}
		} catch (IOException e) {
			LOG.warn("what an earlier run left cannot be removed: {}", place, e);
		}
	}

	// The modification time may be that of a file of the other end; the time of the last change of any kind
	// is not.
	private static Instant lastTouched(Path place) throws IOException {
		String attribute = SystemDisk.isPosix(place) ? "unix:ctime" : "lastModifiedTime";
		return ((FileTime) Files.getAttribute(place, attribute, LinkOption.NOFOLLOW_LINKS)).toInstant();
	}
}
