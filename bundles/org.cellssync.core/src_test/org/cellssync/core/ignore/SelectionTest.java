package org.cellssync.core.ignore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

	private static final Selection SOME = new Selection(new TreeSet<>(Set.of(path("a/b"), path("c"))),
			new TreeSet<>(Set.of(SyncPath.ROOT, path("c/d"), path("e"))));

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

	private static Selection choose(Selection before, String choices) {
		Selection selection = before;
		for (String choice : choices.split(" ")) {
			SyncPath folder = path(choice.substring(1));
			selection = choice.charAt(0) == '+' ? selection.selecting(folder) : selection.unselecting(folder);
		}
		return selection;
	}

	private static String text(Selection selection) {
		return selection.selected() + " " + selection.unselected();
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = ';',
			value = { "-a; [] [a]", "-a +a; [] []", "-a -a/b; [] [a]", "-a/b -a; [] [a]", "-a +a/b; [a/b] [a]",
					"-a +a/b -a/b; [] [a]", "-a +a/b +a; [] []", "-a/b +a; [] []", "+a; [] []", "-/ +a; [a] []",
					"-/ +a +b -a; [b] []",
					"-/ +a -a; [] []", "-/ +a/b +a; [a] []", "-/ +a -a/b; [a] [a/b]", "-/ +a -a/b +a/b; [a] []",
					"-/ +a +/; [] []" })
	void choicesAddUp(String choices, String expected) {
		Selection chosen = choose(Selection.ALL, choices);
		assertEquals(expected, text(new Selection(chosen.selected(), withoutRoot(chosen.unselected()))));
	}

	private static SortedSet<SyncPath> withoutRoot(SortedSet<SyncPath> paths) {
		SortedSet<SyncPath> rest = new TreeSet<>(paths);
		rest.remove(SyncPath.ROOT);
		return rest;
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource({ "-/", "-/ +a -a", "-/ +a/b -a" })
	void nothingTakesPartWhenTheLastFolderIsUnselected(String choices) {
		Selection chosen = choose(Selection.ALL, choices);
		assertEquals(true, chosen.covers(path("a"), true));
		assertEquals(true, chosen.covers(path("x"), false));
		assertEquals(false, chosen.ignored(SyncPath.ROOT, true));
		assertEquals(false, chosen.selecting(path("x")).covers(path("x/y"), false));
		assertEquals(true, chosen.selecting(path("x")).covers(path("z"), false));
	}

	@Test
	void choicesFollowAFolderAndCanBeDropped() {
		Selection followed = SOME.following(path("c"), path("x/y"));
		assertEquals("[a/b, c, x/y] [, c/d, e, x/y/d]", text(followed));
		assertEquals("[a/b, x/y] [, e, x/y/d]", text(followed.dropping(List.of(path("c"), path("c/d")))));
		assertEquals(SOME, SOME.following(path("z"), path("c/d/z")));
	}

	@Test
	void withoutAChoiceAllTakesPart() {
		assertEquals(false, Selection.ALL.covers(path("a/b"), false));
		assertEquals(false, Selection.only(List.of()).covers(path("a/b"), false));
		assertEquals(false, Selection.without(List.of(path("x"))).covers(path("a/b"), false));
		assertEquals(true, Selection.without(List.of(path("a"))).covers(path("a/b"), false));
		assertEquals(false,
				new Selection(new TreeSet<>(Set.of(path("a/b"))), new TreeSet<>(Set.of(path("a")))).covers(path("x"), true));
		assertEquals(false, Selection.ALL.ignored(SyncPath.ROOT, true));
	}
}
