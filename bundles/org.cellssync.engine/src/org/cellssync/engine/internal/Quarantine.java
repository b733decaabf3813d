package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.diagnostic.Retry;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.SyncPath;

/** Items that failed, each with its own growing pause, so that one bad item never stalls the rest. One thread. */
final class Quarantine {

	private static final Duration FIRST = Duration.ofSeconds(2);
	private static final Duration LONGEST = Duration.ofMinutes(5);
	/** So often an item that merely changed meanwhile is tried at once; a file written to for ever must not keep a task busy. */
	private static final int AT_ONCE = 5;

	private final SortedMap<SyncPath, Case> cases = new TreeMap<>();

	/**
	 * One failing item.
	 *
	 * @param diagnostic why it failed last
	 * @param attempts how often it failed in a row
	 * @param next when it may be tried again
	 */
	private record Case(Diagnostic diagnostic, int attempts, Instant next) {
	}

	/** Notes a failure; returns whether it is the first of its kind in a row. */
	boolean failed(SyncPath path, Diagnostic diagnostic, Instant now) {
		Case before = cases.get(path);
		int attempts = before == null ? 1 : before.attempts + 1;
		cases.put(path, new Case(diagnostic, attempts, now.plus(pause(diagnostic.code().retry(), attempts))));
		return before == null || before.diagnostic.code() != diagnostic.code();
	}

	private static Duration pause(Retry retry, int attempts) {
		if (retry == Retry.NEXT_CYCLE && attempts < AT_ONCE) {
			return Duration.ZERO;
		}
		Duration pause = FIRST.multipliedBy(1L << Math.min(attempts - 1, 10));
		return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
	}

	void succeeded(SyncPath path) {
		cases.remove(path);
	}

	/** Forgets items that no longer have anything to do. */
	void keepOnly(Collection<SyncPath> wanted) {
		cases.keySet().retainAll(wanted);
	}

	/** Returns the steps that may be tried now: not those of an item that pauses, nor those below it. */
	List<Step> due(List<Step> steps, Instant now) {
		return cases.isEmpty() ? steps : steps.stream().filter(step -> !pausesUntil(step.path()).isAfter(now)).toList();
	}

	/** Returns when an item may be tried again: not before those it lies in. */
	private Instant pausesUntil(SyncPath path) {
		Instant until = Instant.MIN;
		for (SyncPath each = path; !each.isRoot(); each = each.parent()) {
			Case found = cases.get(each);
			if (found != null && found.next.isAfter(until)) {
				until = found.next;
			}
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

	List<Diagnostic> problems() {
		return cases.values().stream().map(Case::diagnostic).toList();
	}
}
