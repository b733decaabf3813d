package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Explanation;
import org.cellssync.api.session.RunSummary;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.IgnoreRule;
import org.cellssync.core.ignore.Origin;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whole tasks do with rules of what is left out (section 8 of the semantics). */
class IgnoresTest {

	@TempDir
	Path home;

	private Sandbox server;
	private Computer one;
	private Computer two;

	@BeforeEach
	void connect() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults());
		one = Computer.thatTriesOnce(home.resolve("one"), server).connect(0, "personal-files");
		two = Computer.thatTriesOnce(home.resolve("two"), server).connect(0, "personal-files");
	}

	@AfterEach
	void disconnect() throws Exception {
		one.close();
		two.close();
		server.close();
	}

	/** Returns what a computer without any rules finds on the server. */
	private List<String> onServer() throws Exception {
		try (Computer third = Computer.thatTriesOnce(home.resolve("third"), server)) {
			third.connect(0, "personal-files", third.withoutDefaults());
			third.sync();
			SortedMap<String, String> tree = third.tree();
			StateFolder.delete(home.resolve("third"));
			return List.copyOf(tree.keySet());
		}
	}

	private IgnoreRule rule(String path) throws EndpointException {
		return one.sessions().why(one.task(), SyncPath.of(path), new Cancellation()).leftOut().orElseThrow().rule()
				.orElseThrow();
	}

	private Explanation.State state(String path) throws EndpointException {
		return one.sessions().why(one.task(), SyncPath.of(path), new Cancellation()).state();
	}

	@Test
	void filesOfRulesCountForTheirFolderAndAllBelow() throws Exception {
		one.write(".cellsignore", "# notes\n*.log\nbuild/\n/top\n").write("sub/.cellsignore", "!keep.log\ndeep/x\n");
		one.write("a.log", "1").write("a.txt", "2").write("build/x", "3").write("sub/build/y", "4").write("top", "5");
		one.write("sub/keep.log", "6").write("sub/b.log", "7").write("sub/top", "8").write("sub/deep/x", "9")
				.write("sub/deep/z", "10");
		one.sync();
		List<String> sent = List.of(".cellsignore", "a.txt", "sub/", "sub/.cellsignore", "sub/deep/", "sub/deep/z",
				"sub/keep.log",
				"sub/top");
		assertEquals(sent, onServer());
		assertEquals(List.of(), one.sync().operations());
		two.write("other.log", "stays here").write("build", "a file, not a folder");
		two.sync();
		assertEquals(
				List.of(".cellsignore", "a.txt", "build", "other.log", "sub/", "sub/.cellsignore", "sub/deep/", "sub/deep/z",
						"sub/keep.log", "sub/top"),
				List.copyOf(two.tree().keySet()));
		List<String> now = new ArrayList<>(sent);
		now.add(2, "build");
		assertEquals(now, onServer(), "rules come before what they leave out is sent; a file is no folder");
		one.sync();
		assertEquals("3", one.read("build/x"), "what is left out is not in the way, nor is it replaced");
	}

	@Test
	void aRuleThatComesOrGoesDeletesNothing() throws Exception {
		one.write("a.o", "a").write("d/b.o", "b").write("d/c", "c").write("e.o", "e");
		one.sync();
		two.sync();
		one.write(".cellsignore", "*.o");
		assertEquals(List.of("upload remote .cellsignore"), one.sync().operations());
		one.boot();
		one.delete("a.o").write("d/b.o", "changed here");
		two.delete("e.o");
		two.sync();
		assertEquals(List.of(), one.sync().operations());
		assertEquals("e", one.read("e.o"));
		two.sync();
		assertEquals("a", two.read("a.o"));
		one.delete(".cellsignore").boot();
		RunSummary compared = one.sync().summary();
		assertEquals("a", one.read("a.o"), "as in a first cycle: what is on one end only is brought to the other");
		assertEquals(1, compared.view().conflicts().size());
		assertEquals(SyncPath.of("d/b.o"), compared.view().conflicts().getFirst().path());
		two.sync();
		assertEquals("e", two.read("e.o"), "deleted while it took part there, and left out here: it comes back");
	}

	@Test
	void rulesOfTheTaskComeAndGoAlike() throws Exception {
		one.write("logs/x", "x").write("y", "y");
		one.sync();
		two.sync();
		one.edit(options -> options.withIgnore(List.of("logs")));
		one.delete("logs");
		assertEquals(List.of(), one.sync().operations());
		one.boot();
		one.edit(options -> options.withIgnore(List.of()));
		assertEquals(List.of("create local logs", "download local logs/x"), one.sync().operations());
	}

	@Test
	void whatIsLeftOutStaysWhereItsFolderIsDeleted() throws Exception {
		one.write(".cellsignore", "*.o").write("d/kept.o", "here only").write("d/f", "f").write("g/.DS_Store", "junk")
				.write("g/f", "f");
		one.sync();
		two.sync();
		two.delete("d").delete("g");
		two.sync();
		one.sync();
		assertEquals(List.of(".cellsignore", "d/", "d/kept.o"), List.copyOf(one.tree().keySet()),
				"junk goes with its folder");
		assertEquals(List.of("KEPT_FOR_LEFT_OUT d/kept.o"),
				one.view().held().stream().map(each -> each.code() + " " + each.subject()).toList());
		assertFalse(onServer().contains("d/"));
		assertEquals(List.of(), one.sync().operations());
		two.write("h/f", "f");
		two.sync();
		one.sync();
		two.edit(options -> options.withIgnore(List.of("mine"))).write("h/mine", "left out there");
		one.delete("h");
		one.sync();
		two.sync();
		assertEquals("left out there", two.read("h/mine"));
		assertFalse(Files.exists(two.path("h/f")));
	}

	@Test
	void whatIsLeftOutStaysOnTheServerAsLongAsItIsThere() throws Exception {
		two.write("d/f", "f").write("d/there.o", "on the server only").write("e/f", "f").write("e/gone.o", "gone soon");
		two.sync();
		one.edit(options -> options.withIgnore(List.of("*.o")));
		one.sync();
		one.sessions().start();
		one.await(view -> view.status() instanceof TaskStatus.InSync && view.lastSuccess().isPresent());
		two.delete("e/gone.o").write("marker", "m");
		two.sync();
		one.awaitFile("marker");
		one.delete("d").delete("e").write("marker2", "m");
		two.sessions().start();
		two.awaitFile("marker2");
		two.awaitGone("d/f");
		two.awaitGone("e");
		assertEquals("on the server only", two.read("d/there.o"));
	}

	@Test
	void strongerRulesTakeInWhatWeakerOnesLeaveOut() throws Exception {
		one.manage("secret*", "!*.keep");
		one.edit(options -> options.withIgnore(List.of("!a.log", "b.keep", "!secret.txt")));
		one.write(".cellsignore", "*.log\n!.DS_Store\n").write("a.log", "task takes in").write("b.log", "left out")
				.write("b.keep", "managed takes in").write("secret.txt", "managed leaves out")
				.write(".DS_Store", "file takes in")
				.write("Thumbs.db", "left out").write(".~lock.x#", "left out");
		one.sync();
		assertEquals(List.of(".DS_Store", ".cellsignore", "a.log", "b.keep"), onServer());
		assertEquals(new Origin(Origin.Kind.FILE, SyncPath.ROOT, 1), rule("b.log").origin());
		assertEquals(Origin.Kind.MANAGED, rule("secret.txt").origin().kind());
		assertEquals("secret*", rule("secret.txt").text());
		assertEquals(Origin.Kind.DEFAULT, rule("Thumbs.db").origin().kind());
		assertEquals(Explanation.State.IN_SYNC, state("a.log"));
	}

	@Test
	void aFileOfRulesThatLeavesItselfOutCounts() throws Exception {
		one.write("d/.cellsignore", ".*\n*.bak\n").write("d/x.bak", "left out").write("d/y", "y");
		one.sync();
		assertEquals(List.of("d/", "d/y"), onServer());
		assertEquals(new Origin(Origin.Kind.FILE, SyncPath.of("d"), 1), rule("d/.cellsignore").origin());
		assertEquals(Explanation.State.IN_SYNC, state("d"));
		one.boot();
		one.delete("d/.cellsignore");
		assertEquals(List.of("upload remote d/x.bak"), one.sync().operations());
	}

	@Test
	void rulesInAFolderThatIsLeftOutCountForNothing() throws Exception {
		one.write(".cellsignore", "out/").write("out/.cellsignore", "!*").write("out/x", "x").write("in/.cellsignore", "!*")
				.write("in/y", "y");
		one.sync();
		assertEquals(List.of(".cellsignore", "in/", "in/.cellsignore", "in/y"), onServer());
		one.write(".cellsignore", "out/*\n!out/.cellsignore\n");
		one.sync();
		assertEquals(List.of(".cellsignore", "in/", "in/.cellsignore", "in/y", "out/", "out/.cellsignore", "out/x"),
				onServer(),
				"taken in, the nearer rules count");
	}

	@Test
	void rulesThatCannotBeReadLeaveTheirFolderAlone() throws Exception {
		one.write("d/.cellsignore", "x".repeat((1 << 20) + 1)).write("d/secret", "s").write("e", "e");
		one.sync();
		assertEquals(List.of("d/", "e"), onServer());
		List<Diagnostic> problems = one.view().problems();
		assertEquals(List.of(Code.RULES_UNREADABLE), problems.stream().map(Diagnostic::code).toList());
		assertEquals("d/.cellsignore", problems.getFirst().subject());
		one.write("d/.cellsignore", "secret");
		one.sync();
		assertEquals(List.of("d/", "d/.cellsignore", "e"), onServer());
		one.write("d/.cellsignore", "x".repeat((1 << 20) + 1)).write("d/f", "f");
		one.sync();
		assertEquals(List.of("d/", "d/.cellsignore", "d/f", "e"), onServer(), "the rules that were known count on");
		assertEquals(List.of(), List.copyOf(one.view().conflicts()));
	}

	@Test
	void aDryRunGoesByTheRulesOnTheDiskAndKeepsNothing() throws Exception {
		one.write("a.o", "a").write("b", "b");
		one.sync();
		one.write(".cellsignore", "*.o\n").write("c.o", "c");
		assertEquals(List.of("upload remote .cellsignore"), one.dryRun().operations());
		one.delete(".cellsignore").delete("a.o");
		assertEquals(List.of("delete remote a.o", "upload remote c.o"), one.dryRun().operations());
		assertEquals(List.of("delete remote a.o", "upload remote c.o"), one.sync().operations());
	}

	@Test
	void changesOfRulesAreFollowedWhileATaskRuns() throws Exception {
		one.write(".cellsignore", "out/\n*.o\n").write("out/before", "b").write("start", "s");
		one.sessions().start();
		two.sessions().start();
		one.await(view -> view.status() instanceof TaskStatus.InSync && view.lastSuccess().isPresent());
		one.write("x.o", "left out");
		Files.createDirectories(one.path("out/new"));
		one.write("marker1", "m");
		two.awaitFile("marker1");
		assertFalse(Files.exists(two.path("x.o")));
		assertFalse(Files.exists(two.path("out")));
		one.write(".cellsignore", "*.o\n");
		two.awaitFile("out/before");
		two.awaitFile("out/new");
		one.write("out/new/after", "made in a folder that was not watched before");
		two.awaitFile("out/new/after");
		two.write("out/new/.cellsignore", "*.tmp2\n!*.o\n");
		one.awaitFile("out/new/.cellsignore");
		one.write("out/new/z.o", "taken in by rules that came from the server").write("out/new/z.tmp2", "left out by them");
		two.awaitFile("out/new/z.o");
		assertFalse(Files.exists(two.path("out/new/z.tmp2")));
		assertFalse(Files.exists(two.path("x.o")));
	}
}
