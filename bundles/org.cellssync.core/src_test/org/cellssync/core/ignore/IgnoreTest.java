package org.cellssync.core.ignore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreTest {

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource({ ".DS_Store, true", "a/.DS_Store, true", ".DS_Store2, false", "Thumbs.db, true",
			"a/b/thumbs.db, true",
			"Thumbs.db.txt, false", "desktop.ini, true", "Desktop.ini, true", "~$report.docx, true",
			"a~$b, false",
			".~lock.report.odt#, true", ".~lock.report.odt, false", ".tmp.write.17, true", ".a.txt.swp, true",
			".a.swf, false", "a.swp, false",
			"x/.goutputstream-AB12CD, true", ".fuse_hidden0000a1b2, true", ".nfs00000000017e, true", ".nfsroot, false",
			"movie.crdownload, true", ".Trash-1000, false", "a/.pydio, true",
			".pydio2, false", "recycle_bin, true", "recycle_bin/a, false", "a/recycle_bin, false",
			"a/.cellssync-4711, true", "a/.cellssync-move-1~, false", ".gitignore, false", ".git, false" })
	void knowsItsOwn(String path, boolean ignored) {
		assertEquals(ignored, BuiltInIgnores.INSTANCE.ignored(SyncPath.of(path), false));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource({ "$RECYCLE.BIN, true", "System Volume Information, true", "a/.Trash-1000, true", "Trash-1, false" })
	void knowsFoldersOfSystems(String path, boolean ignored) {
		assertEquals(ignored, BuiltInIgnores.INSTANCE.ignored(SyncPath.of(path), true));
	}

	@Test
	void rulesCanBeReadThoughTheyLeaveThemselvesOut() {
		Ignore rules = IgnoreRules.NONE.withFile(SyncPath.of("a"), ".*\nout/");
		Ignore looks = rules.butForRuleFiles();

		assertEquals(true, rules.ignored(SyncPath.of("a/.cellsignore"), false));
		assertEquals(false, looks.ignored(SyncPath.of("a/.cellsignore"), false));
		assertEquals(true, looks.ignored(SyncPath.of("a/.cellsignore"), true));
		assertEquals(true, looks.ignored(SyncPath.of("a/.other"), false));
		assertEquals(true, looks.covers(SyncPath.of("a/out/.cellsignore"), false));
		assertEquals(looks, rules.butForRuleFiles());
	}

	@Test
	void coversWhatStandsBelow() {
		assertEquals(true, BuiltInIgnores.INSTANCE.covers(SyncPath.of("recycle_bin/a/b"), false));
		assertEquals(false, BuiltInIgnores.INSTANCE.covers(SyncPath.of("a/recycle_bin/b"), false));
	}

	@ParameterizedTest(name = "{0} on {1}: {2}")
	@CsvSource({ "*.log, a.log, true", "*.log, x/y/a.log, true", "*.log, a.log.txt, false", "a?c, abc, true",
			"a?c, ac, false", "build/, build, false", "/build, build, true", "/build, x/build, false",
			"docs/*.pdf, docs/a.pdf, true", "docs/*.pdf, docs/x/a.pdf, false", "docs/**, docs/x/a.pdf, true",
			"docs/**, docs, false", "**/cache, cache, true", "**/cache, a/b/cache, true", "a/**/b, a/b, true",
			"a/**/b, a/x/y/b, true", "(x)+[y], (x)+y, true", "(x)+[y], xy, false", "'  ', x, false",
			"é, é, true" })
	void matchesPatterns(String pattern, String path, boolean ignored) {
		assertEquals(ignored, Ignore.of(List.of(pattern)).ignored(SyncPath.of(path), false));
	}

	@Test
	void slashAtTheEndMeansFolders() {
		Ignore ignore = Ignore.of(List.of("build/"));

		assertEquals(true, ignore.ignored(SyncPath.of("a/build"), true));
		assertEquals(false, ignore.ignored(SyncPath.of("a/build"), false));
	}

	@Test
	void combinesAll() {
		Ignore ignore = Ignore.combine(List.of(Ignore.of(List.of("a", "b")), BuiltInIgnores.INSTANCE));

		assertEquals(true, ignore.ignored(SyncPath.of("a"), false));
		assertEquals(true, ignore.ignored(SyncPath.of("b"), false));
		assertEquals(true, ignore.ignored(SyncPath.of(".pydio"), false));
		assertEquals(false, ignore.ignored(SyncPath.of("c"), false));
		assertEquals(false, Ignore.combine(List.of()).ignored(SyncPath.of("c"), false));
	}
}
