package org.cellssync.core.sync;

import java.util.function.BiConsumer;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;

/** Walks the children of three folders side by side. */
final class Siblings {

	private Siblings() {
	}

	/**
	 * Calls {@code visitor} for each name that at least one of the three holds, in the order of names, but
	 * for the names that all three hold alike. What is no folder has no children.
	 */
	static void forEachDifferent(Trees at, BiConsumer<String, Trees> visitor) {
		Directory ancestor = folder(at.ancestor());
		Directory local = folder(at.local());
		Directory remote = folder(at.remote());
		int a = 0;
		int l = 0;
		int r = 0;
		while (a < ancestor.size() || l < local.size() || r < remote.size()) {
			String name = least(least(nameAt(ancestor, a), nameAt(local, l)), nameAt(remote, r));
			Entry before = name.equals(nameAt(ancestor, a)) ? ancestor.entry(a++) : Absent.ABSENT;
			Entry here = name.equals(nameAt(local, l)) ? local.entry(l++) : Absent.ABSENT;
			Entry there = name.equals(nameAt(remote, r)) ? remote.entry(r++) : Absent.ABSENT;
			if (!here.equals(there) || !before.equals(here)) {
				visitor.accept(name, new Trees(before, here, there));
			}
		}
	}

	private static Directory folder(Entry entry) {
		return entry instanceof Directory directory ? directory : Directory.EMPTY;
	}

	private static String nameAt(Directory directory, int index) {
		return index < directory.size() ? directory.name(index) : null;
	}

	private static String least(String one, String other) {
		if (one == null || other == null) {
			return one == null ? other : one;
		}
		return one.compareTo(other) <= 0 ? one : other;
	}
}
