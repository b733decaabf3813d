package org.cellssync.endpoint.cells.internal;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.transport.CellsException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions a server keeps of its files. It makes one of each write, in its own time: what it copies may be the
 * content that came after, and which ETag it lists with a version has not been measured. So a version counts by
 * its content alone, which is fetched to prove it.
 */
final class KeptVersions {

	private static final Logger LOG = LoggerFactory.getLogger(KeptVersions.class);
	/** No more are fetched to find one; it is among the newest. */
	private static final int MOST_FETCHED = 5;

	private final RemoteTree remote;
	private final Contents contents;

	/**
	 * One of them.
	 *
	 * @param id names it for the server
	 * @param etag as listed with it: a hint
	 * @param size bytes
	 * @param modified in whole seconds
	 */
	record Kept(String id, String etag, long size, Instant modified) {
	}

	KeptVersions(RemoteTree remote, Contents contents) {
		this.remote = remote;
		this.contents = contents;
	}

	/** Opens a version of a file; empty where the server does not keep it, or not yet. */
	Optional<SourceFile> open(SyncPath path, String exactPath, StorageVersion version, Cancellation cancel)
			throws CellsException, EndpointException {
		List<Kept> likely = remote.versions(exactPath, cancel).stream().filter(kept -> kept.size == version.size())
				.sorted(Comparator.comparing((Kept kept) -> !kept.etag.equals(version.etag()))
						.thenComparing(Kept::modified, Comparator.reverseOrder()))
				.limit(MOST_FETCHED).toList();
		for (Kept kept : likely) {
			RemoteFile file = new RemoteFile(contents, path, exactPath, kept.id, version, kept.modified, cancel);
			if (holds(file, version, cancel)) {
				return Optional.of(file);
			}
		}
		return Optional.empty();
	}

	private static boolean holds(RemoteFile file, StorageVersion version, Cancellation cancel) throws EndpointException {
		try {
			return Counterpart.proves(version, file, cancel).isPresent();
		} catch (EndpointException e) {
			return notHeld(e);
		} catch (IOException e) {
			if (e.getCause() instanceof EndpointException failure) {
				return notHeld(failure);
			}
			throw new IllegalStateException("a stream of the server fails with the reason as its cause", e);
		}
	}

	/** What holds something else is not the one looked for; where the server fails that says nothing. */
	private static boolean notHeld(EndpointException e) throws EndpointException {
		switch (e.diagnostic().code()) {
			case CONTENT_MISMATCH, REMOTE_CHANGED_MEANWHILE -> LOG.debug("Not the version looked for: {}", e.getMessage());
			default -> throw e;
		}
		return false;
	}
}
