package org.cellssync.engine.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.session.Halt;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskStatus.Phase;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.StateException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.IgnoreRules;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Gate;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Plan;
import org.cellssync.core.sync.Resolution;
import org.cellssync.core.sync.Safety;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;

/**
 * One round of a task: look at both ends, decide, act, remember. Every line either computes a value or does one step; a step
 * that learns something unexpected reports it and the next look sees the truth.
 */
final class Cycle {

	/** So often content is read to decide before the rest goes on without it. */
	private static final int PROOFS = 3;

	private final Pair pair;
	private final Memory memory;
	private final Notes notes;
	private final TaskOptions options;
	private final Rulebook rulebook;
	private final Quarantine quarantine;
	private final InstantSource clock;
	private final ConflictDesk conflicts;
	private final Halts halts;
	private final MovedFolders moved;
	private final Looking looking;
	private final Roots roots;
	private final ChosenFolders folders;
	private final Deciding deciding;

	/**
	 * @param settings keeps what a cycle changes of how the task was set up
	 * @param rules what is left out, but for the rules of files in the task
	 */
	Cycle(Pair pair, Memory memory, Notes notes, TaskOptions options, ChosenFolders.Settings settings, IgnoreRules rules,
			Quarantine quarantine, InstantSource clock) {
		this.pair = pair;
		this.memory = memory;
		this.notes = notes;
		this.options = options;
		this.rulebook = new Rulebook(rules, options.selection(), notes);
		this.quarantine = quarantine;
		this.clock = clock;
		this.conflicts = new ConflictDesk(notes);
		this.halts = new Halts(notes);
		this.moved = new MovedFolders(notes);
		this.looking = new Looking(pair, memory, rulebook);
		this.roots = new Roots(memory, notes, halts, options.mode());
		this.folders = new ChosenFolders(options.selection(), pair, memory, notes, looking, roots, settings, clock);
		this.deciding = new Deciding(looking, pair, options, conflicts, halts, moved, quarantine);
	}

	/**
	 * Runs once.
	 *
	 * @param dryRun stops before anything is changed
	 * @throws EndpointException where an end could not be looked at; nothing was changed
	 * @throws StateException where what was done could not be kept
	 */
	Round run(Hint local, Hint remote, boolean dryRun, CycleListener listener, Cancellation cancel)
			throws EndpointException, StateException {
		Round round = runOnce(local, remote, dryRun, listener, cancel);
		if (!dryRun) {
			new Rescuing(pair).run(cancel);
		}
		return round;
	}

	private Round runOnce(Hint local, Hint remote, boolean dryRun, CycleListener listener, Cancellation cancel)
			throws EndpointException, StateException {
		Instant began = clock.instant();
		listener.phase(Phase.LOOKING);
		if (!folders.isReselectionDue()) {
			return runSelected(local, remote, began, dryRun, listener, cancel);
		}
		ChosenFolders.Removed removed = folders.reselect(began, dryRun, listener, cancel);
		if (removed.halt().isPresent()) {
			return halted(removed.halt().get());
		}
		memory.forgetLooks();
		return runSelected(Hint.Everything.EVERYTHING, Hint.Everything.EVERYTHING, began, dryRun, listener, cancel)
				.after(removed.operations(), !dryRun && !removed.operations().isEmpty());
	}

	private Round runSelected(Hint local, Hint remote, Instant began, boolean dryRun, CycleListener listener,
			Cancellation cancel)
			throws EndpointException, StateException {
		looking.look(local, remote, began, cancel);
		Optional<Halt> otherRoot = roots.check(dryRun);
		if (otherRoot.isPresent()) {
			return halted(otherRoot.get());
		}
		if (!dryRun) {
			folders.dropOutdated();
			forgetLeftOut();
		}
		Decided decided = deciding.decide(folders.selection(), began);
		if (folders.followed(decided, dryRun)) {
			return runSelected(Hint.Everything.EVERYTHING, Hint.Everything.EVERYTHING, began, dryRun, listener, cancel);
		}
		for (int i = 0; i < PROOFS && unproven(decided.plan()); i++) {
			listener.phase(Phase.COMPARING);
			if (!looking.prove(decided.plan().unprovenLocal(), decided.plan().unprovenRemote(), began, cancel)) {
				break;
			}
			decided = deciding.decide(folders.selection(), began);
		}
		Hint localWhole = local.and(whole(Side.LOCAL, decided));
		Hint remoteWhole = remote.and(whole(Side.REMOTE, decided));
		if (!localWhole.equals(local) || !remoteWhole.equals(remote)) {
			return runSelected(localWhole, remoteWhole, began, dryRun, listener, cancel);
		}
		if (dryRun) {
			return planned(decided, listener);
		}
		if (!decided.settled().renames().isEmpty()) {
			return renamed(decided, listener, cancel);
		}
		Optional<Halt> halt = gate(decided);
		if (halt.isPresent()) {
			return halted(halt.get());
		}
		return act(decided, began, listener, cancel);
	}

