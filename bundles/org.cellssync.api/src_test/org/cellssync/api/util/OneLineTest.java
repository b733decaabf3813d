package org.cellssync.api.util;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OneLineTest {

	@Test
	void showsWhatWouldBreakTheLineOrDriveATerminal() {
		assertEquals("a\\nb\\rc\\td", OneLine.of("a\nb\rc\td"));
		assertEquals("\\u001b]0;title\\u0007\\u001b[2J", OneLine.of("\u001b]0;title\u0007\u001b[2J"));
		assertEquals("\\u009b2J\\u007f\\u0085", OneLine.of("\u009b2J\u007f\u0085"));
		assertEquals("a\\u2028b\\u2029c", OneLine.of("a\u2028b\u2029c"));
		assertEquals("\\u202egpj.exe \\u2066x\\u2069", OneLine.of("\u202egpj.exe \u2066x\u2069"));
	}

	@Test
	void leavesAllElseAsItIs() {
		for (String text : new String[] { "", "C:\\new\\table", "\u00e9 e\u0301 \u6587\u4ef6 \u05d0\u200f",
				"\ud83d\udc69\u200d\ud83d\ude80 \ud800" }) {
			assertEquals(text, OneLine.of(text));
		}
	}
}
