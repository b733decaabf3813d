package org.cellssync.core.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Entry.File;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Unread;

/**
 * Computes what both ends have agreed on. Leaving something out is always safe: the next cycle finds it
 * again.
 */
public final class Agreement {

	private Agreement() {
	}

	/**
	 * Returns the ancestor after a plan was carried out, wholly or in part.
	 * <p>
	 * Facts that stand where a move was to lead but did not are left out: at that path the ends do not agree
	 * yet. Folders that were made for a move are known by where they have come to with it.
	 *
	 * @param plan the plan, made from {@code ancestor}
	 * @param done the moves of both ends that were done
	 * @param results what the changes that were done made, with proven content
	 */
	public static Entry advance(Entry ancestor, Plan plan, Collection<Move> done, List<Change> results) {
		List<Move> moves = taken(plan, done);
		Set<Move> taken = new HashSet<>(moves);
		List<SyncPath> open = new ArrayList<>();
		for (AncestorMove each : plan.moves()) {
			if (!taken.contains(each.move())) {
				open.add(each.move().from());
				open.add(each.move().to());
			}
		}
		List<Change> facts = new ArrayList<>(plan.agreed());
		for (Change result : results) {
			facts.add(placed(plan, result, done));
		}
		// What gave way to a move left the ancestor with it; what stands at that path now has moved there.
		Set<SyncPath> places = new HashSet<>();
		moves.forEach(move -> places.add(move.to()));
		facts.removeIf(
				fact -> !fact.after().exists() && places.contains(fact.path()) && isClearing(plan, fact));
		facts.removeIf(fact -> open.stream().anyMatch(fact.path()::startsWith));
		return advance(ancestor, moves, facts);
	}

	/** Returns a result with the path that a folder made for a move has come to by the moves that were done after it. */
	private static Change placed(Plan plan, Change result, Collection<Move> done) {
		if (!(result.after() instanceof Directory)) {
			return result;
		}
		for (Side side : Side.values()) {
			boolean made = false;
			SyncPath path = result.path();
			for (Step step : plan.of(side)) {
				if (step instanceof Move move && made && done.contains(move) && path.startsWith(move.from())) {
					path = path.relocated(move.from(), move.to());
				}
				made |= step instanceof Change change && change.path().equals(result.path())
						&& change.after() instanceof Directory;
			}
			if (!path.equals(result.path())) {
				return new Change(path, result.before(), result.after());
			}
		}
		return result;
	}

	private static boolean isClearing(Plan plan, Change fact) {
		for (Side side : Side.values()) {
			List<Step> steps = plan.of(side);
			for (int i = 0; i + 1 < steps.size(); i++) {
				if (steps.get(i) instanceof Change change && change.path().equals(fact.path())
						&& !change.after().exists() && steps.get(i + 1) instanceof Move move
						&& move.to().equals(fact.path())) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * Returns the moves of a plan that the ancestor takes. One that was done is left out too where it leads to
	 * a place from which another one was to leave first: what stands there would be forgotten, and be taken
	 * for something new by the next plan.
	 *
	 * @param done the moves of both ends that were done
	 */
	public static List<Move> taken(Plan plan, Collection<Move> done) {
		Set<Move> finished = new HashSet<>(done);
		List<Move> taken = new ArrayList<>();
		Set<SyncPath> unmoved = new HashSet<>();
		for (AncestorMove each : plan.moves()) {
			Move move = each.move();
			boolean isDone = each.step().isEmpty() || finished.contains(each.step().get());
			if (isDone && unmoved.stream().noneMatch(place -> place.startsWith(move.to()))) {
				taken.add(move);
			} else {
				unmoved.add(move.from());
			}
		}
		return taken;
	}

	/**
	 * Returns the ancestor with moves done and facts taken in.
	 *
	 * @param moves in their order; one whose node is not there is left out
	 * @param facts what both ends hold now, in any order: their {@code after} counts. A directory makes sure
	 *            that there is one, absence removes
	 * @throws IllegalArgumentException where a fact is unread or blocked
	 */
	public static Entry advance(Entry ancestor, List<Move> moves, List<Change> facts) {
		Draft root = Draft.of(ancestor);
		List<Draft> made = new ArrayList<>();
		for (Move move : moves) {
			move(root, move.from(), move.to(), made);
		}
		made.reversed().forEach(Draft::dropEmptyFolder);
		for (Change fact : facts) {
			if (!fact.after().exists()) {
				root.at(fact.path()).put(fact.after());
			}
		}
		for (Change fact : facts) {
			if (fact.after() instanceof Directory) {
				root.at(fact.path()).makeDirectory();
			} else if (fact.after().exists()) {
				root.at(fact.path()).put(proven(fact));
			}
		}
		return root.entry();
	}

	private static void move(Draft root, SyncPath from, SyncPath to, List<Draft> made) {
		Draft node = root.at(from);
		if (node.exists() && !to.startsWith(from)) {
			Draft folder = root.at(to.parent());
			folder.makeDirectory(made);
			node.moveTo(folder, to.name());
		}
	}

	private static Entry proven(Change fact) {
		Entry entry = fact.after();
		if (entry instanceof Blocked || entry instanceof File file && file.content() instanceof Unread) {
			throw new IllegalArgumentException("not proven, so not agreed: " + fact.path());
		}
		return entry;
	}
}
