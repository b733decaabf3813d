package org.cellssync.engine.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.session.Halt;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskStatus.Phase;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.StateException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.IgnoreRules;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Danger;
import org.cellssync.core.sync.Decision;
import org.cellssync.core.sync.Decisions;
import org.cellssync.core.sync.Gate;
import org.cellssync.core.sync.Ids;
import org.cellssync.core.sync.LostAfterMove;
import org.cellssync.core.sync.Masks;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Moves;
import org.cellssync.core.sync.Plan;
import org.cellssync.core.sync.Planner;
import org.cellssync.core.sync.Rebased;
import org.cellssync.core.sync.Reconciler;
import org.cellssync.core.sync.Rules;
import org.cellssync.core.sync.Safety;
import org.cellssync.core.sync.SelectedFolders;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Step;
import org.cellssync.core.sync.Trees;
import org.cellssync.core.sync.Unselecting;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.TreeEdits;

/**
 * One round of a task: look at both ends, decide, act, remember. Every line either computes a value or does one step; a step
 * that learns something unexpected reports it and the next look sees the truth.
 */
final class Cycle {

	/** So often content is read to decide before the rest goes on without it. */
	private static final int PROOFS = 3;
	/** So often something may have changed before it could be removed; then it stays. */
	private static final int REMOVALS = 3;
	/** Rules may take in folders with rules in them, so deep; somebody who writes them meanwhile must not keep us. */
	private static final int MOST_RULES = 100;

	private final Pair pair;
	private final Memory memory;
	private final Notes notes;
	private final TaskOptions options;
	private final Rulebook rulebook;
	private final Reselecting reselecting;
	private final Quarantine quarantine;
	private final InstantSource clock;
	private final ConflictDesk conflicts;
	private final Halts halts;
	private final MovedFolders moved;
	private final Settings settings;
	private Selection selection;
	private Masks masks;

	/** Keeps what a cycle changes of how the task was set up. */
	@FunctionalInterface
	interface Settings {
		void keep(Selection selection) throws EndpointException;
	}

	/** @param rules what is left out, but for the rules of files in the task */
	Cycle(Pair pair, Memory memory, Notes notes, TaskOptions options, Settings settings, IgnoreRules rules,
			Quarantine quarantine, InstantSource clock) {
		this.pair = pair;
		this.memory = memory;
		this.notes = notes;
		this.options = options;
		this.selection = options.selection();
		this.settings = settings;
		this.rulebook = new Rulebook(rules, selection, notes);
		this.reselecting = new Reselecting(selection, memory, notes);
		this.quarantine = quarantine;
		this.clock = clock;
		this.conflicts = new ConflictDesk(notes);
		this.halts = new Halts(notes);
		this.moved = new MovedFolders(notes);
		this.masks = new Masks(rulebook.ignore(), pair.common());
		memory.held(pair.common());
	}

	/**
	 * What was decided from one look.
	 *
	 * @param trees what it was decided from, with the ancestor that what is done is added to
	 * @param byPeople where people decided about conflicts
	 * @param decisions what people and the policy decided about conflicts
	 */
	private record Decided(Trees trees, Set<SyncPath> byPeople, SortedMap<SyncPath, Decision> decisions, Rebased rebased, Plan plan, Decisions.Settled settled) {
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
		Round round = round(local, remote, dryRun, listener, cancel);
		if (!dryRun) {
			new Rescuing(pair).run(cancel);
		}
		return round;
	}

	private Round round(Hint local, Hint remote, boolean dryRun, CycleListener listener, Cancellation cancel)
			throws EndpointException, StateException {
		Instant began = clock.instant();
		listener.phase(Phase.LOOKING);
		reselecting.abandonOther();
		if (!reselecting.isDue()) {
			return runSelected(local, remote, began, dryRun, listener, cancel);
		}
		Removed removed = reselect(began, dryRun, listener, cancel);
		if (removed.halt.isPresent()) {
			return halted(removed.halt.get());
		}
		memory.forgetLooks();
		return runSelected(Hint.Everything.EVERYTHING, Hint.Everything.EVERYTHING, began, dryRun, listener, cancel)
				.after(removed.operations, !dryRun && !removed.operations.isEmpty());
	}

