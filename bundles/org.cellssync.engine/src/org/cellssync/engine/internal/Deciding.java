package org.cellssync.engine.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.api.session.TaskOptions;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Decision;
import org.cellssync.core.sync.Decisions;
import org.cellssync.core.sync.Ids;
import org.cellssync.core.sync.LostAfterMove;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Moves;
import org.cellssync.core.sync.Plan;
import org.cellssync.core.sync.Planner;
import org.cellssync.core.sync.Rebased;
import org.cellssync.core.sync.Reconciler;
import org.cellssync.core.sync.Resolution;
import org.cellssync.core.sync.Rules;
import org.cellssync.core.sync.SelectedFolders;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Trees;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.TreeEdits;

/** What follows from a look: what moved, what is to be done, and what people and the policy have decided about conflicts. */
final class Deciding {

	private final Looking looking;
	private final Pair pair;
	private final TaskOptions options;
	private final ConflictDesk conflicts;
	private final Halts halts;
	private final MovedFolders moved;
	private final Quarantine quarantine;

	Deciding(Looking looking, Pair pair, TaskOptions options, ConflictDesk conflicts, Halts halts, MovedFolders moved,
			Quarantine quarantine) {
		this.quarantine = quarantine;
		this.looking = looking;
		this.pair = pair;
		this.options = options;
		this.conflicts = conflicts;
		this.halts = halts;
		this.moved = moved;
	}

	/** Decides from what was looked at last. */
	Decided decide(Selection selection, Instant now) {
		Trees trees = SelectedFolders.held(withoutLoss(looking.seen(), now), selection);
		SortedMap<SyncPath, Decision> decisions = conflicts.decisions(trees, looking.ids());
		Set<SyncPath> decidedByPeople = Set.copyOf(decisions.keySet());
		Decided byPeople = decide(trees, decidedByPeople, decisions, now);
		SortedMap<SyncPath, Decision> byPolicy = options.policy().decide(byPeople.plan().conflicts(), trees, looking.ids());
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
			LostAfterMove lost = new LostAfterMove(looking.ids(), side);
			Entry ancestor = lost.forget(trees.ancestor(), trees.of(side), moved.old(now));
			trees = Trees.of(ancestor, side, lost.mark(ancestor, trees.of(side), moved.young(now)), trees.of(side.other()));
		}
		return trees;
	}

	private Decided decide(Trees trees, Set<SyncPath> byPeople, SortedMap<SyncPath, Decision> decisions, Instant now) {
		Mode mode = options.mode();
		Rules rules = options.rules();
		Decisions.Settled settled = Decisions.settle(trees, due(decisions, now), CopyName.suffix(mode.copies(), now), mode);
		Rebased rebased = Moves.find(settled.trees(), looking.ids(), halts.staying(rules));
		List<Change> forgotten = halts.forgotten(rebased.trees());
		Trees counted = without(rebased.trees(), forgotten);
		// Paths are those after the moves, which no identity is known by; the next look knows.
		for (Side side : pair.losing()) {
			List<SyncPath> justMoved = folders(rebased.of(side.other()), rebased.agreed());
			counted = counted.with(side,
					new LostAfterMove(Ids.NONE, side).mark(counted.ancestor(), counted.of(side), justMoved));
		}
		Rebased sure = rebased.with(counted);
		Plan plan = Planner.plan(sure, Reconciler.reconcile(sure.trees(), rules)).agreeing(forgotten);
		return new Decided(trees, byPeople, decisions, sure, plan, settled);
	}

	/** A copy that could not be made is made later; its conflict is open until then. */
	private SortedMap<SyncPath, Decision> due(SortedMap<SyncPath, Decision> decisions, Instant now) {
		SortedMap<SyncPath, Decision> due = new TreeMap<>(decisions);
		due.entrySet().removeIf(each -> each.getValue().resolution() == Resolution.KEEP_BOTH
				&& quarantine.isPausing(each.getKey(), now));
		return due;
	}

	private static Trees without(Trees trees, List<Change> forgotten) {
		TreeEdits edits = new TreeEdits();
		forgotten.forEach(each -> edits.put(each.path(), each.after()));
		return new Trees(edits.applyTo(trees.ancestor()), trees.local(), trees.remote());
	}

	private static List<SyncPath> folders(Collection<Move> some, Collection<Move> others) {
		List<SyncPath> paths = new ArrayList<>();
		some.stream().filter(move -> move.entry() instanceof Directory).forEach(move -> paths.add(move.to()));
		others.stream().filter(move -> move.entry() instanceof Directory).forEach(move -> paths.add(move.to()));
		return paths;
	}
}
