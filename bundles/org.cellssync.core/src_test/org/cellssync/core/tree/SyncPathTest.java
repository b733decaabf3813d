package org.cellssync.core.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyncPathTest {

	@ParameterizedTest
	@ValueSource(strings = { "/a", "a/", "a//b", ".", "..", "a/./b", "a/../b", "a/..", "a\0b", "e\u0301" })
	void refusesWhatIsNoNormalForm(String value) {
		assertThrows(IllegalArgumentException.class, () -> new SyncPath(value));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "...", "..a/.b", "a b/%/\\/\t", "\u00e9/\ud83d\ude00" })
	void takesEveryOtherName(String value) {
		assertEquals(value, new SyncPath(value).value());
	}

	@Test
	void bringsTypedTextIntoNormalForm() {
		assertEquals(new SyncPath("\u00e9/b"), SyncPath.of("//e\u0301/b/"));
		assertSame(SyncPath.ROOT, SyncPath.of("///"));
		assertEquals(new SyncPath("a/\u00e9"), SyncPath.of("a").child("e\u0301"));
		assertEquals(new SyncPath("a"), SyncPath.ROOT.child("a"));
		assertThrows(IllegalArgumentException.class, () -> SyncPath.ROOT.child("a/b"));
		assertThrows(IllegalArgumentException.class, () -> SyncPath.ROOT.child(".."));
	}

	@Test
	void knowsItsParts() {
		SyncPath path = SyncPath.of("a/b/c");

		assertEquals(SyncPath.of("a/b"), path.parent());
		assertEquals("c", path.name());
		assertArrayEquals(new String[] { "a", "b", "c" }, path.segments());
		assertEquals(SyncPath.ROOT, SyncPath.of("a").parent());
		assertEquals(SyncPath.ROOT, SyncPath.ROOT.parent());
		assertArrayEquals(new String[0], SyncPath.ROOT.segments());
	}

	@ParameterizedTest(name = "{0} in {1}: {2}")
	@CsvSource({ "a/b, a, true, true", "a, a, true, false", "ab, a, false, false", "a b, a, false, false",
			"a, a/b, false, false", "a, '', true, true", "'', '', true, false", "'', a, false, false" })
	void startsWithWholeSegments(String path, String other, boolean starts, boolean below) {
		assertEquals(starts, SyncPath.of(path).startsWith(SyncPath.of(other)));
		assertEquals(below, SyncPath.of(path).isBelow(SyncPath.of(other)));
	}

	@ParameterizedTest(name = "{0}: {1} to {2}")
	@CsvSource({ "a/b/c, a/b, x, x/c", "a/b, a/b, x/y, x/y", "ab, a, x, ab", "a/b, a, '', b", "a, '', x, x/a",
			"a, a, '', ''", "'', '', x, x" })
	void relocates(String path, String from, String to, String expected) {
		assertEquals(SyncPath.of(expected), SyncPath.of(path).relocated(SyncPath.of(from), SyncPath.of(to)));
	}
}