	/** What is to come back to an end may have moved there meanwhile: that end is looked at everywhere first. */
	private Hint whole(Side side, Decided decided) {
		return Returning.isPlanned(decided.plan(), side, decided.rebased().trees(), looking.ids())
				? Hint.Everything.EVERYTHING : Hint.NOTHING;
	}

	/**
	 * What is left out now is agreed upon no more: once it takes part again it is compared as in a first cycle, and nothing
	 * that happens to it meanwhile counts as a deletion.
	 */
	private void forgetLeftOut() throws StateException {
		Entry agreed = looking.seen().ancestor();
		if (agreed != memory.ancestor()) {
			memory.agree(agreed, List.of(), List.of());
		}
	}

	private static boolean unproven(Plan plan) {
		return !plan.unprovenLocal().isEmpty() || !plan.unprovenRemote().isEmpty();
	}

	private Round planned(Decided decided, CycleListener listener) {
		List<HistoryEntry> operations = new ArrayList<>();
		for (Move rename : decided.settled().renames()) {
			operations.add(Operations.planned(decided.settled().copies(), rename, clock.instant()));
		}
		for (Side side : Side.values()) {
			for (Step step : decided.plan().of(side)) {
				operations.add(Operations.planned(side, step, clock.instant()));
			}
		}
		operations.forEach(listener::operation);
		return round(decided, operations, false, Optional.empty(), List.of(), new TreeSet<>(), new TreeSet<>());
	}

	/** "Keep both" begins with a rename, which is no move for the other end to follow; the next look finds a new item. */
	private Round renamed(Decided decided, CycleListener listener, Cancellation cancel) throws StateException {
		memory.agree(decided.settled().forgotten(decided.trees().ancestor()), List.of(), List.of());
		Side side = decided.settled().copies();
		Scan seen = looking.last(side);
		var outcome = pair.of(side).apply(seen, List.copyOf(decided.settled().renames()), path -> {
			throw new IllegalStateException("a rename needs no content");
		}, listener, cancel);
		List<HistoryEntry> operations = new ArrayList<>();
		List<HistoryEntry> news = new ArrayList<>();
		List<StepResult.Failed> failures = new ArrayList<>();
		SortedSet<SyncPath> again = new TreeSet<>();
		for (StepResult result : outcome.results()) {
			Move move = (Move) result.step();
			again.add(move.from());
			again.add(move.to());
			HistoryEntry operation = Operations.of(side, result, clock.instant());
			operations.add(operation);
			switch (result) {
				case StepResult.Done done -> {
					quarantine.succeeded(move.from());
					news.add(operation);
				}
				case StepResult.Failed failed -> {
					failures.add(failed);
					// Of the file in conflict: the copy has another name with each try.
					if (quarantine.failed(move.from(), failed.diagnostic(), clock.instant()) == 1) {
						news.add(operation);
					}
				}
			}
		}
		operations.forEach(listener::operation);
		memory.note(new TreeMap<>(), news);
		SortedSet<SyncPath> none = new TreeSet<>();
		return round(decided, operations, true, outcome.failure(), failures, side == Side.LOCAL ? again : none,
				side == Side.REMOTE ? again : none);
	}

	private Optional<Halt> gate(Decided decided) throws StateException {
		for (Side side : Side.values()) {
			switch (Safety.check(decided.plan(), side, decided.rebased().trees(), options.limits(), decided.byPeople())) {
				case Gate.Go go -> halts.passed(side);
				case Gate.Halt danger when halts.approved(danger) -> {
					// Somebody has seen what goes.
				}
				case Gate.Halt danger -> {
					Halt halt = halts.stop(danger.danger(), danger.side(), danger.items(), options.mode());
					notes.commit();
					return Optional.of(halt);
				}
			}
		}
		return Optional.empty();
	}

	private Round act(Decided decided, Instant began, CycleListener listener, Cancellation cancel) throws StateException {
		Instant now = clock.instant();
		Plan plan = decided.plan();
		List<Step> all = new ArrayList<>(plan.local());
		all.addAll(plan.remote());
		List<Step> local = quarantine.due(plan.local(), all, now);
		List<Step> remote = quarantine.due(plan.remote(), all, now);
		List<Step> rules = rulesComing(plan, local);
		if (!rules.isEmpty()) {
			local = rules;
			remote = List.of();
		}
		// By the moment it was decided for: what then was damage still is blocked in these trees, and seems to be there.
		moved.settle(pair.losing(), looking.ids(), decided.trees(), began);
		if (!pair.losing().isEmpty()) {
			moved.moving(plan.agreedMoves(), now);
			moved.moving(moves(local), now);
			moved.moving(moves(remote), now);
		}
		notes.commit();
		Performance performance = new Performance(pair, memory, listener, clock, began, cancel);
		if (!local.isEmpty() || !remote.isEmpty()) {
			listener.phase(Phase.APPLYING);
			listener.planned(local.size() + remote.size(),
					local.stream().mapToLong(Operations::size).sum() + remote.stream().mapToLong(Operations::size).sum());
		}
		Aside aside = new Aside(pair, decided.decisions(), decided.rebased());
		List<StepResult.Failed> refusedHere = aside.keep(Side.LOCAL, local, looking.last(Side.LOCAL), cancel);
		List<StepResult.Failed> refusedThere = aside.keep(Side.REMOTE, remote, looking.last(Side.REMOTE), cancel);
		performance.run(plan, decided.trees().ancestor(), without(local, refusedHere), without(remote, refusedThere));
		refusedHere.forEach(each -> performance.refused(Side.LOCAL, each));
		refusedThere.forEach(each -> performance.refused(Side.REMOTE, each));
		performance.succeeded().forEach(quarantine::succeeded);
		SortedSet<SyncPath> again = new TreeSet<>();
		for (StepResult.Failed failed : performance.failures()) {
			quarantine.failed(failed.step().path(), failed.diagnostic(), now);
			again.add(failed.step().path());
			if (failed.step() instanceof Move move) {
				again.add(move.from());
			}
		}
		performance.keepFailures(quarantine);
		if (rules.isEmpty() && performance.failures().isEmpty() && performance.failure().isEmpty()) {
			halts.clear();
		}
		if (performance.failure().isEmpty()) {
			pair.local().endUnfinished(paths(plan.local()), cancel);
			pair.remote().endUnfinished(paths(plan.remote()), cancel);
		}
		return round(decided, performance.operations(), !local.isEmpty() || !remote.isEmpty(), performance.failure(),
				performance.failures(), again, again);
	}