	/** What was removed since it takes part no more; nothing where a person must decide first. */
	private record Removed(List<HistoryEntry> operations, Optional<Halt> halt) {
	}

	/** Has other folders take part; {@link Unselecting} tells why in this order. */
	private Removed reselect(Instant began, boolean dryRun, CycleListener listener, Cancellation cancel)
			throws EndpointException, StateException {
		List<HistoryEntry> operations = new ArrayList<>();
		SortedSet<SyncPath> remains = new TreeSet<>();
		if (reselecting.removes()) {
			if (!dryRun) {
				reselecting.begin();
			}
			select(reselecting.last());
			for (int i = 0;; i++) {
				memory.forgetLooks();
				look(Hint.Everything.EVERYTHING, Hint.Everything.EVERYTHING, began, cancel);
				Optional<Halt> otherRoot = checkRoots(dryRun);
				if (otherRoot.isPresent()) {
					select(selection);
					return new Removed(List.of(), otherRoot);
				}
				Trees trees = proven(began, cancel);
				List<Change> removals = Unselecting.removals(trees, selection);
				remains = Unselecting.remains(trees.local(), selection);
				if (dryRun) {
					removals.forEach(removal -> operations.add(Operations.planned(Side.LOCAL, removal, clock.instant())));
					operations.forEach(listener::operation);
				}
				if (dryRun || removals.isEmpty() || i == REMOVALS) {
					break;
				}
				Optional<EndpointException> failure = remove(removals, operations, listener, cancel);
				if (failure.isPresent()) {
					memory.note(new TreeMap<>(), operations);
					throw failure.get();
				}
			}
			select(selection);
		}
		if (!dryRun) {
			reselecting.end(remains, operations);
		}
		return new Removed(operations, Optional.empty());
	}

	/**
	 * Has choices follow the folders they are in to where these move; until that is done on both ends they are made about both
	 * places. Returns whether other folders take part now, so that both ends must be looked at again.
	 */
	private boolean followed(Decided decided, boolean dryRun) throws EndpointException, StateException {
		if (selection.equals(Selection.ALL)) {
			return false;
		}
		Selection followed = selection;
		SortedSet<SyncPath> outdated = reselecting.outdated();
		for (Move move : decided.rebased.moves()) {
			followed = followed.following(move.from(), move.to());
			Stream.concat(selection.selected().stream(), selection.unselected().stream())
					.filter(choice -> !choice.isRoot() && choice.startsWith(move.from())).forEach(outdated::add);
		}
		if (followed.equals(selection)) {
			return false;
		}
		if (!dryRun) {
			reselecting.outdated(outdated);
			settings.keep(followed);
			reselecting.moved(followed);
		}
		selection = followed;
		select(followed);
		return true;
	}

	/** Drops the choices about folders that are gone from both ends since they moved. */
	private void dropOutdated() throws EndpointException, StateException {
		SortedSet<SyncPath> outdated = reselecting.outdated();
		SortedSet<SyncPath> gone = outdated.stream().filter(this::isGone).collect(Collectors.toCollection(TreeSet::new));
		if (!gone.isEmpty()) {
			Selection rest = selection.dropping(gone);
			settings.keep(rest);
			reselecting.moved(rest);
			outdated.removeAll(gone);
			reselecting.outdated(outdated);
			selection = rest;
			select(rest);
		}
	}

	private boolean isGone(SyncPath choice) {
		Trees trees = new Trees(memory.ancestor(), memory.last(Side.LOCAL).orElseThrow().tree(),
				memory.last(Side.REMOTE).orElseThrow().tree());
		return isNowhere(trees, choice) && (selection.selected().contains(choice) || isNowhere(trees, choice.parent()));
	}

