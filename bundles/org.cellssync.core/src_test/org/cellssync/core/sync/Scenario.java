package org.cellssync.core.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.cellssync.core.sync.RandomEdits.Scope;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Entry.File;
import org.cellssync.core.tree.Entry.Link;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/**
 * What people and failures do to two ends, and cycles in between, all told by a seed. Each action draws from
 * a seed of its own, so that others can be left out.
 */
record Scenario(Setup setup, List<Action> actions) {

	private static final int ROUNDS = 4;
	private static final int DECISIONS = 6;
	/** After so many all that can be done is done; the second one finds what the first one has made ready. */
	private static final int CYCLES = 2;

	/**
	 * What a task is.
	 *
	 * @param localIds whether the left end has ids that last
	 * @param reads whether what is written is read at once
	 * @param tidy whether people only create before the ends first agree, and only move afterwards
	 */
	record Setup(boolean localIds, boolean reads, boolean tidy, Rules rules) {
	}

	/** What happens. */
	enum Kind {
		EDIT_LOCAL, EDIT_REMOTE, EDIT_ALIKE,
		/** Cycles in which steps fail. */
		FAIL,
		/** Something cannot be read for some cycles. */
		BLOCK,
		/** Cycles until nothing is left to do. */
		REST,
		/** As REST, with all conflicts decided, some by policy. */
		DECIDE
	}

	/**
	 * One action.
	 *
	 * @param number tells it from others
	 */
	record Action(Kind kind, int number, long seed) {
	}

	static Scenario of(long seed) {
		RandomGenerator random = new SplittableRandom(seed);
		Mode mode = random.nextInt(3) > 0 ? Mode.TWO_WAY
				: random.nextBoolean() ? Mode.DOWNLOAD : Mode.UPLOAD;
		Rules rules = random.nextInt(6) > 0 ? Rules.of(mode) : Rules.withoutDeletions(mode);
		Setup setup = new Setup(random.nextInt(4) > 0, random.nextInt(3) == 0, random.nextInt(3) == 0,
				rules);
		boolean fails = random.nextInt(3) == 0;
		boolean blocks = random.nextInt(4) == 0;
		List<Kind> kinds = new ArrayList<>();
		for (int round = 0; round < ROUNDS; round++) {
			if (random.nextInt(4) == 0) {
				kinds.add(Kind.EDIT_ALIKE);
			}
			for (Kind edit : List.of(Kind.EDIT_LOCAL, Kind.EDIT_REMOTE)) {
				for (int count = random.nextInt(6); count > 0; count--) {
					kinds.add(edit);
				}
			}
			if (fails) {
				kinds.add(Kind.FAIL);
			}
			if (blocks) {
				kinds.add(Kind.BLOCK);
			}
			kinds.add(random.nextInt(5) > 0 ? Kind.REST : Kind.DECIDE);
		}
		List<Action> actions = new ArrayList<>();
		for (Kind kind : kinds) {
			actions.add(new Action(kind, actions.size(), random.nextLong()));
		}
		return new Scenario(setup, actions);
	}

	/**
	 * Runs it.
	 *
	 * @param trace is told what happens
	 * @throws AssertionError where a rule was broken
	 * @throws SimulatedEnd.Refused where a step met what it must not meet
	 */
	void run(Consumer<Supplier<String>> trace) {
		new Run(this, trace).run();
	}

	/** One run. */
	private static final class Run {

		private final Scenario scenario;
		private final Consumer<Supplier<String>> trace;
		private final Rules rules;
		private final SimulatedPair pair;
		private Known known;
		private boolean rested;
		private boolean agreedOnAll;

		Run(Scenario scenario, Consumer<Supplier<String>> trace) {
			this.scenario = scenario;
			this.trace = trace;
			this.rules = scenario.setup.rules;
			this.pair = new SimulatedPair(scenario.setup.localIds, rules, trace);
		}

