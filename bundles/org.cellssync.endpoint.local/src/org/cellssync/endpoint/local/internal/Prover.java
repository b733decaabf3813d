package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.hash.Hasher;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads files to know what they hold. */
final class Prover {

	private static final Logger LOG = LoggerFactory.getLogger(Prover.class);

	private final Disk disk;
	private final Hasher hasher;
	private final Scan seen;
	private final Places places;
	private final ExecutorService threads;

	Prover(Disk disk, Hasher hasher, Scan seen, Places places, ExecutorService threads) {
		this.disk = disk;
		this.hasher = hasher;
		this.seen = seen;
		this.places = places;
		this.threads = threads;
	}

	/** Returns the content of those files that could be read and stayed as they were seen meanwhile. */
	Map<SyncPath, Digest> prove(SortedSet<SyncPath> paths, Cancellation cancel) {
		Map<SyncPath, Future<Optional<Digest>>> running = new TreeMap<>();
		for (SyncPath path : paths) {
			Path place = places.place(path);
			seen.identities().of(path)
					.ifPresent(identity -> running.put(path,
							threads.submit(() -> read(place, identity, cancel))));
		}
		try {
			Map<SyncPath, Digest> proven = new TreeMap<>();
			running.forEach((path, digest) -> await(digest).ifPresent(found -> proven.put(path, found)));
			return proven;
		} finally {
			List<Future<?>> left = new ArrayList<>(running.values());
			left.forEach(future -> future.cancel(false));
		}
	}

	private Optional<Digest> read(Path place, Identity identity, Cancellation cancel) {
		cancel.check();
		try {
			if (!stands(place, identity)) {
				return Optional.empty();
			}
			Digest digest = Digest.of(hasher.hash(place, cancel));
			return stands(place, identity) ? Optional.of(digest) : Optional.empty();
		} catch (IOException e) {
			LOG.debug("{} could not be read", place, e);
			return Optional.empty();
		}
	}

	private boolean stands(Path place, Identity identity) throws IOException {
		return disk.find(place).filter(stat -> stat.isFile() && stat.version().equals(identity.version()))
				.isPresent();
	}

	private static Optional<Digest> await(Future<Optional<Digest>> digest) {
		try {
			return digest.get();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted while files were read");
		} catch (ExecutionException e) {
			if (e.getCause() instanceof CancellationException cancelled) {
				throw cancelled;
			}
			throw new IllegalStateException(e.getCause());
		}
	}
}
