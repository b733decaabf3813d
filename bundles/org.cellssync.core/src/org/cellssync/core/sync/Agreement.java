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
	 * yet.
	 *
	 * @param plan the plan, made from {@code ancestor}
	 * @param done the moves of both ends that were done
	 * @param results what the changes that were done made, with proven content
	 */
	public static Entry advance(Entry ancestor, Plan plan, Collection<Move> done, List<Change> results) {
		Set<Move> finished = new HashSet<>(done);
		List<Move> taken = new ArrayList<>();
		List<SyncPath> open = new ArrayList<>();
		for (AncestorMove each : plan.moves()) {
			if (each.step().isEmpty() || finished.contains(each.step().get())) {
				taken.add(each.move());
			} else {
				open.add(each.move().from());
				open.add(each.move().to());
			}
		}
		List<Change> facts = new ArrayList<>(plan.agreed());
		facts.addAll(results);
		facts.removeIf(fact -> open.stream().anyMatch(fact.path()::startsWith));
		return advance(ancestor, taken, facts);
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
