package org.cellssync.core.sync;

import static org.cellssync.core.sync.Fixtures.path;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/**
 * What must come out, written down from docs/sync-semantics.md and from nothing else: for a single item as
 * tables, for a folder with one child as the sentences of that page.
 */
final class Outcomes {

	/**
	 * For each of nothing, x, y and a folder as agreed (four groups) and held here (four rows of a group),
	 * what happens where the other end holds nothing, x, y or a folder. {@code =} alike already, {@code <}
	 * comes here, {@code >} goes there, {@code !} conflict, {@code h} held.
	 */
	private static final Map<String, String> TABLES = Map.of(
			"TWO_WAY", """
					=<<<  >=!!  >!=!  >!!=
					=><<  <=<<  >>=!  >>!=
					=<><  >=>!  <<=<  >!>=
					=<<>  >=!>  >!=>  <<<=
					""",
			"TWO_WAY without deletions", """
					=<<<  >=!!  >!=!  >!!=
					=h<<  h=<<  >>=!  >>!=
					=<h<  >=>!  h<=<  >!>=
					=<<h  >=!h  >!=h  hhh=
					""",
			"DOWNLOAD", """
					=<<<  h=!!  h!=!  h!!=
					=<<<  <=<<  hh=!  hh!=
					=<<<  h=h!  <<=<  h!h=
					=<<<  h=!h  h!=h  <<<=
					""",
			"DOWNLOAD without deletions", """
					=<<<  h=!!  h!=!  h!!=
					=<<<  h=<<  hh=!  hh!=
					=<<<  h=h!  h<=<  h!h=
					=<<<  h=!h  h!=h  hhh=
					""");

	/** What both ends hold afterwards, and what waits for a decision. */
	record Outcome(Entry local, Entry remote, Set<SyncPath> conflicts) {

		private Outcome mirrored() {
			return new Outcome(remote, local, conflicts);
		}
	}

	private Outcomes() {
	}

	/** @param items nothing, x, y and a folder with nothing in it */
	static Outcome ofItem(String name, Trees at, List<Entry> items, Rules rules) {
		if (rules.mode() == Mode.UPLOAD) {
			return ofItem(name, Fixtures.mirrored(at), items, mirrored(rules)).mirrored();
		}
		String table = TABLES
				.get(rules.mode() + (rules.withoutDeletions().isEmpty() ? "" : " without deletions"));
		String row = table.replaceAll("\\s", "");
		char code = row.charAt(items.indexOf(at.ancestor()) * 16 + items.indexOf(at.local()) * 4
				+ items.indexOf(at.remote()));
		return switch (code) {
			case '<' -> both(at.remote());
			case '>' -> both(at.local());
			case '!' -> new Outcome(at.local(), at.remote(), Set.of(path(name)));
			default -> new Outcome(at.local(), at.remote(), Set.of());
		};
	}

	static Rules mirrored(Rules rules) {
		Mode mode = switch (rules.mode()) {
			case TWO_WAY -> Mode.TWO_WAY;
			case DOWNLOAD -> Mode.UPLOAD;
			case UPLOAD -> Mode.DOWNLOAD;
		};
		return Rules.withoutDeletions(mode, rules.withoutDeletions().stream().map(Side::other).toList());
	}

	private static Outcome both(Entry entry) {
		return new Outcome(entry, entry, Set.of());
	}

	/** What comes out of a folder, or what stands in its place, that holds a child named c or nothing. */
	static Outcome ofFolder(String name, Trees at, List<Entry> items, Rules rules) {
		boolean here = at.local() instanceof Directory;
		boolean there = at.remote() instanceof Directory;
		if (here && there) {
			Outcome child = ofItem(name + "/c", children(at), items, rules);
			return new Outcome(Fixtures.dir("c", child.local()), Fixtures.dir("c", child.remote()),
					child.conflicts());
		}
		if (!here && !there) {
			Entry ancestor = at.ancestor() instanceof Directory ? Directory.EMPTY : at.ancestor();
			return ofItem(name, new Trees(ancestor, at.local(), at.remote()), items, rules);
		}
		if (here) {
			return folderThere(name, Fixtures.mirrored(at), mirrored(rules)).mirrored();
		}
		return folderThere(name, at, rules);
	}

	/** The right end alone holds a folder. */
	private static Outcome folderThere(String name, Trees at, Rules rules) {
		Outcome asIs = new Outcome(at.local(), at.remote(), Set.of());
		Outcome conflict = new Outcome(at.local(), at.remote(), Set.of(path(name)));
		boolean wasFolder = at.ancestor() instanceof Directory;
		Entry child = children(at).remote();
		boolean news = child.exists() && !child.equals(children(at).ancestor());
		boolean deletes = rules.withoutDeletions().isEmpty();
		if (rules.mode() == Mode.DOWNLOAD) {
			// The folder leads (O1, O2, O5, O7, O11).
			return !at.local().exists() || at.local().equals(at.ancestor()) ? both(at.remote())
					: at.remote().equals(at.ancestor()) || wasFolder && !news ? asIs : conflict;
		}
		Outcome follows = deletes ? both(at.local()) : asIs;
		if (rules.mode() == Mode.UPLOAD) {
			// The folder is the follower's (O1, O4, O5, O7 to O10).
			return at.remote().equals(at.ancestor()) ? follows
					: at.local().equals(at.ancestor()) ? asIs
					: wasFolder && !news ? follows : at.local().exists() ? conflict : asIs;
		}
		// Both ways (T1, T3, T4, T7, T8, T9).
		return at.remote().equals(at.ancestor()) ? follows
				: at.local().equals(at.ancestor()) ? both(at.remote())
				: wasFolder && !news ? follows : at.local().exists() ? conflict : both(at.remote());
	}

	private static Trees children(Trees at) {
		SyncPath child = path("c");
		return new Trees(Tree.at(at.ancestor(), child), Tree.at(at.local(), child),
				Tree.at(at.remote(), child));
	}

	static Set<SyncPath> paths(List<Conflict> conflicts) {
		Set<SyncPath> paths = new TreeSet<>();
		conflicts.forEach(each -> paths.add(each.path()));
		return paths;
	}
}
