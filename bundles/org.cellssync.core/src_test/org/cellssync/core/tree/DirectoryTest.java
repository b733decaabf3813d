package org.cellssync.core.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;

import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Entry.File;
import org.junit.jupiter.api.Test;

class DirectoryTest {

	private static Entry file(long content) {
		return new File(new Digest(content, content), 1, false);
	}

	@Test
	void isWhatAMapWouldBe() {
		for (long seed = 1; seed <= 500; seed++) {
			Random random = new Random(seed);
			TreeMap<String, Entry> map = new TreeMap<>();
			Directory directory = Directory.EMPTY;
			for (int i = 0; i < 20; i++) {
				TreeMap<String, Entry> changes = new TreeMap<>();
				for (int n = random.nextInt(4); n >= 0; n--) {
					changes.put("n" + random.nextInt(8),
							random.nextInt(3) == 0 ? Absent.ABSENT : file(random.nextInt(3)));
				}
				directory = random.nextBoolean() ? directory.with(changes) : oneByOne(directory, changes);
				map.putAll(changes);
				map.values().removeIf(entry -> entry == Absent.ABSENT);
				assertEquals(Directory.of(map), directory, "seed " + seed);
				assertEquals(Directory.of(map).hashCode(), directory.hashCode());
				assertEquals(map.size(), directory.size());
				assertEquals(map.getOrDefault("n3", Absent.ABSENT), directory.child("n3"));
			}
		}
	}

	private static Directory oneByOne(Directory directory, TreeMap<String, Entry> changes) {
		Directory changed = directory;
		for (var each : changes.entrySet()) {
			changed = changed.with(each.getKey(), each.getValue());
		}
		return changed;
	}

	@Test
	void staysTheSameObjectWhereNothingChanges() {
		Entry a = file(1);
		Directory directory = Directory.EMPTY.with("a", a);

		assertSame(directory, directory.with("a", a));
		assertSame(directory, directory.with("b", Absent.ABSENT));
		assertSame(directory, directory.with(new TreeMap<>(java.util.Map.of("a", a, "b", Absent.ABSENT))));
		assertSame(Directory.EMPTY, directory.with("a", Absent.ABSENT));
		assertSame(Directory.EMPTY, directory.with(new TreeMap<>(java.util.Map.of("a", Absent.ABSENT))));
	}

	@Test
	void equalsByContentAlone() {
		Directory one = Directory.EMPTY.with("a", Directory.EMPTY.with("b", file(1)));

		assertEquals(one, Directory.EMPTY.with("a", Directory.EMPTY.with("b", file(1))));
		assertNotEquals(one, Directory.EMPTY.with("a", Directory.EMPTY.with("b", file(2))));
		assertNotEquals(one, Directory.EMPTY.with("a", Directory.EMPTY));
	}

	@Test
	void treesAreReadAndEditedByPath() {
		Entry tree = Tree.with(Directory.EMPTY, SyncPath.of("a/b"), file(1));
		tree = Tree.with(tree, SyncPath.of("a/c"), file(2));

		assertEquals(file(2), Tree.at(tree, SyncPath.of("a/c")));
		assertEquals(Absent.ABSENT, Tree.at(tree, SyncPath.of("a/c/d")));
		assertEquals(4, Tree.count(tree));
		assertEquals(0, Tree.count(Absent.ABSENT));
		assertSame(tree, Tree.with(tree, SyncPath.of("x/y"), Absent.ABSENT));
		Entry moved = Tree.moved(tree, SyncPath.of("a"), SyncPath.of("n/m"));
		List<String> paths = new java.util.ArrayList<>();
		Tree.walk(SyncPath.ROOT, moved, (path, entry) -> paths.add(path.value()));
		assertEquals(List.of("", "n", "n/m", "n/m/b", "n/m/c"), paths);
	}

	@Test
	void digestsAndTokens() {
		assertEquals("59adb24ef3cdbe0297f05b395827453f", Digest.EMPTY.hex());
		assertEquals(Digest.EMPTY, Digest.parse(Digest.EMPTY.hex()));
		assertEquals(Unread.of("local", "v"), Unread.of("local", "v"));
		assertNotEquals(Unread.of("local", "v"), Unread.of("remote", "v"));
		assertNotEquals(Unread.of("local", "v"), Unread.of("loca", "lv"));
	}
}
