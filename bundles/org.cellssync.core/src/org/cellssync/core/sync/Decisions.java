package org.cellssync.core.sync;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.TreeEdits;

/** Has decided conflicts come out as decided, by changing what both ends are said to have held before. */
public final class Decisions {

	/** So long can a name be, in bytes of UTF-8, on every end we know. */
	private static final int LONGEST_NAME = 255;

	private Decisions() {
	}

	/**
	 * Trees that come out as decided.
	 *
	 * @param trees to be reconciled, with the renames done
	 * @param copies the end on which {@code renames} are to be done
	 * @param renames to be done before anything else, and before {@link #forgotten} is
	 */
	public record Settled(Trees trees, Side copies, List<Move> renames) {

		/** Copies the list. */
		public Settled {
			renames = List.copyOf(renames);
		}

		/**
		 * Returns {@code ancestor} with nothing at the old path of each rename, for a rename is no move for
		 * the other end to follow. To be kept before the renames are done: whether they are done after it or
		 * not, both versions are in conflict until the decision is carried out.
		 */
		public Entry forgotten(Entry ancestor) {
			TreeEdits edits = new TreeEdits();
			renames.forEach(rename -> edits.put(rename.from(), Absent.ABSENT));
			return edits.applyTo(ancestor);
		}
	}

	/** Returns {@code trees} as the decisions want them, where copies are made on the left end. */
	public static Settled settle(Trees trees, SortedMap<SyncPath, Decision> decisions, String copySuffix) {
		return settle(trees, decisions, copySuffix, Mode.TWO_WAY);
	}

	/**
	 * Returns {@code trees} as the decisions want them. A decision counts only while both ends still hold
	 * what was seen.
	 *
	 * @param copySuffix what a copy's name has before its extension, as in
	 *            {@code " (local copy 2026-11-22 101530)"}
	 */
	public static Settled settle(Trees trees, SortedMap<SyncPath, Decision> decisions, String copySuffix,
			Mode mode) {
		Side copies = mode.copies();
		Trees settled = trees;
		List<Move> renames = new ArrayList<>();
		for (var each : decisions.entrySet()) {
			SyncPath path = each.getKey();
			Entry local = Tree.at(trees.local(), path);
			Entry remote = Tree.at(trees.remote(), path);
			if (!local.equals(each.getValue().local()) || !remote.equals(each.getValue().remote())) {
				continue;
			}
			settled = switch (each.getValue().resolution()) {
				case KEEP_LOCAL -> withAncestor(settled, path, remote);
				case KEEP_REMOTE -> withAncestor(settled, path, local);
				case KEEP_BOTH -> {
					Entry copied = Tree.at(settled.of(copies), path);
					Move rename = new Move(path, freeName(settled, path, copied, copySuffix), copied);
					renames.add(rename);
					yield Trees.of(Tree.with(settled.ancestor(), path, Absent.ABSENT), copies,
							Tree.moved(settled.of(copies), rename.from(), rename.to()),
							settled.of(copies.other()));
				}
			};
		}
		return new Settled(settled, copies, renames);
	}

	/**
	 * The end whose entry the ancestor has seems unchanged, so the other one's counts; what is blocked never
	 * seems so.
	 */
	private static Trees withAncestor(Trees trees, SyncPath path, Entry entry) {
		return new Trees(Tree.with(trees.ancestor(), path, withoutBlocked(entry)), trees.local(),
				trees.remote());
	}

	private static Entry withoutBlocked(Entry entry) {
		if (entry instanceof Blocked) {
			return Absent.ABSENT;
		}
		Entry kept = entry;
		if (entry instanceof Directory directory) {
			for (int i = 0; i < directory.size(); i++) {
				kept = ((Directory) kept).with(directory.name(i), withoutBlocked(directory.entry(i)));
			}
		}
		return kept;
	}

	private static SyncPath freeName(Trees trees, SyncPath path, Entry entry, String copySuffix) {
		int dot = entry instanceof Directory ? -1 : path.name().lastIndexOf('.');
		String stem = dot > 0 ? path.name().substring(0, dot) : path.name();
		String extension = dot > 0 ? path.name().substring(dot) : "";
		String suffix = copySuffix;
		for (int number = 2;; number++) {
			SyncPath copy = path.parent().child(shortened(stem, suffix + extension) + suffix + extension);
			if (!Tree.at(trees.local(), copy).exists() && !Tree.at(trees.remote(), copy).exists()) {
				return copy;
			}
			suffix = copySuffix + ' ' + number;
		}
	}

	private static String shortened(String stem, String rest) {
		String kept = stem;
		while (!kept.isEmpty() && (kept + rest).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
			kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
		}
		return kept;
	}
}
