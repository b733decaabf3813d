package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.SyncPath;

/** What a task must look at again though nobody hints at it, and when. One thread. */
final class Agenda {

	/** So long the server may take to finish taking an item in before that is told as a problem. */
	static final Duration SETTLING = Duration.ofSeconds(60);
	private static final List<Duration> LOOKS = List.of(Duration.ofMillis(500), Duration.ofSeconds(1),
			Duration.ofSeconds(2), Duration.ofSeconds(5));

	private final Map<Side, SortedMap<SyncPath, Unsettled>> unsettled = new EnumMap<>(
			Map.of(Side.LOCAL, new TreeMap<>(), Side.REMOTE, new TreeMap<>()));
	private final Quarantine quarantine;
	private final MovedFolders moved;
	private final List<Side> losing;
	private final Duration fullLook;
	private Instant nextFullLook;
	private Instant nextMovedLook = Instant.MIN;
	private boolean pending;

	/**
	 * An item a server has not finished.
	 *
	 * @param since when that was seen first
	 * @param looks how often it was looked at
	 * @param next when to look again
	 */
	private record Unsettled(Instant since, int looks, Instant next) {
	}

	/**
	 * @param losing the ends that may lose what is in a folder when it moves
	 * @param fullLook how often everything is looked at, whatever was hinted at
	 */
	Agenda(Quarantine quarantine, MovedFolders moved, List<Side> losing, Duration fullLook, Instant now) {
		this.quarantine = quarantine;
		this.moved = moved;
		this.losing = losing;
		this.fullLook = fullLook;
		this.nextFullLook = now.plus(fullLook);
	}

	/** Takes in what a round left open. */
	void after(Round round, Instant now) {
		pending = round.pending() > 0;
		unsettled.forEach((side, items) -> {
			items.keySet().retainAll(round.unsettled(side));
			for (SyncPath path : round.unsettled(side)) {
				items.merge(path, new Unsettled(now, 0, now.plus(LOOKS.get(0))), (old, fresh) -> later(old, now));
			}
		});
	}

	private Stream<Unsettled> unsettled() {
		return unsettled.values().stream().flatMap(items -> items.values().stream());
	}

	private static Unsettled later(Unsettled old, Instant now) {
		if (old.next.isAfter(now)) {
			return old;
		}
		int looks = Math.min(old.looks + 1, LOOKS.size() - 1);
		return new Unsettled(old.since, looks, now.plus(LOOKS.get(looks)));
	}

	/** Returns when something is due next. */
	Instant next() {
		Instant next = nextFullLook;
		Optional<Instant> look = unsettled().map(Unsettled::next).min(Instant::compareTo);
		next = look.isPresent() && look.get().isBefore(next) ? look.get() : next;
		Instant graceEnds = movedDue().orElse(next);
		next = graceEnds.isBefore(next) ? graceEnds : next;
		Instant retry = pending ? quarantine.next().orElse(next) : next;
		return retry.isBefore(next) ? retry : next;
	}

	private Optional<Instant> movedDue() {
		return moved.due().map(due -> due.isBefore(nextMovedLook) ? nextMovedLook : due);
	}

	/** Returns where to look now. */
	Hints due(Instant now) {
		followClock(now);
		if (!nextFullLook.isAfter(now)) {
			nextFullLook = now.plus(fullLook);
			return Hints.EVERYTHING;
		}
		boolean movedDue = movedDue().filter(due -> !due.isAfter(now)).isPresent();
		if (movedDue) {
			nextMovedLook = now.plus(MovedFolders.GRACE);
		}
		SortedSet<SyncPath> retried = quarantine.due(now);
		return new Hints(Hint.at(due(Side.LOCAL, retried, movedDue, now)),
				Hint.at(due(Side.REMOTE, retried, movedDue, now)));
	}

	private SortedSet<SyncPath> due(Side side, SortedSet<SyncPath> retried, boolean movedDue, Instant now) {
		SortedSet<SyncPath> due = new TreeSet<>(retried);
		if (movedDue && losing.contains(side)) {
			due.addAll(moved.watched());
		}
		unsettled.get(side).forEach((path, each) -> {
			if (!each.next.isAfter(now)) {
				due.add(path);
			}
		});
		return due;
	}

	/** Where the clock was put back nothing waits longer than it would have. */
	private void followClock(Instant now) {
		Instant latest = now.plus(fullLook);
		nextFullLook = nextFullLook.isAfter(latest) ? latest : nextFullLook;
		nextMovedLook = nextMovedLook.isAfter(now.plus(MovedFolders.GRACE)) ? now : nextMovedLook;
		unsettled.values().forEach(items -> items
				.replaceAll((path, each) -> each.since.isAfter(now) ? new Unsettled(now, each.looks, now) : each));
		moved.followClock(now);
		quarantine.followClock(now);
	}

	/** Returns whether items are being waited for that will settle, or be told as problems, by themselves. */
	boolean settling(Instant now) {
		return unsettled().anyMatch(each -> each.since.plus(SETTLING).isAfter(now));
	}

	/** Returns whether an item that failed is worth waiting for. */
	boolean healing() {
		return pending && quarantine.mayHeal();
	}

	/** Returns the items that took too long to settle. */
	List<Diagnostic> overdue(Instant now) {
		List<Diagnostic> overdue = new ArrayList<>();
		unsettled.values().forEach(items -> items.forEach((path, each) -> {
			if (!each.since.plus(SETTLING).isAfter(now)) {
				overdue.add(Diagnostic.of(Code.REMOTE_UNSETTLED, path.value()));
			}
		}));
		return overdue;
	}
}
