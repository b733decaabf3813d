package org.cellssync.protocol.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.cellssync.api.account.Workspace;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Replaced;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.hash.BlockDigest;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.Unread;
import org.cellssync.protocol.tree.Node;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.sandbox.SandboxOptions.Storage;
import org.cellssync.testkit.Eventually;
import org.cellssync.testkit.MemorySource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What real servers do to a client, one test each; the numbers are those of the hazards. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CellsHazardsTest {

	private static final byte[] HELLO = "hello world".getBytes(UTF_8);
	private static final byte[] OTHER = "hello world, changed".getBytes(UTF_8);
	private static final String NFC = "\u00e9.txt";
	private static final String NFD = "e\u0301.txt";

	private final Cancellation cancel = new Cancellation();
	private final ExecutorService threads = Executors.newCachedThreadPool();
	private CellsBench bench;
	private Endpoint endpoint;

	private void open(SandboxOptions options) throws Exception {
		open(options, CellsBench.WORKSPACE, EndpointSettings.DEFAULT);
	}

	private void open(SandboxOptions options, String workspace, EndpointSettings settings) throws Exception {
		bench = CellsBench.start(options, workspace, settings);
		endpoint = bench.endpoint();
	}

	@AfterEach
	void close() throws Exception {
		if (bench != null) {
			bench.close();
		}
		threads.shutdown();
	}

	@Test
	void h2ATokenThatIsOverIsRenewedAndTheCallsRepeated() throws Exception {
		open(SandboxOptions.defaults());
		Scan seen = scan();
		bench.accounts().expire();
		MemorySource source = new MemorySource();
		List<Step> steps = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			source.with("file" + i, HELLO);
			steps.add(make("file" + i, file(HELLO)));
		}
		assertAllDone(steps, endpoint.apply(seen, steps, source, StepObserver.NONE, cancel));
		bench.accounts().expire();
		Identity identity = scan().identities().of(SyncPath.of("file3")).orElseThrow();
		bench.accounts().expire();
		assertArrayEquals(HELLO,
				endpoint.open(SyncPath.of("file3"), identity, cancel).read(0, 11).readAllBytes());
		assertEquals(3, bench.accounts().renewals());
	}

	@Test
	void h2ALockOfSomebodyElseFailsItsFileAlone() throws Exception {
		open(SandboxOptions.defaults());
		bench.write("locked", HELLO);
		bench.write("free", HELLO);
		Scan seen = settled();
		bench.faults(Map.of("lock", Map.of("path", bench.path("locked"), "user", theirName())));
		Outcome outcome = apply(seen, new MemorySource().with("locked", OTHER).with("free", OTHER),
				change(seen, "free", file(OTHER)), change(seen, "locked", file(OTHER)));
		assertEquals(Map.of("locked", Code.REMOTE_LOCKED_OR_FORBIDDEN), failures(outcome));
		assertEquals(Optional.empty(), outcome.failure());
		assertEquals(0, bench.accounts().renewals());
		assertArrayEquals(OTHER, bench.content().get("free").orElseThrow());
		assertArrayEquals(HELLO, bench.content().get("locked").orElseThrow());
	}

	@Test
	void h3WorkspacesOfBothFamiliesAreListed() throws Exception {
		open(SandboxOptions.defaults());
		var workspaces = bench.workspaces().list(bench.accounts().account().id(), cancel);
		assertEquals(
				List.of("common-files V4 true", "other-family V3 true", "personal-files V4 true",
						"read-only V4 false"),
				workspaces.stream().map(each -> each.slug() + ' ' + each.family() + ' ' + each.writable())
						.sorted().toList());
		assertEquals(List.of("letters"),
				bench.workspaces().folders(bench.accounts().account().id(), "other-family/archive", cancel));
	}

	/** None of both listings shows it, so that a person would look for it in vain. */
	@Test
	void aWorkspaceOfBothFamiliesIsListed() throws Exception {
		open(SandboxOptions.defaults());
		bench.faults(Map.of("rehash", Map.of("workspace", "read-only", "family", "mixed")));
		var workspaces = bench.workspaces().list(bench.accounts().account().id(), cancel);
		assertEquals(List.of("common-files V4 true", "other-family V3 true", "personal-files V4 true",
				"read-only MIXED false"),
				workspaces.stream().map(each -> each.slug() + ' ' + each.family() + ' ' + each.writable()).sorted()
						.toList());
	}

	/** What the page is told is asked for what is not listed; the rest is there without it. */
	@Test
	void workspacesAreListedWhereThePageIsToldNothing() throws Exception {
		open(SandboxOptions.defaults());
		bench.faults(Map.of("rehash", Map.of("workspace", "read-only", "family", "mixed")));
		bench.faults(Map.of("fail", List.of(Map.of("method", "REST state", "calls", 1, "answer",
				Map.of("http", Map.of("status", 404, "code", "NotFound", "message", "no such call"))))));
		assertEquals(List.of("common-files", "other-family", "personal-files"),
				bench.workspaces().list(bench.accounts().account().id(), cancel).stream().map(Workspace::slug).sorted()
						.toList());
	}

	/** The page may show what is none of ours, and what has just been taken from this user. */
	@Test
	void aWorkspaceOfThePageThatCannotBeReadKeepsNoOtherBack() throws Exception {
		open(SandboxOptions.defaults());
		bench.faults(Map.of("rehash", Map.of("workspace", "read-only", "family", "mixed")));
		long reads = bench.calls("tree.NodeProvider/ReadNode");
		bench.faults(Map.of("fail", List.of(Map.of("method", "tree.NodeProvider/ReadNode", "calls", 1, "answer",
				Map.of("grpc", Map.of("code", "PERMISSION_DENIED", "message", "not for you"))))));
		assertEquals(List.of("common-files", "other-family", "personal-files"),
				bench.workspaces().list(bench.accounts().account().id(), cancel).stream().map(Workspace::slug).sorted()
						.toList());
		assertEquals(reads + 1, bench.calls("tree.NodeProvider/ReadNode"));
	}

	@Test
	void h4ADeletionThatStoppedHalfWayIsGoneOnWith() throws Exception {
		EndpointSettings allowed = EndpointSettings.DEFAULT.withPermanentDeletion(true);
		open(SandboxOptions.defaults(), CellsBench.WORKSPACE, allowed);
		bench.write("folder/one", HELLO);
		bench.write("folder/two", HELLO);
		Scan seen = settled();
		bench.faults(Map.of("fail", List.of(
				Map.of("method", "REST delete", "calls", 1, "answer",
						Map.of("http", Map.of("status", 404, "code", "NotFound", "message", "no such call"))),
				Map.of("method", "tree.NodeReceiver/DeleteNode", "calls", 2, "answer",
						Map.of("grpc", Map.of("code", "DEADLINE_EXCEEDED", "message", "late"))))));
		Change step = change(seen, "folder", Entry.Absent.ABSENT);
		assertAllDone(List.of(step), apply(seen, new MemorySource(), step));
		assertEquals(3, bench.calls("tree.NodeReceiver/DeleteNode"));
		assertEquals(0, bench.content().size());
	}

	@Test
	void aMoveWhoseAnswerWasLostIsDone() throws Exception {
		open(SandboxOptions.defaults());
		bench.write("from/file", HELLO);
		Scan seen = settled();
		bench.faults(Map.of("fail", List.of(
				Map.of("method", "tree.NodeReceiver/UpdateNode", "calls", 1, "answer", "lostReply"))));
		Move move = new Move(SyncPath.of("from"), SyncPath.of("to"), at(seen, "from"));
		assertAllDone(List.of(move), apply(seen, new MemorySource(), move));
		assertEquals(1, bench.calls("tree.NodeReceiver/UpdateNode"));
		assertArrayEquals(HELLO, bench.content().get("to/file").orElseThrow());
	}

	@Test
	void h5NothingIsReplacedThatCameBetweenLookAndAct() throws Exception {
		open(SandboxOptions.defaults());
		bench.write("from", HELLO);
		Scan seen = settled();
		bench.write("to", OTHER);
		Outcome outcome = apply(seen, new MemorySource(),
				new Move(SyncPath.of("from"), SyncPath.of("to"), file(HELLO)));
		assertEquals(Map.of("to", Code.REMOTE_CHANGED_MEANWHILE), failures(outcome));
		assertArrayEquals(OTHER, bench.content().get("to").orElseThrow());
	}

	/** Replaces a file; somebody else writes it when our call has come to the server and has done nothing yet. */
	private Outcome whileSomebodyWrites(Scan seen, byte[] ours, byte[] theirs) throws Exception {
		bench.faults(Map.of("slow", Map.of("method", "S3 PUT", "seconds", 1.5)));
		long calls = bench.calls("S3 PUT");
		CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(
				() -> apply(seen, new MemorySource().with("file", ours), change(seen, "file", file(ours))), threads);
		Eventually.holds(() -> assertTrue(bench.calls("S3 PUT") > calls));
		bench.faults(Map.of("slow", Map.of("method", "S3 PUT", "seconds", 0)));
		bench.write("file", theirs);
		return outcome.get(60, TimeUnit.SECONDS);
	}

	@Test
	void h5WhatSomebodyWroteBetweenLookAndActIsFoundAfterwards() throws Exception {
		open(SandboxOptions.defaults());
		bench.write("file", HELLO);
		bench.write("other", HELLO);
		hinted().get(20, TimeUnit.SECONDS);
		Scan seen = settled();
		byte[] theirs = "what somebody else wrote".getBytes(UTF_8);
		assertEquals(Map.of(), failures(whileSomebodyWrites(seen, OTHER, theirs)));
		assertArrayEquals(OTHER, bench.content().get("file").orElseThrow(), "the server can keep nobody from it");
		Eventually.holds(() -> assertEquals(List.of(Diagnostic.of(Code.REMOTE_WRITE_REPLACED, "file")), scan().problems()));
		Scan after = endpoint.scan(request(Optional.of(scan()), hint("other")), cancel);
		assertEquals(List.of(Diagnostic.of(Code.REMOTE_WRITE_REPLACED, "file")), after.problems(), "told once, and on");
	}

	/** Has {@code theirs} stand in "file" when ours comes, and returns what is told of that. */
	private Replaced replaced(byte[] theirs, Map<String, Object> versions) throws Exception {
		open(SandboxOptions.defaults());
		bench.write("file", HELLO);
		hinted().get(20, TimeUnit.SECONDS);
		Scan seen = settled();
		bench.faults(Map.of("holdUploads", 1));
		CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(
				() -> apply(seen, new MemorySource().with("file", OTHER), change(seen, "file", file(OTHER))), threads);
		Eventually.holds(() -> assertEquals(1, bench.calls("held uploads")));
		bench.faults(versions);
		bench.write("file", theirs);
		bench.faults(Map.of("holdUploads", 0));
		assertEquals(Map.of(), failures(outcome.get(60, TimeUnit.SECONDS)));
		Eventually.holds(() -> assertEquals(List.of(Diagnostic.of(Code.REMOTE_WRITE_REPLACED, "file")), scan().problems()));
		List<Replaced> due = endpoint.replaced(cancel);
		assertEquals(List.of(SyncPath.of("file")), due.stream().map(Replaced::path).toList());
		assertEquals(List.of(), endpoint.replaced(cancel), "each is due again later");
		return due.getFirst();
	}

	private void assertHadBack(byte[] expected, Replaced replaced) throws Exception {
		try (SourceFile file = endpoint.openReplaced(replaced, cancel).orElseThrow()) {
			assertArrayEquals(expected, file.read(0, file.size()).readAllBytes());
		}
	}

	private static Map<String, Object> versionsAfter(double seconds) {
		return Map.of("versions", seconds);
	}

	@Test
	void h5WhatWasReplacedIsHadBackFromTheVersions() throws Exception {
		byte[] theirs = "what somebody else wrote".getBytes(UTF_8);
		Replaced replaced = replaced(theirs, versionsAfter(0));
		assertHadBack(theirs, replaced);
		endpoint.rescued(replaced);
		assertEquals(List.of(Diagnostic.of(Code.REMOTE_WRITE_KEPT, "file")), scan().problems());
		assertEquals(Optional.empty(), endpoint.openReplaced(replaced, cancel), "it is kept");
	}

	@Test
	void h5AVersionOfOtherContentIsNotTakenForIt() throws Exception {
		byte[] theirs = OTHER.clone();
		theirs[0]++;
		Replaced replaced = replaced(theirs, versionsAfter(86_400));
		assertEquals(Optional.empty(), endpoint.openReplaced(replaced, cancel), "none is made yet");
		// A job that comes late copies what stands there by then.
		bench.faults(versionsAfter(0));
		bench.write("file", OTHER);
		assertEquals(Optional.empty(), endpoint.openReplaced(replaced, cancel), "of the same size alone");
		bench.write("file", theirs);
		assertHadBack(theirs, replaced);
	}

	@Test
	void h5WhatSomebodyWritesAfterUsIsNothingToTellOf() throws Exception {
		open(SandboxOptions.defaults());
		bench.write("file", HELLO);
		hinted().get(20, TimeUnit.SECONDS);
		Scan seen = settled();
		assertEquals(Map.of(),
				failures(apply(seen, new MemorySource().with("file", OTHER), change(seen, "file", file(OTHER)))));
		bench.write("file", "later".getBytes(UTF_8));
		CompletableFuture<Hint> heard = hinted();
		heard.get(20, TimeUnit.SECONDS);
		assertEquals(List.of(), settled().problems());
		assertArrayEquals("later".getBytes(UTF_8), bench.content().get("file").orElseThrow());
	}

	@Test
	void h5ALargeFileIsNotReplacedByOneThatWasOnItsWay() throws Exception {
		open(SandboxOptions.defaults());
		bench.write("file", HELLO);
		Scan seen = settled();
		byte[] theirs = "what somebody else wrote".getBytes(UTF_8);
		assertEquals(Map.of("file", Code.REMOTE_CHANGED_MEANWHILE),
				failures(whileSomebodyWrites(seen, pattern(3 << 20), theirs)));
		assertArrayEquals(theirs, bench.content().get("file").orElseThrow());
	}

	@Test
	void h5NothingIsSentUnderWhatIsNoFolder() throws Exception {
		open(SandboxOptions.defaults());
		Scan seen = scan();
		bench.write("folder", HELLO);
		Outcome outcome = apply(seen, new MemorySource().with("folder/deep/file", OTHER),
				make("folder", Directory.EMPTY), make("folder/deep", Directory.EMPTY),
				make("folder/deep/file", file(OTHER)));
		assertEquals(List.of("folder", "folder/deep", "folder/deep/file"),
				List.copyOf(failures(outcome).keySet()));
		assertEquals(new TreeSet<>(List.of("folder")), bench.content().keySet());
	}

	@Test
	void h6AnExistingNodeIsAddressedByTheNameItHas() throws Exception {
		open(SandboxOptions.defaults());
		bench.write(NFD, HELLO);
		Scan seen = settled();
		assertEquals(NFD, seen.identities().of(SyncPath.of(NFC)).orElseThrow().exactName());
		assertArrayEquals(HELLO,
				endpoint.open(SyncPath.of(NFC), seen.identities().of(SyncPath.of(NFC)).orElseThrow(), cancel)
						.read(0, 11).readAllBytes());
		assertAllDone(List.of(change(seen, NFC, file(OTHER))),
				apply(seen, new MemorySource().with(NFC, OTHER), change(seen, NFC, file(OTHER))));
		assertEquals(new TreeSet<>(List.of(NFD)), bench.content().keySet());
		Scan changed = settled();
		Move move = new Move(SyncPath.of(NFC), SyncPath.of("\u00e8.txt"), at(changed, NFC));
		assertAllDone(List.of(move), apply(changed, new MemorySource(), move));
		assertEquals(new TreeSet<>(List.of("\u00e8.txt")), bench.content().keySet());
		assertArrayEquals(OTHER, bench.content().get("\u00e8.txt").orElseThrow());
	}

	@Test
	void h6ASecondFormOfANameIsNeverSent() throws Exception {
		open(SandboxOptions.defaults());
		Scan seen = scan();
		bench.write(NFD, HELLO);
		bench.makeFolder("e\u0301");
		Outcome outcome = apply(seen, new MemorySource().with(NFC, OTHER), make(NFC, file(OTHER)));
		assertEquals(Map.of(NFC, Code.REMOTE_CHANGED_MEANWHILE), failures(outcome));
		assertArrayEquals(HELLO, bench.content().get(NFD).orElseThrow());
		assertAllDone(List.of(make("\u00e9", Directory.EMPTY)),
				apply(seen, new MemorySource(), make("\u00e9", Directory.EMPTY)));
		assertEquals(new TreeSet<>(List.of(NFD, "e\u0301")), bench.content().keySet());
	}

	@Test
	void h6TwoFormsOfANameBlockEachOther() throws Exception {
		open(SandboxOptions.defaults());
		bench.faults(Map.of("hazards", Map.of("H6", false)));
		bench.write(NFD, HELLO);
		bench.write(NFC, OTHER);
		bench.write("e\u0301/one", HELLO);
		bench.write("\u00e9/two", HELLO);
		Scan seen = scan();
		assertEquals(new Entry.Blocked(Reason.NAME_CLASH), Tree.at(seen.tree(), SyncPath.of(NFC)));
		assertEquals(new Entry.Blocked(Reason.NAME_CLASH), Tree.at(seen.tree(), SyncPath.of("\u00e9")));
		assertEquals(List.of(Diagnostic.of(Code.NAME_CLASH, "\u00e9"), Diagnostic.of(Code.NAME_CLASH, NFC)),
				seen.problems().stream().sorted((one, other) -> one.subject().compareTo(other.subject()))
						.toList());
		Scan again = endpoint.scan(request(Optional.of(seen), hint(NFC)), cancel);
		assertEquals(seen.tree(), again.tree());
	}

	@Test
	void aHintBelowAFolderThatIsGoneShowsThatFolderGone() throws Exception {
		open(SandboxOptions.defaults());
		for (String name : List.of("a", "b", "c")) {
			bench.write("docs/deep/sub/" + name, HELLO);
		}
		bench.write("docs/stays", HELLO);
		Scan seen = settled();
		bench.delete("docs/deep");
		for (Hint hint : List.of(hint("docs/deep/sub/a"), hint("docs/deep/sub/a", "docs/deep/sub/b", "docs/deep/sub/c"),
				hint("docs/deep/sub/a", "docs/stays"))) {
			Scan after = endpoint.scan(request(Optional.of(seen), hint), cancel);
			assertEquals(Entry.Absent.ABSENT, Tree.at(after.tree(), SyncPath.of("docs/deep")), hint.toString());
			assertEquals(at(seen, "docs/stays"), at(after, "docs/stays"));
			assertEquals(List.of(), after.problems());
		}
	}

	@Test
	void h7WhatIsHiddenIsNotDeleted() throws Exception {
		open(SandboxOptions.defaults());
		bench.write("hidden/file", HELLO);
		bench.write("gone", HELLO);
		bench.write("secret", HELLO);
		Scan seen = settled();
		bench.faults(Map.of("hide", List.of(bench.path("hidden"), bench.path("secret"))));
		bench.delete("gone");
		for (Hint hint : List.of(Hint.Everything.EVERYTHING, hint("hidden", "secret", "gone"),
				hint("hidden/file", "secret"))) {
			Scan after = endpoint.scan(request(Optional.of(seen), hint), cancel);
			assertEquals(new Entry.Blocked(Reason.HIDDEN), Tree.at(after.tree(), SyncPath.of("secret")));
			assertTrue(
					after.problems().stream().anyMatch(
							each -> each.code() == Code.REMOTE_HIDDEN && each.subject().equals("secret")),
					after.problems().toString());
		}
		Scan after = endpoint.scan(request(Optional.of(seen), Hint.Everything.EVERYTHING), cancel);
		assertEquals(new Entry.Blocked(Reason.HIDDEN), Tree.at(after.tree(), SyncPath.of("hidden")));
		assertEquals(Entry.Absent.ABSENT, Tree.at(after.tree(), SyncPath.of("gone")));
		bench.faults(Map.of("show", List.of(bench.path("hidden"), bench.path("secret"))));
		Scan shown = endpoint.scan(request(Optional.of(after), Hint.Everything.EVERYTHING), cancel);
		assertEquals(at(seen, "hidden/file"), at(shown, "hidden/file"));
		assertEquals(List.of(), shown.problems());
	}

	@Test
	void h8AChangedRootIsNoDeletion() throws Exception {
		open(SandboxOptions.defaults());
		bench.write("file", HELLO);
		Scan seen = settled();
		Endpoint whole = bench.factory().open(bench.address(CellsBench.WORKSPACE), bench.taskData(),
				EndpointSettings.DEFAULT);
		String rootId = whole.scan(request(Optional.empty(), Hint.Everything.EVERYTHING), cancel).rootId();
		bench.faults(Map.of("addRoot", Map.of("workspace", CellsBench.WORKSPACE, "name", "second")));
		EndpointException missing = assertThrows(EndpointException.class, this::scan);
		assertEquals(Code.REMOTE_ROOT_MISSING, missing.diagnostic().code());
		Outcome outcome = apply(seen, new MemorySource().with("new", HELLO), make("new", file(HELLO)));
		assertEquals(List.of(), outcome.results());
		assertEquals(Code.REMOTE_ROOT_MISSING, outcome.failure().orElseThrow().diagnostic().code());
		Scan other = whole.scan(request(Optional.empty(), Hint.Everything.EVERYTHING), cancel);
		assertNotEquals(rootId, other.rootId());
		whole.close();
	}

	@Test
	void h9ContentIsKnownBeforeTheServersHashIsRight() throws Exception {
		open(SandboxOptions.defaults().withHashDelay(java.time.Duration.ofSeconds(20)));
		bench.write("file", HELLO);
		Scan first = scan();
		assertEquals(file(HELLO), at(first, "file"));
		bench.write("file", OTHER);
		Scan second = endpoint.scan(request(Optional.of(first), hint("file")), cancel);
		assertEquals(file(OTHER), at(second, "file"));
		bench.write("file", new byte[0]);
		Scan third = endpoint.scan(request(Optional.of(second), hint("file")), cancel);
		assertNotEquals(file(OTHER), at(third, "file"));
	}

	@Test
	void h9AFileThatIsNotThereYetIsUnsettled() throws Exception {
		open(SandboxOptions.defaults());
		bench.somebody().begin(bench.path("arriving"));
		Scan seen = scan();
		assertEquals(new Entry.Blocked(Reason.UNSETTLED), at(seen, "arriving"));
		assertEquals(new TreeSet<>(List.of(SyncPath.of("arriving"))), seen.lookAgain());
	}

	@Test
	void h9StructuredStorageIsWaitedFor() throws Exception {
		open(SandboxOptions.defaults().withStorage(Storage.STRUCTURED)
				.withHashDelay(java.time.Duration.ofSeconds(1)));
		Scan[] last = { scan() };
		for (int round = 0; round < 5; round++) {
			byte[] content = ("round " + round + " ".repeat(round)).getBytes(UTF_8);
			bench.write("file", content);
			Eventually.holds(() -> {
				Scan next = endpoint.scan(request(Optional.of(last[0]), hint("file")), cancel);
				assertTrue(next.lookAgain().isEmpty() || at(next, "file").exists());
				last[0] = next;
				assertEquals(file(content), Tree.at(next.tree(), SyncPath.of("file")));
			});
		}
	}

	@Test
	void h10OldAndNewFilesOfAnOldFamilyAreBothKnown() throws Exception {
		open(SandboxOptions.defaults(), "other-family", EndpointSettings.DEFAULT);
		Endpoint archive = bench.factory().open(bench.address("other-family/archive"), bench.taskData(),
				EndpointSettings.DEFAULT);
		Scan old = archive.scan(request(Optional.empty(), Hint.Everything.EVERYTHING), cancel);
		assertEquals(file("Dear reader,\n".getBytes(UTF_8)), at(old, "letters/letter.txt"));
		Scan seen = scan();
		assertAllDone(List.of(make("new", file(HELLO))),
				apply(seen, new MemorySource().with("new", HELLO), make("new", file(HELLO))));
		Eventually.holds(
				() -> assertEquals("\"" + digest(HELLO).hex() + "\"", bench.somebody().read(bench.path("new"))
						.map(node -> node.getMetaStoreOrDefault("x-cells-hash", "")).orElse("")));
		assertEquals(file(HELLO), at(scan(), "new"));
		archive.close();
	}

	@Test
	void h11AHashOfOtherPartsIsNotTheContents() throws Exception {
		open(SandboxOptions.defaults());
		byte[] content = pattern(25 << 20);
		bench.somebody().putInParts(bench.path("odd parts"), content, 5 << 20);
		bench.somebody().putInParts(bench.path("even parts"), content, 10 << 20);
		awaitHash("odd parts");
		awaitHash("even parts");
		Scan seen = scan();
		assertInstanceOf(Unread.class, ((Entry.File) at(seen, "odd parts")).content());
		assertEquals(file(content), at(seen, "even parts"));
		assertEquals(Map.of(seen.identities().of(SyncPath.of("even parts")).orElseThrow().version(),
				digest(content)), seen.learnt());
		SortedSet<SyncPath> odd = new TreeSet<>(List.of(SyncPath.of("odd parts")));
		long before = bench.calls("S3 GET");
		assertEquals(Map.of(SyncPath.of("odd parts"), digest(content)),
				endpoint.prove(seen, odd, new MemorySource().with("odd parts", content), cancel));
		assertEquals(before, bench.calls("S3 GET"), "the file of the other end is proof enough");
		byte[] different = content.clone();
		different[0]++;
		assertEquals(Map.of(SyncPath.of("odd parts"), digest(content)),
				endpoint.prove(seen, odd, new MemorySource().with("odd parts", different), cancel));
		assertEquals(before + 1, bench.calls("S3 GET"));
	}

	@Test
	void h11AKnownVersionIsNotAskedForAgain() throws Exception {
		open(SandboxOptions.defaults());
		byte[] content = pattern(25 << 20);
		bench.somebody().putInParts(bench.path("odd parts"), content, 5 << 20);
		awaitHash("odd parts");
		String version = scan().identities().of(SyncPath.of("odd parts")).orElseThrow().version();
		KnownContent known = asked -> asked.equals(version)
				? Optional.of(new KnownContent.Proven(digest(content), java.time.Instant.now()))
				: Optional.empty();
		Scan seen = endpoint.scan(new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING,
				Directory.EMPTY, Identities.NONE, known, (path, directory) -> false), cancel);
		assertEquals(file(content), at(seen, "odd parts"));
	}

	@Test
	void h12AMoveChangesNoVersion() throws Exception {
		open(SandboxOptions.defaults());
		bench.write("from/a", HELLO);
		Scan seen = settled();
		Move move = new Move(SyncPath.of("from"), SyncPath.of("to"), at(seen, "from"));
		Outcome outcome = apply(seen, new MemorySource(), move);
		assertAllDone(List.of(move), outcome);
		Scan after = settled();
		assertEquals(seen.identities().of(SyncPath.of("from/a")), after.identities().of(SyncPath.of("to/a")));
		assertEquals(at(seen, "from"), at(after, "to"));
	}

	@Test
	void h14WhatAMovedFolderLostCanBeSentAgain() throws Exception {
		open(SandboxOptions.defaults().withStorage(Storage.STRUCTURED));
		bench.faults(Map.of("moveLossShare", 1));
		for (int i = 0; i < 8; i++) {
			bench.write("from/sub" + i % 2 + "/file" + i, HELLO);
		}
		Scan seen = settled();
		Move move = new Move(SyncPath.of("from"), SyncPath.of("to"), at(seen, "from"));
		assertAllDone(List.of(move), apply(seen, new MemorySource(), move));
		Scan[] after = { null };
		Eventually.holds(() -> {
			after[0] = scan();
			assertFalse(Tree.at(after[0].tree(), SyncPath.of("from")).exists());
			assertTrue(Tree.count(at(after[0], "to")) < Tree.count(at(seen, "from")),
					"the server lost nothing");
		});
		List<Step> steps = new ArrayList<>();
		MemorySource source = new MemorySource();
		Tree.walk(SyncPath.of("to"), at(seen, "from"), (path, entry) -> {
			if (!Tree.at(after[0].tree(), path).exists()) {
				steps.add(new Change(path, new Entry.Blocked(Reason.LOST_AFTER_MOVE),
						entry instanceof Directory ? Directory.EMPTY : entry));
				source.with(path.value(), HELLO);
			}
		});
		assertAllDone(steps, endpoint.apply(after[0], steps, source, StepObserver.NONE, cancel));
		Eventually.holds(() -> assertEquals(at(seen, "from"), Tree.at(scan().tree(), SyncPath.of("to"))));
	}

	@Test
	void anUnchangedFileCostsNothing() throws Exception {
		open(SandboxOptions.defaults());
		for (int i = 0; i < 50; i++) {
			bench.write("folder" + i % 5 + "/file" + i, HELLO);
		}
		Scan seen = settled();
		long listings = bench.calls("tree.NodeProvider/ListNodes");
		long reads = bench.calls("tree.NodeProvider/ReadNode");
		Scan again = endpoint.scan(request(Optional.of(seen), Hint.Everything.EVERYTHING), cancel);
		assertEquals(seen.tree(), again.tree());
		assertEquals(listings + 1, bench.calls("tree.NodeProvider/ListNodes"));
		assertTrue(bench.calls("tree.NodeProvider/ReadNode") <= reads + 1);
		assertEquals(0, bench.calls("S3 GET"));
	}

	@Test
	void manyDeletionsAreOneCallIntoTheRecycleBin() throws Exception {
		open(SandboxOptions.defaults());
		List<Step> steps = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			bench.write("folder" + i % 3 + "/file" + i, HELLO);
		}
		Scan seen = settled();
		Tree.walk(SyncPath.ROOT, seen.tree(), (path, entry) -> {
			if (entry instanceof Entry.File) {
				steps.add(new Change(path, entry, Entry.Absent.ABSENT));
			}
		});
		assertAllDone(steps, endpoint.apply(seen, steps, new MemorySource(), StepObserver.NONE, cancel));
		assertEquals(1, bench.calls("REST delete"));
		assertEquals(new TreeSet<>(List.of("folder0", "folder1", "folder2")), bench.content().keySet());
		assertEquals(30, bench.somebody().list(CellsBench.WORKSPACE + "/recycle_bin").stream()
				.map(Node::getPath).count());
	}

	@Test
	void withoutARecycleBinADeletionWaitsUntilItIsAllowed() throws Exception {
		open(SandboxOptions.defaults());
		bench.write("folder/file", HELLO);
		bench.write("file", HELLO);
		Scan seen = settled();
		bench.faults(Map.of("fail", List.of(Map.of("method", "REST delete", "calls", 10, "answer",
				Map.of("http", Map.of("status", 404, "code", "NotFound", "message", "no such call"))))));
		List<Step> steps = List.of(change(seen, "file", Entry.Absent.ABSENT),
				change(seen, "folder", Entry.Absent.ABSENT));
		Outcome refused = endpoint.apply(seen, steps, new MemorySource(), StepObserver.NONE, cancel);
		assertEquals(Map.of("file", Code.REMOTE_NO_RECYCLE_BIN, "folder", Code.REMOTE_NO_RECYCLE_BIN),
				failures(refused));
		assertEquals(3, bench.content().size());
		EndpointSettings allowed = EndpointSettings.DEFAULT.withPermanentDeletion(true);
		Endpoint permanent = bench.factory().open(bench.address(bench.path("").replaceAll("/$", "")),
				bench.taskData(), allowed);
		assertAllDone(steps, permanent.apply(seen, steps, new MemorySource(), StepObserver.NONE, cancel));
		assertEquals(0, bench.content().size());
		permanent.close();
	}

	@Test
	void aLargeFileIsSentInPartsThatTheServersHashIsRightFor() throws Exception {
		open(SandboxOptions.defaults());
		byte[] content = pattern((230 << 20) + 5);
		Scan seen = scan();
		MemorySource source = new MemorySource().with("large", content);
		long[] sent = { 0 };
		Outcome outcome = endpoint.apply(seen,
				List.of(make("large", new Entry.File(new Unread(1, 2), content.length, false))), source,
				new StepObserver() {
					@Override
					public synchronized void transferred(SyncPath path, long bytes) {
						sent[0] += bytes;
					}

					@Override
					public void finished(StepResult result) {
						// The outcome tells.
					}
				}, cancel);
		StepResult.Done done = assertInstanceOf(StepResult.Done.class, outcome.results().getFirst());
		assertEquals(file(content), done.entry());
		assertEquals(content.length, sent[0]);
		assertEquals(3, bench.calls("S3 PUT part"));
		Eventually.holds(() -> {
			Node node = bench.somebody().read(bench.path("large")).orElseThrow();
			assertEquals("\"" + digest(content).hex() + "\"", node.getMetaStoreOrDefault("x-cells-hash", ""));
			assertEquals(done.identity().version(),
					scan().identities().of(SyncPath.of("large")).orElseThrow().version());
		});
	}

	@Test
	void anUploadInPartsThatFailsLeavesNothingBehind() throws Exception {
		open(SandboxOptions.defaults());
		byte[] content = pattern(101 << 20);
		bench.write("old", HELLO);
		Scan seen = settled();
		Outcome changing = apply(seen,
				new MemorySource().withChanging("new", content).withChanging("old", content),
				make("new", new Entry.File(new Unread(1, 2), content.length, false)),
				change(seen, "old", new Entry.File(new Unread(1, 3), content.length, false)));
		assertEquals(Map.of("new", Code.LOCAL_CHANGED_MEANWHILE, "old", Code.LOCAL_CHANGED_MEANWHILE),
				failures(changing));
		bench.faults(Map.of("fail",
				List.of(Map.of("method", "S3 PUT part", "calls", 50, "answer", Map.of("http", Map.of("status",
						503, "code", "XMinioBackendDown", "message", "Object storage is unreachable"))))));
		Outcome failing = apply(seen, new MemorySource().with("new", content),
				make("new", new Entry.File(new Unread(1, 2), content.length, false)));
		assertEquals(Map.of("new", Code.SERVER_ERROR), failures(failing));
		assertEquals(3, bench.calls("S3 DELETE uploadId"));
		assertEquals(new TreeSet<>(List.of("old")), bench.content().keySet());
		assertArrayEquals(HELLO, bench.content().get("old").orElseThrow());
	}

	@Test
	void aFileThatChangesWhileItIsSentIsNotSent() throws Exception {
		open(SandboxOptions.defaults());
		byte[] content = pattern(5 << 20);
		bench.write("old", HELLO);
		Scan seen = settled();
		Outcome outcome = apply(seen,
				new MemorySource().withChanging("new", content).withChanging("old", content),
				make("new", new Entry.File(new Unread(1, 2), content.length, false)),
				change(seen, "old", new Entry.File(new Unread(1, 3), content.length, false)));
		assertEquals(Map.of("new", Code.LOCAL_CHANGED_MEANWHILE, "old", Code.LOCAL_CHANGED_MEANWHILE),
				failures(outcome));
		Eventually.holds(() -> assertEquals(new TreeSet<>(List.of("old")), bench.content().keySet()));
		assertArrayEquals(HELLO, bench.content().get("old").orElseThrow());
	}

	@Test
	void anUploadThatAFormerProcessLeftOpenIsEnded() throws Exception {
		open(SandboxOptions.defaults());
		String id = bench.somebody().begin(bench.path("left"));
		Files.writeString(bench.taskData().resolve("open-uploads"),
				"{\"id\":\"" + id + "\",\"begun\":\"2026-01-01T00:00:00Z\",\"sent\":{\"path\":\"left\",\"item\":\"left\","
						+ "\"version\":\"1\",\"size\":1,\"part\":1},\"etags\":{}}\n");
		// What is no file yet is not one that somebody else made.
		assertEquals(Directory.EMPTY, scan().tree());
		endpoint.endUnfinished(new TreeSet<>(), cancel);
		assertFalse(Files.exists(bench.taskData().resolve("open-uploads")));
		assertEquals(Directory.EMPTY, scan().tree());
		assertEquals(1, bench.calls("S3 DELETE uploadId"));
	}

	@Test
	void aBrokenConnectionIsMetAgain() throws Exception {
		open(SandboxOptions.defaults());
		Scan seen = scan();
		for (String answer : List.of("reset", "lostReply")) {
			bench.faults(Map.of("fail", List.of(Map.of("method", "S3 PUT", "calls", 1, "answer", answer))));
			Change step = make(answer, file(HELLO));
			assertAllDone(List.of(step), apply(seen, new MemorySource().with(answer, HELLO), step));
		}
		byte[] content = pattern(3 << 20);
		bench.write("large", content);
		Scan large = settled();
		bench.faults(Map.of("fail", List.of(Map.of("method", "S3 GET", "calls", 1, "answer", "halfBody"))));
		Identity identity = large.identities().of(SyncPath.of("large")).orElseThrow();
		assertArrayEquals(content,
				endpoint.open(SyncPath.of("large"), identity, cancel).read(0, content.length).readAllBytes());
	}

	@Test
	void aServerThatFailsOneFileIsNotOutOfOrder() throws Exception {
		open(SandboxOptions.defaults());
		Scan seen = scan();
		bench.faults(Map.of("fail",
				List.of(Map.of("method", "S3 PUT", "calls", 1, "answer", Map.of("http", Map.of("status", 503,
						"code", "XMinioBackendDown", "message", "Object storage backend is unreachable"))))));
		List<Step> steps = List.of(make("a", file(HELLO)), make("b", file(HELLO)), make("c", file(HELLO)));
		Outcome outcome = endpoint.apply(seen, steps,
				new MemorySource().with("a", HELLO).with("b", HELLO).with("c", HELLO), StepObserver.NONE,
				cancel);
		assertEquals(Optional.empty(), outcome.failure());
		assertEquals(1, failures(outcome).size());
		assertEquals(3, outcome.results().size());
	}

	@Test
	void aServerThatIsAwayEndsAllWithWhatWasDone(@TempDir Path directory) throws Exception {
		open(SandboxOptions.defaults().withDirectory(directory));
		Scan seen = scan();
		List<Step> steps = new ArrayList<>();
		MemorySource source = new MemorySource();
		for (int i = 0; i < 500; i++) {
			steps.add(make("file" + i, file(HELLO)));
			source.with("file" + i, HELLO);
		}
		int[] finished = { 0 };
		Outcome outcome = endpoint.apply(seen, steps, source, new StepObserver() {
			@Override
			public void transferred(SyncPath path, long bytes) {
				// Finished files are counted.
			}

			@Override
			public synchronized void finished(StepResult result) {
				if (++finished[0] == 50) {
					try {
						bench.sandbox().close();
					} catch (java.io.IOException e) {
						throw new java.io.UncheckedIOException(e);
					}
				}
			}
		}, cancel);
		assertTrue(outcome.failure().isPresent());
		assertEquals(Code.SERVER_UNREACHABLE, outcome.failure().get().diagnostic().code());
		assertTrue(outcome.results().size() >= 50 && outcome.results().size() < 500,
				outcome.results().size() + " results");
		EndpointException away = assertThrows(EndpointException.class, this::scan);
		assertEquals(Code.SERVER_UNREACHABLE, away.diagnostic().code());
	}

	@Test
	void aListingThatBreaksOffIsNoTree() throws Exception {
		open(SandboxOptions.defaults());
		for (int i = 0; i < 20; i++) {
			bench.write("file" + i, HELLO);
		}
		settled();
		bench.faults(Map.of("fail",
				List.of(Map.of("method", "tree.NodeProvider/ListNodes", "calls", 1, "answer", "halfBody"))));
		assertThrows(EndpointException.class, this::scan);
	}

	@Test
	void aFolderOfAnAccountThatIsSignedOutIsNotCalledAnAccount() throws Exception {
		open(SandboxOptions.defaults());
		bench.faults(Map.of("revokeTokens", true));
		EndpointException refused = assertThrows(EndpointException.class,
				() -> bench.factory().check(bench.address("common-files"), true, cancel));
		assertEquals(Code.SIGNED_OUT, refused.diagnostic().code());
		assertEquals(bench.accounts().account().id(), refused.diagnostic().subject());
	}

	@Test
	void aReadOnlyWorkspaceIsRefusedAndNeverWritten() throws Exception {
		open(SandboxOptions.defaults());
		EndpointException refused = assertThrows(EndpointException.class,
				() -> bench.factory().check(bench.address("read-only/manual"), true, cancel));
		assertEquals(Code.REMOTE_ROOT_NOT_WRITABLE, refused.diagnostic().code());
		assertEquals(bench.address("read-only/manual"),
				bench.factory().check(bench.address("read-only/manual"), false, cancel));
		assertThrows(EndpointException.class, () -> bench.factory().check(bench.address("read-only/new"), false, cancel));
		Endpoint readOnly = bench.factory().open(bench.address("read-only"), bench.taskData(),
				EndpointSettings.DEFAULT);
		Scan seen = readOnly.scan(request(Optional.empty(), Hint.Everything.EVERYTHING), cancel);
		assertFalse(seen.identities().of(SyncPath.of("manual")).orElseThrow().writable());
		List<Step> steps = List.of(make("new", file(HELLO)), make("manual/new", file(HELLO)),
				make("folder", Directory.EMPTY), change(seen, "welcome.txt", file(HELLO)),
				change(seen, "manual/chapter 1.txt", Entry.Absent.ABSENT),
				new Move(SyncPath.of("manual"), SyncPath.of("moved"), at(seen, "manual")));
		MemorySource source = new MemorySource().with("new", HELLO).with("manual/new", HELLO)
				.with("welcome.txt", HELLO);
		Outcome outcome = readOnly.apply(seen, steps, source, StepObserver.NONE, cancel);
		assertEquals(List.of(Code.REMOTE_NOT_WRITABLE),
				failures(outcome).values().stream().distinct().toList());
		assertEquals(6, failures(outcome).size());
		assertEquals(0, bench.calls("S3 PUT") + bench.calls("REST delete")
				+ bench.calls("tree.NodeReceiver/UpdateNode"));
		readOnly.close();
	}

	@Test
	void whatIsBeyondTheQuotaIsNotSent() throws Exception {
		open(SandboxOptions.defaults());
		Scan seen = scan();
		bench.faults(Map.of("quota", Map.of("workspace", CellsBench.WORKSPACE, "bytes", 2000)));
		byte[] large = pattern(3000);
		Outcome outcome = apply(seen, new MemorySource().with("large", large).with("small", HELLO),
				make("large", file(large)), make("small", file(HELLO)));
		assertEquals(Map.of("large", Code.REMOTE_QUOTA_EXCEEDED), failures(outcome));
		assertEquals(1, bench.calls("S3 PUT"));
	}

	@Test
	void aTasksFolderIsCheckedAndMade() throws Exception {
		open(SandboxOptions.defaults());
		assertFalse(bench.factory().examine(bench.address("common-files/bench/new"), cancel));
		assertEquals(new TreeSet<>(), bench.content().keySet());
		assertEquals(bench.address("common-files/bench/new"),
				bench.factory().check(bench.address("/common-files/bench/new/"), true, cancel));
		assertEquals(new TreeSet<>(List.of("new")), bench.content().keySet());
		assertTrue(bench.factory().examine(bench.address("common-files/bench/new"), cancel));
		bench.write("file", HELLO);
		bench.makeFolder("e\u0301");
		assertEquals(bench.address("common-files/bench/e\u0301"),
				bench.factory().check(bench.address("common-files/bench/\u00e9"), true, cancel));
		for (String path : List.of("common-files/bench/no/deep", "common-files/bench/file",
				"common-files/bench/file/x")) {
			EndpointException missing = assertThrows(EndpointException.class,
					() -> bench.factory().check(bench.address(path), true, cancel), path);
			assertEquals(Code.REMOTE_ROOT_MISSING, missing.diagnostic().code());
			EndpointException looked = assertThrows(EndpointException.class,
					() -> bench.factory().examine(bench.address(path), cancel), path);
			assertEquals(Code.REMOTE_ROOT_MISSING, looked.diagnostic().code());
		}
		EndpointException gone = assertThrows(EndpointException.class,
				() -> bench.factory().check(bench.address("nowhere/x"), true, cancel));
		assertEquals(Code.WORKSPACE_GONE, gone.diagnostic().code());
		var nobody = new org.cellssync.api.endpoint.EndpointAddress("cells", "https://nobody@localhost",
				"common-files");
		EndpointException unknown = assertThrows(EndpointException.class,
				() -> bench.factory().check(nobody, true, cancel));
		assertEquals(Code.ACCOUNT_UNKNOWN, unknown.diagnostic().code());
	}

	@Test
	void ourOwnChangesAreHintedToLaterAndTogether() throws Exception {
		open(SandboxOptions.defaults());
		Scan seen = scan();
		assertEquals(Hint.Everything.EVERYTHING, hinted().get(20, TimeUnit.SECONDS));
		List<Step> steps = List.of(make("a", file(HELLO)), make("b", file(HELLO)), make("c", file(HELLO)));
		CompletableFuture<Hint> own = hinted();
		assertAllDone(steps,
				endpoint.apply(seen, steps,
						new MemorySource().with("a", HELLO).with("b", HELLO).with("c", HELLO),
						StepObserver.NONE, cancel));
		Hint hint = own.get(20, TimeUnit.SECONDS);
		while (!(hint instanceof Hint.Paths paths && paths.paths()
				.containsAll(List.of(SyncPath.of("a"), SyncPath.of("b"), SyncPath.of("c"))))) {
			hint = hint.and(hinted().get(20, TimeUnit.SECONDS));
		}
		Scan after = endpoint.scan(request(Optional.of(seen), hint), cancel);
		assertEquals(file(HELLO), at(after, "b"));
		assertTrue(after.identities().of(SyncPath.of("b")).orElseThrow().hasId());
	}

	@Test
	void everyNameTheServerHoldsGoesThere() throws Exception {
		open(SandboxOptions.defaults());
		List<String> names = List.of("back\\slash", "tab\there", "new\nline", "dot.", "blank ",
				"a".repeat(255), "\u00e9".repeat(200), "100%", "%2F", "a+b", "#?&=;:@,", "'\"`", "~.~",
				"*|<>", "\ud83d\ude00", "..a", "-", "a//".substring(0, 1) + "b");
		MemorySource source = new MemorySource();
		List<Step> steps = new ArrayList<>(List.of(make("odd %+#", Directory.EMPTY)));
		for (String name : names) {
			source.with("odd %+#/" + name, name.getBytes(UTF_8));
			steps.add(make("odd %+#/" + name, file(name.getBytes(UTF_8))));
		}
		assertAllDone(steps, endpoint.apply(scan(), steps, source, StepObserver.NONE, cancel));
		Scan seen = settled();
		assertEquals(new TreeSet<>(names),
				((Directory) at(seen, "odd %+#")).size() == names.size() ? names(seen, "odd %+#") : null);
		for (String name : names) {
			SyncPath path = SyncPath.of("odd %+#").child(name);
			byte[] read = endpoint.open(path, seen.identities().of(path).orElseThrow(), cancel)
					.read(0, name.getBytes(UTF_8).length).readAllBytes();
			assertEquals(name, new String(read, UTF_8));
		}
		Change deletion = change(seen, "odd %+#", Entry.Absent.ABSENT);
		assertAllDone(List.of(deletion), apply(seen, new MemorySource(), deletion));
	}

	@Test
	void clearTextWorksAlike() throws Exception {
		open(SandboxOptions.defaults().withTls(false));
		Scan seen = scan();
		byte[] content = pattern(5 << 20);
		assertAllDone(List.of(make("file", file(content))),
				apply(seen, new MemorySource().with("file", content), make("file", file(content))));
		assertArrayEquals(content, bench.content().get("file").orElseThrow());
	}

	private static SortedSet<String> names(Scan seen, String folder) {
		SortedSet<String> names = new TreeSet<>();
		((Directory) at(seen, folder)).forEach((name, entry) -> names.add(name));
		return names;
	}

	private CompletableFuture<Hint> hinted() {
		return CompletableFuture.supplyAsync(this::awaitChange, threads);
	}

	private Hint awaitChange() {
		try {
			return endpoint.awaitChange(cancel);
		} catch (EndpointException e) {
			throw new IllegalStateException(e);
		}
	}

	private String theirName() {
		return bench.sandbox().users().get(1).name();
	}

	private void awaitHash(String path) throws Exception {
		Eventually.holds(() -> assertTrue(bench.somebody().read(bench.path(path))
				.filter(node -> node.containsMetaStore("x-cells-hash")).isPresent()));
	}

	private Scan scan() throws EndpointException {
		return endpoint.scan(request(Optional.empty(), Hint.Everything.EVERYTHING), cancel);
	}

	private Scan settled() throws Exception {
		Scan[] scan = { null };
		Eventually.holds(() -> {
			scan[0] = scan();
			assertTrue(scan[0].lookAgain().isEmpty(), () -> scan[0].lookAgain().toString());
		});
		return scan[0];
	}

	private static ScanRequest request(Optional<Scan> last, Hint hint) {
		return new ScanRequest(last, hint, last.map(Scan::tree).orElse(Directory.EMPTY),
				last.map(Scan::identities).orElse(Identities.NONE), KnownContent.NONE,
				(path, directory) -> false);
	}

	private Outcome apply(Scan seen, ContentSource source, Step... steps) {
		return endpoint.apply(seen, List.of(steps), source, StepObserver.NONE, cancel);
	}

	private static Hint hint(String... paths) {
		return Hint.at(Arrays.stream(paths).map(SyncPath::of).toList());
	}

	private static Change make(String path, Entry after) {
		return new Change(new SyncPath(path), Entry.Absent.ABSENT, after);
	}

	private static Change change(Scan seen, String path, Entry after) {
		return new Change(SyncPath.of(path), at(seen, path), after);
	}

	private static Entry at(Scan seen, String path) {
		Entry entry = Tree.at(seen.tree(), SyncPath.of(path));
		assertTrue(entry.exists(), () -> path + " was not seen in " + seen.tree());
		return entry;
	}

	private static Entry.File file(byte[] content) {
		return new Entry.File(digest(content), content.length, false);
	}

	private static Digest digest(byte[] content) {
		BlockDigest digest = new BlockDigest();
		digest.update(content, 0, content.length);
		return Digest.of(digest.digest());
	}

	private static byte[] pattern(int size) {
		byte[] bytes = new byte[size];
		for (int i = 0; i < size; i++) {
			bytes[i] = (byte) (i * 31 + (i >> 8) * 7 + (i >> 16) * 13);
		}
		return bytes;
	}

	private static void assertAllDone(List<Step> steps, Outcome outcome) {
		assertEquals(Map.of(), failures(outcome));
		assertEquals(Optional.empty(), outcome.failure());
		assertEquals(steps.size(), outcome.results().size());
	}

	private static Map<String, Code> failures(Outcome outcome) {
		Map<String, Code> failures = new java.util.TreeMap<>();
		for (StepResult result : outcome.results()) {
			if (result instanceof StepResult.Failed failed) {
				failures.put(result.step().path().value(), failed.diagnostic().code());
			}
		}
		return failures;
	}
}
