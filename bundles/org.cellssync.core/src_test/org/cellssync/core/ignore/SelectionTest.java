package org.cellssync.core.ignore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

	private static final Selection SOME = new Selection(new TreeSet<>(Set.of(path("a/b"), path("c"))),
			new TreeSet<>(Set.of(path("c/d"), path("e"))));

	private static SyncPath path(String text) {
		return SyncPath.of(text);
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource({ "a/, false", "a, true", "a/x, true", "a/x/, true", "a/b/, false", "a/b/c, false",
			"ab/, true",
			"c/, false", "c/x, false", "c/d/, true", "c/d/x, true", "e/, true", "f, true" })
	void theNearestChoiceCounts(String text, boolean leftOut) {
		assertEquals(leftOut, SOME.covers(path(text), text.endsWith("/")));
	}

	@Test
	void withoutAChoiceAllTakesPart() {
		assertEquals(false, Selection.ALL.covers(path("a/b"), false));
		assertEquals(false, Selection.only(List.of()).covers(path("a/b"), false));
		assertEquals(false, Selection.without(List.of(path("x"))).covers(path("a/b"), false));
		assertEquals(true, Selection.without(List.of(path("a"))).covers(path("a/b"), false));
		assertEquals(false, Selection.ALL.ignored(SyncPath.ROOT, true));
	}
}
