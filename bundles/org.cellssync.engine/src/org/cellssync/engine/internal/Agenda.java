package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.core.tree.SyncPath;

/** What a task must look at again though nobody hints at it, and when. One thread. */
final class Agenda {

	/** So long the server may take to finish taking an item in before that is told as a problem. */
	static final Duration SETTLING = Duration.ofSeconds(60);
	private static final List<Duration> LOOKS = List.of(Duration.ofMillis(500), Duration.ofSeconds(1),
			Duration.ofSeconds(2), Duration.ofSeconds(5));

	private final SortedMap<SyncPath, Unsettled> unsettled = new TreeMap<>();
	private final Quarantine quarantine;
	private final MovedFolders moved;
	private final Duration fullLook;
	private Instant nextFullLook;
	private Instant nextMovedLook = Instant.MIN;
	private boolean pending;

	/**
	 * An item the server has not finished.
	 *
	 * @param since when that was seen first
	 * @param looks how often it was looked at
	 * @param next when to look again
	 */
	private record Unsettled(Instant since, int looks, Instant next) {
	}

	/** @param fullLook how often everything is looked at, whatever was hinted at */
	Agenda(Quarantine quarantine, MovedFolders moved, Duration fullLook, Instant now) {
		this.quarantine = quarantine;
		this.moved = moved;
		this.fullLook = fullLook;
		this.nextFullLook = now.plus(fullLook);
	}

	/** Takes in what a round left open. */
	void after(Round round, Instant now) {
		pending = round.pending() > 0;
		unsettled.keySet().retainAll(round.unsettled());
		for (SyncPath path : round.unsettled()) {
			unsettled.merge(path, new Unsettled(now, 0, now.plus(LOOKS.get(0))), (old, fresh) -> later(old, now));
		}
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
		for (Unsettled each : unsettled.values()) {
			next = each.next.isBefore(next) ? each.next : next;
		}
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
		SortedSet<SyncPath> remote = new TreeSet<>();
		unsettled.forEach((path, each) -> {
			if (!each.next.isAfter(now)) {
				remote.add(path);
			}
		});
		if (movedDue().filter(due -> !due.isAfter(now)).isPresent()) {
			nextMovedLook = now.plus(MovedFolders.GRACE);
			remote.addAll(moved.watched());
		}
		SortedSet<SyncPath> retried = quarantine.due(now);
		remote.addAll(retried);
		return new Hints(Hint.at(retried), Hint.at(remote));
	}

	/** Where the clock was put back nothing waits longer than it would have. */
	private void followClock(Instant now) {
		Instant latest = now.plus(fullLook);
		nextFullLook = nextFullLook.isAfter(latest) ? latest : nextFullLook;
		nextMovedLook = nextMovedLook.isAfter(now.plus(MovedFolders.GRACE)) ? now : nextMovedLook;
		unsettled.replaceAll((path, each) -> each.since.isAfter(now) ? new Unsettled(now, each.looks, now) : each);
		moved.followClock(now);
		quarantine.followClock(now);
	}

	/** Returns whether items are being waited for that will settle, or be told as problems, by themselves. */
	boolean settling(Instant now) {
		return unsettled.values().stream().anyMatch(each -> each.since.plus(SETTLING).isAfter(now));
	}

	/** Returns the items that took too long to settle. */
	List<Diagnostic> overdue(Instant now) {
		List<Diagnostic> overdue = new ArrayList<>();
		unsettled.forEach((path, each) -> {
			if (!each.since.plus(SETTLING).isAfter(now)) {
				overdue.add(Diagnostic.of(Code.REMOTE_UNSETTLED, path.value()));
			}
		});
		return overdue;
	}
}