	private static boolean isNowhere(Trees trees, SyncPath path) {
		return Stream.of(trees.ancestor(), trees.local(), trees.remote()).noneMatch(tree -> Tree.at(tree, path).exists());
	}

	private void select(Selection folders) {
		rulebook.select(folders);
		masks = new Masks(rulebook.ignore(), pair.common());
	}

	/** Returns what was seen, with the content known that tells what can go. */
	private Trees proven(Instant began, Cancellation cancel) throws EndpointException {
		Trees trees = seen();
		SortedSet<SyncPath> local = Unselecting.unproven(trees, selection, Side.LOCAL);
		SortedSet<SyncPath> remote = Unselecting.unproven(trees, selection, Side.REMOTE);
		return !(local.isEmpty() && remote.isEmpty()) && prove(local, remote, began, cancel) ? seen() : trees;
	}

	private Optional<EndpointException> remove(List<Change> removals, List<HistoryEntry> operations, CycleListener listener,
			Cancellation cancel) {
		listener.phase(Phase.APPLYING);
		Outcome outcome = pair.local().apply(memory.last(Side.LOCAL).orElseThrow(), List.copyOf(removals), path -> {
			throw new IllegalStateException("a removal needs no content");
		}, listener, cancel);
		for (StepResult result : outcome.results()) {
			HistoryEntry operation = told(Side.LOCAL, result);
			operations.add(operation);
			listener.operation(operation);
		}
		return outcome.failure();
	}

	private HistoryEntry told(Side side, StepResult result) {
		return switch (result) {
			case StepResult.Done done -> Operations.done(side, done, clock.instant());
			case StepResult.Failed failed -> Operations.failed(side, failed, clock.instant());
		};
	}

