package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.transport.CellsException;

/**
 * Finds out afterwards whether somebody wrote a file in the moment between our last look at it and our own write: the server
 * makes nothing conditional, so no call can prevent that. It tells of each write, though: a version of somebody else's that
 * came in that time, is neither what we looked at nor what we wrote, and does not stand there, was replaced. Where the
 * server keeps versions it can be had back: it makes them in its own time, so that is tried a few times. Thread-safe.
 */
final class ForeignWrites {

	/** Events come within this time; what came before our look was there when we looked. */
	private static final Duration LATE = Duration.ofSeconds(10);
	private static final Duration TOLD_FOR = Duration.ofHours(24);
	private static final int MOST = 1000;
	/** The pauses before it is tried again to have a version back. */
	private static final List<Duration> PAUSES = List.of(Duration.ZERO, Duration.ofMillis(200), Duration.ofSeconds(1),
			Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(1), Duration.ofMinutes(5));

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

	/** What was replaced in one place. */
	private static final class Found {
		private final String exactPath;
		/** By their texts, those that are not kept. */
		private final Map<String, Missing> missing = new TreeMap<>();
		private Instant when;

		Found(String exactPath) {
			this.exactPath = exactPath;
		}
	}

	/**
	 * A version that is to be had back.
	 *
	 * @param tries how often that was tried
	 * @param next when to try again, by {@link System#nanoTime()}
	 */
	private record Missing(StorageVersion version, int tries, long next) {
	}

	/** A version that was replaced, and its file. */
	record Lost(SyncPath path, String exactPath, StorageVersion version) {
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
		for (Suspect suspect : suspects()) {
			Write write = suspect.write;
			Optional<RemoteNode> now = remote.read(write.exactPath, cancel);
			// Where another version stands now it was written after ours: nothing is lost, and the look shows it.
			if (now.filter(node -> node.version().etag().equals(write.written.etag())).isPresent()) {
				note(suspect);
			}
		}
		return told();
	}

	/** A write of ours, and what others wrote before it since we looked. */
	private record Suspect(Write write, List<StorageVersion> before) {
	}

	private synchronized List<Suspect> suspects() {
		long now = System.nanoTime();
		List<Suspect> suspects = new ArrayList<>();
		for (Write write : writes) {
			List<StorageVersion> before = heard.stream().filter(each -> isBetween(each, write)).map(Heard::version).toList();
			if (!before.isEmpty()) {
				suspects.add(new Suspect(write, before));
			}
		}
		suspects.forEach(each -> writes.remove(each.write));
		writes.removeIf(write -> now - write.looked > LATE.toNanos() * 10);
		heard.removeIf(each -> now - each.when > LATE.toNanos() * 10);
		return suspects;
	}

	private static boolean isBetween(Heard heard, Write write) {
		return heard.path.equals(write.path) && heard.when - write.looked >= 0
				&& !heard.version.etag().equals(write.written.etag())
				&& write.seen.filter(seen -> seen.etag().equals(heard.version.etag())).isEmpty();
	}

	private synchronized void note(Suspect suspect) {
		Found place = found.computeIfAbsent(suspect.write.path, path -> new Found(suspect.write.exactPath));
		place.when = clock.instant();
		suspect.before
				.forEach(version -> place.missing.putIfAbsent(version.text(), new Missing(version, 0, System.nanoTime())));
	}

	private synchronized List<Diagnostic> told() {
		found.values().removeIf(each -> each.when.plus(TOLD_FOR).isBefore(clock.instant()));
		return found.entrySet().stream().map(each -> Diagnostic.of(
				each.getValue().missing.isEmpty() ? Code.REMOTE_WRITE_KEPT : Code.REMOTE_WRITE_REPLACED,
				each.getKey().value())).toList();
	}

	/** Returns what it is time to have back; each is due again after a while, a few times. */
	synchronized List<Lost> due() {
		long now = System.nanoTime();
		List<Lost> due = new ArrayList<>();
		found.forEach((path, place) -> place.missing.replaceAll((text, missing) -> {
			if (missing.tries == PAUSES.size() || missing.next - now > 0) {
				return missing;
			}
			due.add(new Lost(path, place.exactPath, missing.version));
			int tries = missing.tries + 1;
			return new Missing(missing.version, tries, tries == PAUSES.size() ? now : now + PAUSES.get(tries).toNanos());
		}));
		return due;
	}

	/** Returns where something is to be had back later, and in how long. */
	synchronized SortedMap<SyncPath, Duration> later() {
		long now = System.nanoTime();
		SortedMap<SyncPath, Duration> later = new TreeMap<>();
		found.forEach((path, place) -> place.missing.values().stream().filter(each -> each.tries < PAUSES.size())
				.mapToLong(each -> Math.max(0, each.next - now)).min()
				.ifPresent(nanos -> later.put(path, Duration.ofNanos(nanos))));
		return later;
	}

	/** Returns a version that was replaced, by its text; empty where nothing is known of it any more. */
	synchronized Optional<Lost> lost(SyncPath path, String version) {
		return Stream.ofNullable(found.get(path)).flatMap(place -> Stream.ofNullable(place.missing.get(version))
				.map(missing -> new Lost(path, place.exactPath, missing.version))).findFirst();
	}

	/** Notes that a version is kept. */
	synchronized void kept(SyncPath path, String version) {
		Found place = found.get(path);
		if (place != null) {
			place.missing.remove(version);
		}
	}
}
