package org.cellssync.core.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.cellssync.core.tree.Content;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.File;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/**
 * What nobody may lose.
 *
 * @param kept content that must be on one of the ends: written since both agreed, or touched by nobody
 * @param untouched files that stand once in the ancestor and once on each end, wherever they were moved to
 */
record Known(Set<Content> kept, Set<File> untouched) {

	static final Known NOTHING = new Known(Set.of(), Set.of());

	static Known of(SimulatedPair pair) {
		Set<Content> fresh = contents(pair);
		files(pair.ancestor()).keySet().forEach(file -> fresh.remove(file.content()));
		Set<File> untouched = single(files(pair.ancestor()));
		untouched.retainAll(single(files(pair, Side.LOCAL)));
		untouched.retainAll(single(files(pair, Side.REMOTE)));
		// Of two files that hold the same, and differ in the bit only, one may be deleted and the other one edited.
		Map<Content, Integer> held = new HashMap<>();
		files(pair.ancestor()).forEach((file, count) -> held.merge(file.content(), count, Integer::sum));
		untouched.stream().map(File::content).filter(content -> held.get(content) == 1).forEach(fresh::add);
		return new Known(fresh, untouched);
	}

	/**
	 * What cannot be read or moved for a while can be taken for something new: there may be two of it then,
	 * but never none.
	 */
	Known afterTrouble() {
		return new Known(kept, Set.of());
	}

	/** Checks that nothing is lost. */
	void checkKept(SimulatedPair pair) {
		assertEquals(Set.of(), missing(kept, contents(pair)), "lost");
	}

	/** Checks that what nobody touched is once on each end. */
	void checkSingle(SimulatedPair pair) {
		for (Side side : Side.values()) {
			assertEquals(Set.of(), missing(untouched, single(files(pair, side))),
					() -> "doubled or gone, but touched by nobody, on " + side);
		}
	}

	private static <T> Set<T> missing(Set<T> wanted, Set<T> held) {
		Set<T> missing = new HashSet<>(wanted);
		missing.removeAll(held);
		return missing;
	}

	private static Set<Content> contents(SimulatedPair pair) {
		Set<Content> contents = new HashSet<>();
		for (Side side : Side.values()) {
			files(pair, side).keySet().forEach(file -> contents.add(file.content()));
		}
		return contents;
	}

	private static Map<File, Integer> files(SimulatedPair pair, Side side) {
		return counted(pair.end(side).items().values().stream().map(SimulatedEnd.Item::entry));
	}

	private static Map<File, Integer> files(Entry tree) {
		Stream.Builder<Entry> entries = Stream.builder();
		Tree.walk(SyncPath.ROOT, tree, (path, entry) -> entries.add(entry));
		return counted(entries.build());
	}

	private static Map<File, Integer> counted(Stream<Entry> entries) {
		Map<File, Integer> files = new HashMap<>();
		entries.filter(File.class::isInstance).forEach(file -> files.merge((File) file, 1, Integer::sum));
		return files;
	}

	private static Set<File> single(Map<File, Integer> files) {
		Set<File> single = new HashSet<>(files.keySet());
		single.removeIf(file -> files.get(file) > 1);
		return single;
	}
}