	private Round runSelected(Hint local, Hint remote, Instant began, boolean dryRun, CycleListener listener, Cancellation cancel)
			throws EndpointException, StateException {
		look(local, remote, began, cancel);
		Optional<Halt> otherRoot = checkRoots(dryRun);
		if (otherRoot.isPresent()) {
			return halted(otherRoot.get());
		}
		if (!dryRun) {
			dropOutdated();
			forgetLeftOut();
		}
		Decided decided = decide(began);
		if (followed(decided, dryRun)) {
			return runSelected(Hint.Everything.EVERYTHING, Hint.Everything.EVERYTHING, began, dryRun, listener, cancel);
		}
		for (int i = 0; i < PROOFS && unproven(decided.plan); i++) {
			listener.phase(Phase.COMPARING);
			if (!prove(decided.plan.unprovenLocal(), decided.plan.unprovenRemote(), began, cancel)) {
				break;
			}
			decided = decide(began);
		}
		Hint localWhole = local.and(whole(Side.LOCAL, decided));
		Hint remoteWhole = remote.and(whole(Side.REMOTE, decided));
		if (!localWhole.equals(local) || !remoteWhole.equals(remote)) {
			return runSelected(localWhole, remoteWhole, began, dryRun, listener, cancel);
		}
		if (dryRun) {
			return planned(decided, listener);
		}
		if (!decided.settled.renames().isEmpty()) {
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
		return Returning.isPlanned(decided.plan, side, decided.rebased.trees(), ids()) ? Hint.Everything.EVERYTHING : Hint.NOTHING;
	}

	/** What moved may have been hinted at where it is now, and not yet where it was: there it is looked for as well. */
	private void look(Hint local, Hint remote, Instant began, Cancellation cancel) throws EndpointException {
		lookByRules(local, remote, began, cancel);
		Hint localAgain = Hint.at(memory.seenTwice(Side.LOCAL));
		Hint remoteAgain = Hint.at(memory.seenTwice(Side.REMOTE));
		if (!localAgain.isNothing() || !remoteAgain.isNothing()) {
			lookByRules(localAgain, remoteAgain, began, cancel);
		}
	}

	/** Looks, and looks again where the left end turns out to hold other rules than before. */
	private void lookByRules(Hint local, Hint remote, Instant began, Cancellation cancel) throws EndpointException {
		lookAt(local, remote, began, cancel);
		for (int i = 0;; i++) {
			Scan here = memory.last(Side.LOCAL).orElseThrow();
			SortedSet<SyncPath> changed = rulebook.follow(here.tree(), pair.content(Side.LOCAL, here.identities(), cancel));
			if (changed.isEmpty()) {
				return;
			}
			if (i == MOST_RULES) {
				throw new EndpointException(Diagnostic.of(Code.LOCAL_CHANGED_MEANWHILE,
						changed.first().child(IgnoreRules.FILE_NAME).value()));
			}
			masks = new Masks(rulebook.ignore(), pair.common());
			lookAt(Hint.at(changed), Hint.at(changed), began, cancel);
		}
	}

	/**
	 * What is left out now is agreed upon no more: once it takes part again it is compared as in a first cycle, and nothing
	 * that happens to it meanwhile counts as a deletion.
	 */
	private void forgetLeftOut() throws StateException {
		Entry agreed = seen().ancestor();
		if (agreed != memory.ancestor()) {
			memory.agree(agreed, List.of(), List.of());
		}
	}

	private Trees seen() {
		return masks.masked(new Trees(memory.ancestor(), memory.last(Side.LOCAL).orElseThrow().tree(),
				memory.last(Side.REMOTE).orElseThrow().tree()));
	}

	private void lookAt(Hint local, Hint remote, Instant began, Cancellation cancel) throws EndpointException {
		Both.Results<Scan, Scan> scans = pair.both().run(() -> scan(Side.LOCAL, local, cancel),
				() -> scan(Side.REMOTE, remote, cancel));
		memory.looked(Side.LOCAL, scans.local(), began);
		memory.looked(Side.REMOTE, scans.remote(), began);
	}

	private Scan scan(Side side, Hint hint, Cancellation cancel) throws EndpointException {
		Optional<Scan> last = memory.last(side);
		if (last.isPresent() && hint.isNothing()) {
			Scan same = last.get();
			return new Scan(same.tree(), same.identities(), same.rootId(), same.problems(), same.lookAgain(), Map.of(), 0);
		}
		return pair.of(side).scan(new ScanRequest(last, last.isPresent() ? hint : Hint.Everything.EVERYTHING,
				memory.expected(side), memory.expectedIds(side), memory.state().known(side), rulebook.forLooks()), cancel);
	}

	private Optional<Halt> checkRoots(boolean dryRun) throws StateException {
		for (Side side : Side.values()) {
			String name = Notes.ROOT + side.name();
			String present = memory.last(side).orElseThrow().rootId();
			Optional<String> known = notes.get(name);
			if (known.isPresent() && !known.get().equals(present)) {
				if (!halts.mergeChosen(side)) {
					Halt halt = halts.stop(Danger.ROOT_REPLACED, side, 0, options.mode());
					notes.commit();
					return Optional.of(halt);
				}
				memory.forgetAgreement(new TreeMap<>());
				halts.clear();
			}
			if (!dryRun) {
				notes.put(name, present);
			}
		}
		return Optional.empty();
	}

	private Decided decide(Instant now) {
		Trees trees = SelectedFolders.held(withoutLoss(seen(), now), selection);
		SortedMap<SyncPath, Decision> decisions = conflicts.decisions(trees, ids());
		Set<SyncPath> decidedByPeople = Set.copyOf(decisions.keySet());
		Decided byPeople = decide(trees, decidedByPeople, decisions, now);
		SortedMap<SyncPath, Decision> byPolicy = options.policy().decide(byPeople.plan.conflicts(), trees, ids());
		if (byPolicy.isEmpty()) {
			return byPeople;
		}
		decisions.putAll(byPolicy);
		return decide(trees, decidedByPeople, decisions, now);
	}

	/** Returns trees in which what an end lost as a folder moved is not deleted. */
	private Trees withoutLoss(Trees seen, Instant now) {
		Trees trees = seen;
		for (Side side : pair.losing()) {
			LostAfterMove lost = new LostAfterMove(ids(), side);
			Entry ancestor = lost.forget(trees.ancestor(), trees.of(side), moved.old(now));
			trees = Trees.of(ancestor, side, lost.mark(ancestor, trees.of(side), moved.young(now)), trees.of(side.other()));
		}
		return trees;
	}

	private Decided decide(Trees trees, Set<SyncPath> byPeople, SortedMap<SyncPath, Decision> decisions, Instant now) {
		Mode mode = options.mode();
		Rules rules = options.rules();
		Decisions.Settled settled = Decisions.settle(trees, decisions, CopyName.suffix(mode.copies(), now), mode);
		Rebased rebased = Moves.find(settled.trees(), ids(), halts.staying(rules));
		List<Change> forgotten = halts.forgotten(rebased.trees());
		Trees counted = without(rebased.trees(), forgotten);
		// Paths are those after the moves, which no identity is known by; the next look knows.
		for (Side side : pair.losing()) {
			List<SyncPath> justMoved = folders(rebased.of(side.other()), rebased.agreed());
			counted = counted.with(side, new LostAfterMove(Ids.NONE, side).mark(counted.ancestor(), counted.of(side), justMoved));
		}
		Rebased sure = rebased.with(counted);
		Plan plan = Planner.plan(sure, Reconciler.reconcile(sure.trees(), rules)).agreeing(forgotten);
		return new Decided(trees, byPeople, decisions, sure, plan, settled);
	}

	private static Trees without(Trees trees, List<Change> forgotten) {
		TreeEdits edits = new TreeEdits();
		forgotten.forEach(each -> edits.put(each.path(), each.after()));
		return new Trees(edits.applyTo(trees.ancestor()), trees.local(), trees.remote());
	}

	private Ids ids() {
		return memory.ids().withLasting(pair.local().capabilities().lastingIds(), pair.remote().capabilities().lastingIds());
	}

	private static List<SyncPath> folders(Collection<Move> some, Collection<Move> others) {
		List<SyncPath> paths = new ArrayList<>();
		some.stream().filter(move -> move.entry() instanceof Directory).forEach(move -> paths.add(move.to()));
		others.stream().filter(move -> move.entry() instanceof Directory).forEach(move -> paths.add(move.to()));
		return paths;
	}

	private static boolean unproven(Plan plan) {
		return !plan.unprovenLocal().isEmpty() || !plan.unprovenRemote().isEmpty();
	}

	/** Reads what decides; returns whether anything was learnt. */
	private boolean prove(SortedSet<SyncPath> unreadLocal, SortedSet<SyncPath> unreadRemote, Instant began, Cancellation cancel)
			throws EndpointException {
		Scan local = memory.last(Side.LOCAL).orElseThrow();
		Scan remote = memory.last(Side.REMOTE).orElseThrow();
		Map<SyncPath, Digest> here = unreadLocal.isEmpty() ? Map.of()
				: pair.local().prove(local, unreadLocal, pair.content(Side.REMOTE, remote.identities(), cancel), cancel);
		memory.proven(Side.LOCAL, here, began);
		Map<SyncPath, Digest> there = unreadRemote.isEmpty() ? Map.of()
				: pair.remote().prove(remote, unreadRemote, pair.content(Side.LOCAL, local.identities(), cancel), cancel);
		memory.proven(Side.REMOTE, there, began);
		return !here.isEmpty() || !there.isEmpty();
	}

	private Round planned(Decided decided, CycleListener listener) {
		List<HistoryEntry> operations = new ArrayList<>();
		for (Move rename : decided.settled.renames()) {
			operations.add(Operations.planned(decided.settled.copies(), rename, clock.instant()));
		}
		for (Side side : Side.values()) {
			for (Step step : decided.plan.of(side)) {
				operations.add(Operations.planned(side, step, clock.instant()));
			}
		}
		operations.forEach(listener::operation);
		return round(decided, operations, false, Optional.empty(), List.of(), new TreeSet<>(), new TreeSet<>());
	}

	/** "Keep both" begins with a rename, which is no move for the other end to follow; the next look finds a new item. */
	private Round renamed(Decided decided, CycleListener listener, Cancellation cancel) throws StateException {
		memory.agree(decided.settled.forgotten(decided.trees.ancestor()), List.of(), List.of());
		Side side = decided.settled.copies();
		Scan seen = memory.last(side).orElseThrow();
		var outcome = pair.of(side).apply(seen, List.copyOf(decided.settled.renames()), path -> {
			throw new IllegalStateException("a rename needs no content");
		}, listener, cancel);
		List<HistoryEntry> operations = new ArrayList<>();
		SortedSet<SyncPath> again = new TreeSet<>();
		for (StepResult result : outcome.results()) {
			Move move = (Move) result.step();
			again.add(move.from());
			again.add(move.to());
			operations.add(told(side, result));
		}
		operations.forEach(listener::operation);
		SortedSet<SyncPath> none = new TreeSet<>();
		return round(decided, operations, true, outcome.failure(), List.of(), side == Side.LOCAL ? again : none,
				side == Side.REMOTE ? again : none);
	}

	private Optional<Halt> gate(Decided decided) throws StateException {
		for (Side side : Side.values()) {
			switch (Safety.check(decided.plan, side, decided.rebased.trees(), options.limits(), decided.byPeople)) {
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
		Plan plan = decided.plan;
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
		moved.settle(pair.losing(), ids(), decided.trees, began);
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
		Scan there = memory.last(Side.REMOTE).orElseThrow();
		List<StepResult.Failed> refused = new Aside(pair, decided.decisions, decided.rebased).keep(remote,
				pair.content(Side.REMOTE, there.identities(), cancel), cancel);
		performance.run(plan, decided.trees.ancestor(), local, without(remote, refused));
		refused.forEach(each -> performance.refused(Side.REMOTE, each));
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
		if (coming.isEmpty() || !plan.agreedMoves().isEmpty() || !moves(plan.local()).isEmpty() || !moves(plan.remote()).isEmpty()) {
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
		Scan local = memory.last(Side.LOCAL).orElseThrow();
		Scan remote = memory.last(Side.REMOTE).orElseThrow();
		Plan plan = decided.plan;
		SortedSet<SyncPath> wanted = new TreeSet<>();
		plan.local().forEach(step -> wanted.add(step.path()));
		plan.remote().forEach(step -> wanted.add(step.path()));
		quarantine.keepOnly(wanted);
		SortedSet<SyncPath> localAgain = new TreeSet<>(againLocal);
		localAgain.addAll(local.lookAgain());
		localAgain.addAll(plan.unprovenLocal());
		SortedSet<SyncPath> unsettledRemote = new TreeSet<>(remote.lookAgain());
		unsettledRemote.addAll(plan.unprovenRemote());
		List<Diagnostic> problems = Problems.of(local, remote, decided.rebased.trees(), plan, quarantine, rulebook.problems());
		long pending = acted ? failures.size() : plan.local().size() + plan.remote().size();
		return new Round(operations, acted, localAgain, againRemote, local.lookAgain(), unsettledRemote, Optional.empty(),
				ConflictDesk.open(plan.conflicts(), local, remote), conflicts.questions(plan, decided.rebased.trees(), ids()), problems,
				held(plan, local), pending,
				local.looked(), remote.looked(), failure);
	}

	private List<Diagnostic> held(Plan plan, Scan local) {
		return Stream.concat(Problems.held(plan).stream(), reselecting.remaining(local.tree()).stream())
				.sorted(Comparator.comparing(Diagnostic::subject)).toList();
	}

	private Round halted(Halt halt) {
		Scan local = memory.last(Side.LOCAL).orElseThrow();
		Scan remote = memory.last(Side.REMOTE).orElseThrow();
		return new Round(List.of(), false, new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), Optional.of(halt), List.of(),
				new TreeMap<>(), List.of(), List.of(), 0, local.looked(), remote.looked(), Optional.empty());
	}
}
