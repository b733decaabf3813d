package org.cellssync.core.sync;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/** Two ends in memory, kept the same by the functions under test as an engine would. */
final class SimulatedPair {

	private static final String SUFFIX = " (local copy)";

	final Map<Side, SimulatedEnd> ends;
	private final Rules rules;
	private final Consumer<Supplier<String>> trace;
	private final Map<Side, Map<SyncPath, Identity>> agreedIds = new EnumMap<>(
			Map.of(Side.LOCAL, new HashMap<>(),
					Side.REMOTE, new HashMap<>()));
	private final SortedMap<SyncPath, Decision> decisions = new TreeMap<>();
	private Entry ancestor = Entry.Absent.ABSENT;

	/**
	 * @param localIds whether the left end has ids that last
	 * @param trace is told what happens, in words that are made only where they are read
	 */
	SimulatedPair(boolean localIds, Rules rules, Consumer<Supplier<String>> trace) {
		this.rules = rules;
		this.trace = trace;
		ends = new EnumMap<>(Map.of(Side.LOCAL, new SimulatedEnd("L", localIds), Side.REMOTE,
				new SimulatedEnd("R", true)));
	}

	Entry ancestor() {
		return ancestor;
	}

	SimulatedEnd end(Side side) {
		return ends.get(side);
	}

	Trees trees() {
		return new Trees(ancestor, end(Side.LOCAL).tree(), end(Side.REMOTE).tree());
	}

	Ids ids() {
		return new Ids(Identities.of(agreedIds.get(Side.LOCAL)), Identities.of(agreedIds.get(Side.REMOTE)),
				end(Side.LOCAL).identities(), end(Side.REMOTE).identities());
	}

	/** Returns a plan that waits for no proof. */
	Plan plan() {
		while (true) {
			Rebased rebased = Moves.find(settle().trees(), ids(), rules);
			Plan plan = Planner.plan(rebased, Reconciler.reconcile(rebased.trees(), rules));
			if (plan.unprovenLocal().isEmpty() && plan.unprovenRemote().isEmpty()) {
				return plan;
			}
			plan.unprovenLocal().forEach(end(Side.LOCAL)::read);
			plan.unprovenRemote().forEach(end(Side.REMOTE)::read);
		}
	}

	/**
	 * Runs one cycle, in which the steps that {@code fails} names fail, and returns its plan. Renames for
	 * copies come first.
	 */
	Plan cycle(Predicate<Step> fails) {
		Decisions.Settled settled = settle();
		if (!settled.renames().isEmpty()) {
			forget(settled);
			settled.renames()
					.forEach(rename -> end(settled.copies()).perform(rename, end(settled.copies().other())));
			keepIds(List.of());
		}
		return carryOut(plan(), fails);
	}

	/**
	 * Takes decisions, which are kept for as long as both ends hold what was decided about.
	 *
	 * @param cut whether the program stops after what was agreed was forgotten for copies
	 */
	void decide(SortedMap<SyncPath, Decision> made, boolean cut) {
		trace.accept(() -> "decided " + made);
		decisions.putAll(made);
		if (cut) {
			forget(settle());
		}
	}

	private void forget(Decisions.Settled settled) {
		trace.accept(() -> "renames " + settled.renames());
		ancestor = settled.forgotten(ancestor);
		keepIds(List.of());
	}

	private Decisions.Settled settle() {
		Entry local = end(Side.LOCAL).tree();
		Entry remote = end(Side.REMOTE).tree();
		decisions.entrySet().removeIf(each -> !Tree.at(local, each.getKey()).equals(each.getValue().local())
				|| !Tree.at(remote, each.getKey()).equals(each.getValue().remote()));
		return Decisions.settle(trees(), decisions, SUFFIX, rules.mode());
	}

	private Plan carryOut(Plan plan, Predicate<Step> fails) {
		if (plan.isEmpty()) {
			return plan;
		}
		trace.accept(() -> "ancestor " + ancestor + "\n  local " + end(Side.LOCAL).tree() + "\n  remote "
				+ end(Side.REMOTE).tree() + "\n  plan " + plan);
		checkConflicts(plan);
		Set<Step> failed = new HashSet<>();
		List<Move> moved = new ArrayList<>();
		List<Change> results = new ArrayList<>();
		for (boolean moves : new boolean[] { true, false }) {
			if (!moves && !failed.isEmpty()) {
				// What comes after moves counts on them.
				break;
			}
			for (Side side : Side.values()) {
				Planned planned = split(plan.of(side));
				for (Step step : moves ? planned.first() : planned.rest()) {
					perform(side, step, fails, failed, moved, results);
				}
			}
		}
		ancestor = Agreement.advance(ancestor, plan, moved, results);
		keepIds(Agreement.taken(plan, moved));
		return plan;
	}

	/** I-U9: once all that moves has moved, nothing is done at or below what is in conflict. */
	private static void checkConflicts(Plan plan) {
		for (Conflict conflict : plan.conflicts()) {
			for (Side side : Side.values()) {
				for (Step step : split(plan.of(side)).rest()) {
					assertFalse(step.path().startsWith(conflict.path()),
							() -> "done in a conflict: " + step);
				}
			}
		}
	}

	private record Planned(List<Step> first, List<Step> rest) {
	}

	/** The moves with the folders made for them, and all else. */
	private static Planned split(List<Step> steps) {
		int last = -1;
		for (int i = 0; i < steps.size(); i++) {
			if (steps.get(i) instanceof Move) {
				last = i;
			}
		}
		return new Planned(steps.subList(0, last + 1), steps.subList(last + 1, steps.size()));
	}

	/** A step may be refused only after another one has failed. */
	private void perform(Side side, Step step, Predicate<Step> fails, Set<Step> failed, List<Move> moved,
			List<Change> results) {
		if (fails.test(step)) {
			trace.accept(() -> "  fails on " + side + ": " + step);
			failed.add(step);
			return;
		}
		try {
			Entry made = end(side).perform(step, end(side.other()));
			switch (step) {
				case Move move -> moved.add(move);
				case Change change -> results.add(new Change(change.path(), change.before(), made));
			}
		} catch (SimulatedEnd.Refused e) {
			if (failed.isEmpty()) {
				throw e;
			}
			trace.accept(() -> "  refused on " + side + ": " + step);
			failed.add(step);
		}
	}

	/**
	 * The ancestor's entries are who they were, where they have moved to, or who stands there now as agreed.
	 */
	private void keepIds(List<Move> moves) {
		for (Side side : Side.values()) {
			Map<SyncPath, Identity> ids = agreedIds.get(side);
			for (Move move : moves) {
				for (SyncPath path : new TreeSet<>(ids.keySet())) {
					if (path.startsWith(move.from())) {
						ids.put(path.relocated(move.from(), move.to()), ids.remove(path));
					}
				}
			}
			Identities now = end(side).identities();
			Entry tree = end(side).tree();
			ids.keySet().removeIf(path -> !Tree.at(ancestor, path).exists());
			Tree.walk(SyncPath.ROOT, ancestor, (path, entry) -> {
				Entry present = Tree.at(tree, path);
				boolean hasMoved = moves.stream().anyMatch(move -> path.startsWith(move.to()));
				if (present.equals(entry) || hasMoved && Whereabouts.sameKind(entry, present)
						|| present instanceof Directory && entry instanceof Directory) {
					ids.put(path, now.of(path).orElseThrow());
				}
			});
		}
	}
}