		void run() {
			trace.accept(() -> scenario.setup.toString());
			for (Action action : scenario.actions) {
				RandomGenerator random = new SplittableRandom(action.seed);
				switch (action.kind) {
					case EDIT_LOCAL, EDIT_REMOTE, EDIT_ALIKE -> edit(action, random);
					case FAIL -> keepingTheLead(() -> fail(random));
					case BLOCK -> keepingTheLead(() -> block(random));
					case REST -> keepingTheLead(this::rest);
					case DECIDE -> keepingTheLead(() -> decide(random));
				}
			}
		}

		private void edit(Action action, RandomGenerator random) {
			Scope scope = !scenario.setup.tidy ? Scope.ALL : rested ? Scope.MOVES : Scope.CREATIONS;
			RandomEdits edits = new RandomEdits(random, scenario.setup.reads, scope,
					100L * (1 + action.number));
			known = null;
			String done = switch (action.kind) {
				case EDIT_LOCAL -> edits.edit(pair.end(Side.LOCAL));
				case EDIT_REMOTE -> edits.edit(pair.end(Side.REMOTE));
				default -> scope == Scope.MOVES ? "" : edits.editAlike(pair);
			};
			trace.accept(() -> action.kind + " " + done);
		}

		/** Nothing but what people do changes the end that leads. */
		private void keepingTheLead(Runnable cycles) {
			if (known == null) {
				known = Known.of(pair);
			}
			Supplier<List<Object>> lead = () -> rules.mode().lead()
					.map(side -> pair.end(side).items().entrySet().stream().map(
							each -> (Object) List.of(each.getKey(), each.getValue().id(),
									each.getValue().entry()))
							.toList())
					.orElse(List.of());
			List<Object> before = lead.get();
			cycles.run();
			assertEquals(before, lead.get(), "the lead was touched");
		}

		private void fail(RandomGenerator random) {
			for (int i = 0; i < 2; i++) {
				deletesOnlyWhereItMay(pair.cycle(step -> random.nextInt(4) == 0));
			}
			known = known.afterTrouble();
		}

		private void block(RandomGenerator random) {
			List<Map<String, Entry>> blocked = new ArrayList<>();
			for (SimulatedEnd end : pair.ends.values()) {
				List<SyncPath> paths = List.copyOf(end.items().tailMap(SyncPath.ROOT, false).keySet());
				for (int count = Math.min(paths.size(), random.nextInt(3)); count > 0; count--) {
					SyncPath path = paths.get(random.nextInt(paths.size()));
					trace.accept(() -> "block " + path);
					end.block(path);
				}
				blocked.add(end.blocked());
			}
			restWithSomethingBlocked();
			assertEquals(blocked, pair.ends.values().stream().map(SimulatedEnd::blocked).toList(),
					"blocked, but touched");
			pair.ends.values().forEach(SimulatedEnd::unblockAll);
			known = known.afterTrouble();
			trace.accept(() -> "unblock");
		}

		/**
		 * What waits for a place that something blocked keeps may find out what it is only once the one before it in a row
		 * is done: each of them takes one cycle more at most.
		 */
		private void restWithSomethingBlocked() {
			int cycles = CYCLES + waiting(pair.plan());
			for (Plan plan = pair.plan(); !plan.isEmpty(); plan = pair.plan()) {
				Plan next = plan;
				assertTrue(cycles-- > 0, () -> "not at rest with something blocked: " + next);
				deletesOnlyWhereItMay(pair.cycle(step -> false));
			}
		}

		/** Returns how many places are told to be blocked that neither end has blocked. */
		private int waiting(Plan plan) {
			Trees trees = pair.trees();
			return (int) plan.blocked().stream().filter(path -> !(Tree.at(trees.local(), path) instanceof Blocked)
					&& !(Tree.at(trees.remote(), path) instanceof Blocked)).count();
		}

