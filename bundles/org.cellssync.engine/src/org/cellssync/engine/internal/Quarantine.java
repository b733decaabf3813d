package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.diagnostic.Retry;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.SyncPath;

/** Items that failed, each with its own growing pause, so that one bad item never stalls the rest. One thread. */
final class Quarantine {

	private static final Duration FIRST = Duration.ofSeconds(2);
	private static final Duration LONGEST = Duration.ofMinutes(5);
	/**
	 * So often an item that merely changed meanwhile is tried at once; a file written to for ever must not keep a task
	 * busy.
	 */
	private static final int AT_ONCE = 5;

	private final boolean inSingleRun;
	private final SortedMap<SyncPath, Case> cases = new TreeMap<>();
	private final Map<SyncPath, Set<Way>> told = new HashMap<>();

	/** For a task that is kept going. */
	Quarantine() {
		this(false);
	}

	private Quarantine(boolean inSingleRun) {
		this.inSingleRun = inSingleRun;
	}

	/** For a single run, which does not wait for what is refused: that pauses for the longest time at once. */
	static Quarantine ofSingleRun() {
		return new Quarantine(true);
	}

	/**
	 * One failing item.
	 *
	 * @param diagnostic why it failed last
	 * @param attempts how often it failed in a row
	 * @param next when it may be tried again
	 */
	private record Case(Diagnostic diagnostic, int attempts, Instant next) {
	}

	/**
	 * One way to fail.
	 *
	 * @param side the end that was to be changed
	 * @param operation what was to be done
	 * @param code name of the diagnostic's code
	 */
	private record Way(Side side, HistoryEntry.Operation operation, String code) {
	}

	/** Notes a failure; returns how many there were in a row. */
	int failed(SyncPath path, Diagnostic diagnostic, Instant now) {
		Case before = cases.get(path);
		int attempts = before == null ? 1 : before.attempts + 1;
		cases.put(path, new Case(diagnostic, attempts, now.plus(pause(diagnostic.code(), attempts))));
		return attempts;
	}

	/** Returns whether an item has not failed so since it last went well, and takes that for told from now on. */
	boolean isNews(HistoryEntry failed) {
		return told.computeIfAbsent(SyncPath.of(failed.path()), path -> new HashSet<>())
				.add(new Way(failed.side(), failed.operation(), failed.code()));
	}

	private Duration pause(Code code, int attempts) {
		if (inSingleRun && !code.mayPass()) {
			return LONGEST;
		}
		if (code.retry() == Retry.NEXT_CYCLE && attempts < AT_ONCE) {
			return Duration.ZERO;
		}
		Duration pause = FIRST.multipliedBy(1L << Math.min(attempts - 1, 10));
		return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
	}

	/** Where the clock was put back nothing pauses longer than the longest pause. */
	void followClock(Instant now) {
		Instant latest = now.plus(LONGEST);
		cases.replaceAll(
				(path, each) -> each.next.isAfter(latest) ? new Case(each.diagnostic, each.attempts, latest) : each);
	}

	void succeeded(SyncPath path) {
		cases.remove(path);
		told.remove(path);
	}

	/** Forgets items that no longer have anything to do. */
	void keepOnly(Collection<SyncPath> wanted) {
		cases.keySet().retainAll(wanted);
		told.keySet().retainAll(wanted);
	}

	/**
	 * Returns the steps of one end that may be tried now: not those of an item that pauses nor those below it, and nothing
	 * that was planned to come after a move that does not come about now, on either end. A folder whose item was to be moved
	 * out first would be deleted with it.
	 *
	 * @param all the steps of both ends
	 */
	List<Step> due(List<Step> steps, Collection<Step> all, Instant now) {
		if (cases.isEmpty()) {
			return steps;
		}
		Set<Step> waiting = new HashSet<>();
		Map<SyncPath, Instant> places = new HashMap<>();
		int before = -1;
		while (waiting.size() > before) {
			before = waiting.size();
			for (Step step : all) {
				Instant until = later(pausesUntil(step.path()), comesAfter(step, places));
				if (until.isAfter(now) && waiting.add(step)) {
					// Else it would seem to be due, and the task go on at once without a pause.
					cases.computeIfPresent(step.path(),
							(path, each) -> new Case(each.diagnostic, each.attempts, later(each.next, until)));
					if (step instanceof Move move) {
						places.merge(move.from(), until, Quarantine::later);
						places.merge(move.to(), until, Quarantine::later);
					}
				}
			}
		}
		return steps.stream().filter(step -> !waiting.contains(step)).toList();
	}

	private static Instant later(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

	/** Returns until when a step waits for moves from and to {@code places}. */
	private static Instant comesAfter(Step step, Map<SyncPath, Instant> places) {
		Instant until = Instant.MIN;
		for (Map.Entry<SyncPath, Instant> each : places.entrySet()) {
			if (comesAfter(step, each.getKey())) {
				until = later(until, each.getValue());
			}
		}
		return until;
	}

	private static boolean comesAfter(Step step, SyncPath place) {
		return switch (step) {
			case Move move -> move.to().startsWith(place) || move.from().startsWith(place) || place.startsWith(move.from());
			case Change change -> change.path().startsWith(place)
					|| !change.after().exists() && place.startsWith(change.path());
		};
	}

	/** Returns when an item may be tried again: not before those it lies in. */
	/** Returns whether an item failed and it is not yet time to try it again. */
	boolean isPausing(SyncPath path, Instant now) {
		return pausesUntil(path).isAfter(now);
	}

	private Instant pausesUntil(SyncPath path) {
		Instant until = Instant.MIN;
		for (SyncPath each = path; !each.isRoot(); each = each.parent()) {
			Case found = cases.get(each);
			until = found == null ? until : later(until, found.next);
		}
		return until;
	}

	/** Returns when the next item may be tried again. */
	Optional<Instant> next() {
		return cases.keySet().stream().map(this::pausesUntil).min(Instant::compareTo);
	}

	/** Returns the items that may be tried now. */
	SortedSet<SyncPath> due(Instant now) {
		SortedSet<SyncPath> due = new TreeSet<>();
		for (SyncPath path : cases.keySet()) {
			if (!pausesUntil(path).isAfter(now)) {
				due.add(path);
			}
		}
		return due;
	}

	/** Returns whether any item may be over its trouble in seconds. */
	boolean mayHeal() {
		return cases.values().stream().anyMatch(each -> each.diagnostic.code().mayPass());
	}

	List<Diagnostic> problems() {
		return cases.values().stream().map(Case::diagnostic).toList();
	}
}