	/**
	 * Returns the steps that bring files of rules here, with the folders they need: they come alone, so that nothing they
	 * leave out is carried over in the same round. Not where something moves, for a plan's moves belong together.
	 */
	private static List<Step> rulesComing(Plan plan, List<Step> local) {
		List<SyncPath> coming = local.stream().filter(step -> step.path().name().equals(IgnoreRules.FILE_NAME)
				&& step instanceof Change change && change.after() instanceof Entry.File).map(Step::path).toList();
		if (coming.isEmpty() || !plan.agreedMoves().isEmpty() || !moves(plan.local()).isEmpty()
				|| !moves(plan.remote()).isEmpty()) {
			return List.of();
		}
		return local.stream().filter(step -> coming.stream().anyMatch(path -> path.startsWith(step.path()))).toList();
	}

	private static List<Step> without(List<Step> steps, List<StepResult.Failed> refused) {
		Set<Step> left = refused.stream().map(StepResult.Failed::step).collect(Collectors.toSet());
		return left.isEmpty() ? steps : steps.stream().filter(step -> !left.contains(step)).toList();
	}

	private static SortedSet<SyncPath> paths(List<Step> steps) {
		return steps.stream().map(Step::path).collect(Collectors.toCollection(TreeSet::new));
	}

	private static List<Move> moves(List<Step> steps) {
		return steps.stream().filter(Move.class::isInstance).map(Move.class::cast).toList();
	}

	private Round round(Decided decided, List<HistoryEntry> operations, boolean acted, Optional<EndpointException> failure,
			List<StepResult.Failed> failures, SortedSet<SyncPath> againLocal, SortedSet<SyncPath> againRemote) {
		Scan local = looking.last(Side.LOCAL);
		Scan remote = looking.last(Side.REMOTE);
		Plan plan = decided.plan();
		SortedSet<SyncPath> wanted = new TreeSet<>();
		plan.local().forEach(step -> wanted.add(step.path()));
		plan.remote().forEach(step -> wanted.add(step.path()));
		List<SyncPath> copies = decided.decisions().entrySet().stream()
				.filter(each -> each.getValue().resolution() == Resolution.KEEP_BOTH).map(Map.Entry::getKey).toList();
		wanted.addAll(copies);
		quarantine.keepOnly(wanted);
		SortedSet<SyncPath> localAgain = new TreeSet<>(againLocal);
		localAgain.addAll(local.lookAgain());
		localAgain.addAll(plan.unprovenLocal());
		SortedSet<SyncPath> unsettledRemote = new TreeSet<>(remote.lookAgain());
		unsettledRemote.addAll(plan.unprovenRemote());
		List<Diagnostic> problems = Problems.of(local, remote, decided.rebased().trees(), plan, quarantine,
				rulebook.problems());
		long pending = acted ? failures.size() : plan.local().size() + plan.remote().size()
				+ copies.stream().filter(path -> quarantine.isPausing(path, clock.instant())).count();
		return new Round(operations, acted, localAgain, againRemote, local.lookAgain(), unsettledRemote, Optional.empty(),
				ConflictDesk.open(plan.conflicts(), local, remote),
				conflicts.questions(plan, decided.rebased().trees(), looking.ids()), problems,
				held(plan), pending,
				local.looked(), remote.looked(), failure);
	}

	private List<Diagnostic> held(Plan plan) {
		return Stream.concat(Problems.held(plan).stream(), folders.remaining().stream())
				.sorted(Comparator.comparing(Diagnostic::subject)).toList();
	}

	private Round halted(Halt halt) {
		Scan local = looking.last(Side.LOCAL);
		Scan remote = looking.last(Side.REMOTE);
		return new Round(List.of(), false, new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>(),
				Optional.of(halt), List.of(),
				new TreeMap<>(), List.of(), List.of(), 0, local.looked(), remote.looked(), Optional.empty());
	}
}
