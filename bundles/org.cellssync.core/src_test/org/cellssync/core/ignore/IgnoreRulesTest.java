package org.cellssync.core.ignore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;

class IgnoreRulesTest {

	private static SyncPath path(String text) {
		return SyncPath.of(text);
	}

	private static String why(Ignore ignore, String text) {
		return ignore.why(path(text), false).map(leftOut -> leftOut.path() + " by " + leftOut.rule().map(
				rule -> rule.text() + " of " + rule.origin().kind() + " " + rule.origin().folder() + ":"
						+ rule.origin().line())
				.orElse("itself")).orElse("takes part");
	}

	@Test
	void theLastRuleThatMatchesDecides() {
		Ignore ignore = Ignore.of(List.of("*.log", "!keep.log", "a/keep.log"));

		assertEquals("x.log by *.log of TASK :1", why(ignore, "x.log"));
		assertEquals("takes part", why(ignore, "b/keep.log"));
		assertEquals("a/keep.log by a/keep.log of TASK :3", why(ignore, "a/keep.log"));
	}

	@Test
	void nothingIsTakenInBelowAFolderThatIsLeftOut() {
		Ignore ignore = Ignore.of(List.of("build/", "!build/keep"));

		assertEquals("build by build/ of TASK :1", why(ignore, "build/keep"));
		assertEquals("takes part", why(Ignore.of(List.of("build/*", "!build/keep")), "build/keep"));
	}

	@Test
	void filesCountForTheirFolderAndTheDeeperOnesMore() {
		IgnoreRules rules = IgnoreRules.NONE.withFile(SyncPath.ROOT, "*.tmp\n/top\n").withFile(path("a/b"),
				"\ufeff!x.tmp\r\n/y\r\n");

		assertEquals("x.tmp by *.tmp of FILE :1", why(rules, "x.tmp"));
		assertEquals("a/x.tmp by *.tmp of FILE :1", why(rules, "a/x.tmp"));
		assertEquals("takes part", why(rules, "a/b/x.tmp"));
		assertEquals("takes part", why(rules, "a/b/c/x.tmp"));
		assertEquals("a/b/y by /y of FILE a/b:2", why(rules, "a/b/y/z"));
		assertEquals("takes part", why(rules, "a/b/c/y"));
		assertEquals("takes part", why(rules, "a/top"));
		assertEquals("a/b/x.tmp by *.tmp of FILE :1", why(rules.withFile(path("a/b"), ""), "a/b/x.tmp"));
	}

	@Test
	void administratorsCountMoreThanTheTaskAndThatMoreThanFiles() {
		IgnoreRules rules = IgnoreRules.DEFAULTS.withFile(SyncPath.ROOT, "!Thumbs.db\nsecret\nfree")
				.withTask(List.of("!secret", "!vault", "task")).withManaged(List.of("vault"));

		assertEquals("takes part", why(rules, "Thumbs.db"));
		assertEquals(".DS_Store by .DS_Store of DEFAULT :1", why(rules, ".DS_Store"));
		assertEquals("takes part", why(rules, "secret"));
		assertEquals("free by free of FILE :3", why(rules, "free"));
		assertEquals("vault by vault of MANAGED :1", why(rules, "vault/x"));
		assertEquals("task by task of TASK :3", why(rules, "task"));
	}

	@Test
	void ownNamesAreLeftOutWhateverRulesSay() {
		Ignore ignore = BuiltInIgnores.OWN.and(Ignore.of(List.of("!.pydio", "!*")));

		assertEquals("a/.pydio by itself", why(ignore, "a/.pydio"));
		assertEquals("recycle_bin by itself", why(ignore, "recycle_bin/x"));
		assertEquals("takes part", why(ignore, ".DS_Store"));
	}

	@Test
	void whatPeopleLeaveOutStaysAndWhatTheProductLeavesOutGoes() {
		Ignore ignore = BuiltInIgnores.OWN.and(IgnoreRules.DEFAULTS.withTask(List.of("*.o")))
				.and(Selection.without(List.of(path("far"))));

		assertEquals(new Blocked(Reason.IGNORED), ignore.shown(path("a/x.o"), false));
		assertEquals(new Blocked(Reason.UNSELECTED), ignore.shown(path("far"), true));
		assertSame(ignore.shown(path("a/x.o"), false), ignore.shown(path("b/y.o"), false));
		assertEquals(Entry.Absent.ABSENT, ignore.shown(path("a/.DS_Store"), false));
		assertEquals(Entry.Absent.ABSENT, ignore.shown(path("a/.pydio"), false));
	}

	@Test
	void blanksCommentsAndFaultyRulesSayNothing() {
		IgnoreRules rules = IgnoreRules.NONE.withTask(List.of("", "   ", "# x", "[a", "x\\", "/", "!"));

		assertEquals(Optional.empty(), rules.deciding(path("x"), true));
		assertEquals(IgnoreRules.NONE, rules);
		assertNotEquals(IgnoreRules.NONE, rules.withTask(List.of("x")));
	}

	@Test
	void namesAreComparedInOneUnicodeForm() {
		assertEquals("\u00e9.txt by e\u0301.* of TASK :1",
				why(Ignore.of(List.of("e\u0301.*")), "\u00e9.txt"));
		assertEquals("\u00e9 by ? of TASK :1", why(Ignore.of(List.of("?")), "\u00e9"));
	}

	@Test
	void noPatternTakesLong() {
		Ignore ignore = Ignore
				.of(List.of("*a*a*a*a*a*a*a*a*a*a*a*a*a*b", "**/a/**/a/**/a/**/a/**/a/**/a/**/b"));
		String name = "a".repeat(200);
		String deep = "a/".repeat(200) + "c";

		assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
			assertEquals(false, ignore.ignored(path(name), false));
			assertEquals(false, ignore.ignored(path(deep), false));
		});
	}
}
