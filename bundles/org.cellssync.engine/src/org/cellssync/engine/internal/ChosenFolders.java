package org.cellssync.engine.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.session.Halt;
import org.cellssync.api.session.TaskStatus.Phase;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.StateException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Trees;
import org.cellssync.core.sync.Unselecting;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/** The folders that take part in a task: has others do so, and the choice follow what moves. */
final class ChosenFolders {

	/** So often something may have changed before it could be removed; then it stays. */
	private static final int REMOVALS = 3;

	private final Pair pair;
	private final Memory memory;
	private final Looking looking;
	private final Roots roots;
	private final Reselecting reselecting;
	private final Settings settings;
	private final InstantSource clock;
	private Selection selection;

	/** Keeps what a cycle changes of how the task was set up. */
	@FunctionalInterface
	interface Settings {
		void keep(Selection selection) throws EndpointException;
	}

	ChosenFolders(Selection selection, Pair pair, Memory memory, Notes notes, Looking looking, Roots roots,
			Settings settings,
			InstantSource clock) {
		this.selection = selection;
		this.pair = pair;
		this.memory = memory;
		this.looking = looking;
		this.roots = roots;
		this.reselecting = new Reselecting(selection, memory, notes);
		this.settings = settings;
		this.clock = clock;
	}

	/** Returns what takes part. */
	Selection selection() {
		return selection;
	}

	/** Returns whether others take part than before, so that {@link #reselect} comes first. */
	boolean isReselectionDue() throws StateException {
		reselecting.abandonOther();
		return reselecting.isDue();
	}

	/** Returns what takes part no more and stays here nevertheless. */
	List<Diagnostic> remaining() {
		return reselecting.remaining(looking.last(Side.LOCAL).tree());
	}

	/** What was removed since it takes part no more; nothing where a person must decide first. */
	record Removed(List<HistoryEntry> operations, Optional<Halt> halt) {
	}

	/** Has other folders take part; {@link Unselecting} tells why in this order. */
	Removed reselect(Instant began, boolean dryRun, CycleListener listener, Cancellation cancel)
			throws EndpointException, StateException {
		List<HistoryEntry> operations = new ArrayList<>();
		SortedSet<SyncPath> remains = new TreeSet<>();
		if (reselecting.removes()) {
			if (!dryRun) {
				reselecting.begin();
			}
			looking.select(reselecting.last());
			for (int i = 0;; i++) {
				memory.forgetLooks();
				looking.look(Hint.Everything.EVERYTHING, Hint.Everything.EVERYTHING, began, cancel);
				Optional<Halt> otherRoot = roots.check(dryRun);
				if (otherRoot.isPresent()) {
					looking.select(selection);
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
			looking.select(selection);
		}
		if (!dryRun) {
			reselecting.end(remains, operations);
		}
		return new Removed(operations, Optional.empty());
	}

	/**
	 * Has choices follow the folders they are in to where these move; until that is done on both ends they are made about
	 * both places. Returns whether other folders take part now, so that both ends must be looked at again.
	 */
	boolean followed(Decided decided, boolean dryRun) throws EndpointException, StateException {
		if (selection.equals(Selection.ALL)) {
			return false;
		}
		Selection followed = selection;
		SortedSet<SyncPath> outdated = reselecting.outdated();
		for (Move move : decided.rebased().moves()) {
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
		looking.select(followed);
		return true;
	}

	/** Drops the choices about folders that are gone from both ends since they moved. */
	void dropOutdated() throws EndpointException, StateException {
		SortedSet<SyncPath> outdated = reselecting.outdated();
		SortedSet<SyncPath> gone = outdated.stream().filter(this::isGone).collect(Collectors.toCollection(TreeSet::new));
		if (!gone.isEmpty()) {
			Selection rest = selection.dropping(gone);
			settings.keep(rest);
			reselecting.moved(rest);
			outdated.removeAll(gone);
			reselecting.outdated(outdated);
			selection = rest;
			looking.select(rest);
		}
	}

	private boolean isGone(SyncPath choice) {
		Trees trees = new Trees(memory.ancestor(), looking.last(Side.LOCAL).tree(),
				looking.last(Side.REMOTE).tree());
		return isNowhere(trees, choice) && (selection.selected().contains(choice) || isNowhere(trees, choice.parent()));
	}

	private static boolean isNowhere(Trees trees, SyncPath path) {
		return Stream.of(trees.ancestor(), trees.local(), trees.remote()).noneMatch(tree -> Tree.at(tree, path).exists());
	}

	/** Returns what was seen, with the content known that tells what can go. */
	private Trees proven(Instant began, Cancellation cancel) throws EndpointException {
		Trees trees = looking.seen();
		SortedSet<SyncPath> local = Unselecting.unproven(trees, selection, Side.LOCAL);
		SortedSet<SyncPath> remote = Unselecting.unproven(trees, selection, Side.REMOTE);
		return !(local.isEmpty() && remote.isEmpty()) && looking.prove(local, remote, began, cancel) ? looking.seen()
				: trees;
	}

	private Optional<EndpointException> remove(List<Change> removals, List<HistoryEntry> operations, CycleListener listener,
			Cancellation cancel) {
		listener.phase(Phase.APPLYING);
		Outcome outcome = pair.local().apply(looking.last(Side.LOCAL), List.copyOf(removals), path -> {
			throw new IllegalStateException("a removal needs no content");
		}, listener, cancel);
		for (StepResult result : outcome.results()) {
			HistoryEntry operation = Operations.of(Side.LOCAL, result, clock.instant());
			operations.add(operation);
			listener.operation(operation);
		}
		return outcome.failure();
	}
}