		private void rest() {
			for (int i = 0; i < CYCLES; i++) {
				deletesOnlyWhereItMay(pair.cycle(step -> false));
			}
			Plan last = pair.plan();
			assertTrue(last.isEmpty(), () -> "not at rest: " + last);
			Trees trees = pair.trees();
			if (last.conflicts().isEmpty() && last.held().isEmpty()) {
				assertEquals(trees.local(), trees.remote(), "ends differ");
				assertEquals(trees.local(), trees.ancestor(), "ancestor differs");
			}
			assertEquals(withoutTold(trees, Side.LOCAL, last), withoutTold(trees, Side.REMOTE, last),
					() -> "differs and is not told: " + last);
			Tree.walk(SyncPath.ROOT, trees.ancestor(), (path, entry) -> assertTrue(
					entry instanceof Directory || entry instanceof Link
							|| entry instanceof File file && file.content() instanceof Digest,
					() -> "in the ancestor: " + path + " " + entry));
			rested = true;
			known.checkKept(pair);
			boolean nothingOpen = last.conflicts().isEmpty() && last.held().isEmpty();
			if (scenario.setup.localIds && scenario.setup.tidy && agreedOnAll && nothingOpen) {
				known.checkSingle(pair);
			}
			agreedOnAll = nothingOpen;
			known = null;
		}

		/** Leaves out what is told of, and the folders that stay on one end only for that. */
		private static Entry withoutTold(Trees trees, Side side, Plan plan) {
			Entry rest = trees.of(side);
			List<SyncPath> told = new ArrayList<>(Outcomes.paths(plan.conflicts()));
			plan.held().forEach(held -> told.add(held.path()));
			for (SyncPath path : told) {
				rest = Tree.with(rest, path, Absent.ABSENT);
				for (SyncPath folder = path.parent(); Tree.at(rest, folder).equals(Directory.EMPTY)
						&& !Tree.at(trees.of(side.other()), folder).exists(); folder = folder.parent()) {
					rest = Tree.with(rest, folder, Absent.ABSENT);
				}
			}
			return rest;
		}

		private void deletesOnlyWhereItMay(Plan plan) {
			for (Side side : rules.withoutDeletions()) {
				for (Step step : plan.of(side)) {
					assertTrue(!(step instanceof Change change) || !change.before().exists()
							|| !(change.before() instanceof Directory) && written(plan.of(side), change),
							() -> "deleted on " + side + ": " + step);
				}
			}
		}

		/** What is replaced by something of another kind goes in a step of its own before. */
		private static boolean written(List<Step> steps, Change gone) {
			return steps.stream().anyMatch(step -> step instanceof Change change
					&& change.path().equals(gone.path()) && change.after().exists());
		}

		private void decide(RandomGenerator random) {
			Known before = known;
			deletesOnlyWhereItMay(pair.cycle(step -> false));
			boolean both = random.nextBoolean();
			boolean byPolicy = random.nextInt(3) == 0;
			Policy policy = Policy.values()[1 + random.nextInt(Policy.values().length - 1)];
			for (int i = 0; i < DECISIONS; i++) {
				List<Conflict> conflicts = pair.plan().conflicts();
				if (conflicts.isEmpty()) {
					break;
				}
				SortedMap<SyncPath, Decision> decisions = new TreeMap<>();
				if (byPolicy && !both) {
					decisions.putAll(policy.decide(conflicts, pair.trees(), pair.ids()));
				} else {
					conflicts.forEach(conflict -> decisions.put(conflict.path(),
							new Decision(both ? Resolution.KEEP_BOTH : Resolution.values()[random.nextInt(3)],
									conflict.local(), conflict.remote())));
				}
				pair.decide(decisions, random.nextInt(4) == 0);
				pair.cycle(step -> false);
			}
			// Copies that somebody decided to have are twice there.
			known = Known.NOTHING;
			rest();
			if (!byPolicy || both || policy != Policy.KEEP_NEWEST) {
				List<Conflict> left = new ArrayList<>(pair.plan().conflicts());
				left.removeIf(conflict -> rules.keepsDeleted(Side.LOCAL));
				assertEquals(List.of(), left, "still in conflict");
			}
			if (both) {
				before.checkKept(pair);
			}
		}
	}
}
