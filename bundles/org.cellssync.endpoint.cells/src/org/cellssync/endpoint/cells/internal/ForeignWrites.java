package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.transport.CellsException;

/**
 * Finds out afterwards whether somebody wrote a file in the moment between our last look at it and our own write: the server
 * makes nothing conditional, so no call can prevent that. It tells of each write, though: a version of somebody else's that came
 * in that time, is neither what we looked at nor what we wrote, and does not stand there, was replaced. Thread-safe.
 */
final class ForeignWrites {

	/** Events come within this time; what came before our look was there when we looked. */
	private static final Duration LATE = Duration.ofSeconds(10);
	private static final Duration TOLD_FOR = Duration.ofHours(24);
	private static final int MOST = 1000;

	private final InstantSource clock;
	/** Our last writes, oldest first. */
	private final Deque<Write> writes = new ArrayDeque<>();
	/** What others wrote last, oldest first. */
	private final Deque<Heard> heard = new ArrayDeque<>();
	private final SortedMap<SyncPath, Found> found = new TreeMap<>();

	/**
	 * One write of ours.
	 *
	 * @param looked when its place was looked at last, by {@link System#nanoTime()}
	 * @param seen the version that stood there; empty where nothing did
	 * @param written the version we wrote
	 */
	record Write(SyncPath path, String exactPath, long looked, Optional<StorageVersion> seen, StorageVersion written) {
	}

	private record Heard(SyncPath path, StorageVersion version, long when) {
	}

	private record Found(Diagnostic diagnostic, java.time.Instant when) {
	}

	ForeignWrites(InstantSource clock) {
		this.clock = clock;
	}

	/** Notes that we wrote a file. */
	synchronized void wrote(Write write) {
		writes.addLast(write);
		if (writes.size() > MOST) {
			writes.removeFirst();
		}
	}

	/** Notes that the server told of a file that another client wrote. */
	synchronized void told(SyncPath path, StorageVersion version) {
		heard.addLast(new Heard(path, version, System.nanoTime()));
		if (heard.size() > MOST) {
			heard.removeFirst();
		}
	}

	/** Returns what was found so far, after asking the server where something may have been replaced. */
	List<Diagnostic> found(RemoteTree remote, Cancellation cancel) throws CellsException {
		for (Write write : suspects()) {
			Optional<RemoteNode> now = remote.read(write.exactPath, cancel);
			// Where another version stands now it was written after ours: nothing is lost, and the look shows it.
			if (now.filter(node -> node.version().etag().equals(write.written.etag())).isPresent()) {
				note(write);
			}
		}
		return told();
	}

	private synchronized List<Write> suspects() {
		long now = System.nanoTime();
		List<Write> suspects = new ArrayList<>();
		for (Write write : writes) {
			if (heard.stream().anyMatch(each -> isBetween(each, write))) {
				suspects.add(write);
			}
		}
		writes.removeAll(suspects);
		writes.removeIf(write -> now - write.looked > LATE.toNanos() * 10);
		heard.removeIf(each -> now - each.when > LATE.toNanos() * 10);
		return suspects;
	}

	private static boolean isBetween(Heard heard, Write write) {
		return heard.path.equals(write.path) && heard.when - write.looked >= 0
				&& !heard.version.etag().equals(write.written.etag())
				&& write.seen.filter(seen -> seen.etag().equals(heard.version.etag())).isEmpty();
	}

	private synchronized void note(Write write) {
		found.put(write.path, new Found(Diagnostic.of(Code.REMOTE_WRITE_REPLACED, write.path.value()), clock.instant()));
	}

	private synchronized List<Diagnostic> told() {
		found.values().removeIf(each -> each.when.plus(TOLD_FOR).isBefore(clock.instant()));
		return found.values().stream().map(Found::diagnostic).toList();
	}
}
