package org.cellssync.store.lmdb.internal;

import static org.cellssync.store.lmdb.internal.CommitBuilder.TIME;
import static org.cellssync.store.lmdb.internal.CommitBuilder.file;
import static org.cellssync.store.lmdb.internal.CommitBuilder.folder;
import static org.cellssync.store.lmdb.internal.CommitBuilder.left;
import static org.cellssync.store.lmdb.internal.CommitBuilder.right;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.state.Agreed;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryEntry.Operation;
import org.cellssync.api.state.HistoryEntry.Outcome;
import org.cellssync.api.state.HistoryQuery;
import org.cellssync.api.state.KnownContent.Proven;
import org.cellssync.api.state.StateException;
import org.cellssync.api.state.TaskState;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LmdbTaskStateTest {

	@TempDir
	Path folder;

	private final AtomicReference<Instant> now = new AtomicReference<>(TIME);
	private final LmdbStateStore store = new LmdbStateStore(now::get);
	private TaskState state;

	@BeforeEach
	void open() throws StateException {
		state = store.open(folder);
	}

	@AfterEach
	void close() {
		state.close();
	}

	private void reopen() throws StateException {
		state.close();
		state = store.open(folder);
	}

	@Test
	void beginsEmpty() {
		Agreed agreed = state.agreed();
		assertAll(() -> assertEquals(Entry.Absent.ABSENT, agreed.tree()),
				() -> assertEquals(0, agreed.local().size()),
				() -> assertEquals(Optional.empty(), state.known(Side.LOCAL).of("v")),
				() -> assertEquals(Map.of(), state.notes()), () -> assertEquals(List.of(), history()),
				() -> assertEquals(Optional.empty(), state.setAside()));
	}

	@Test
	void keepsTheAncestorWithIdentities() throws StateException {
		state.commit(new CommitBuilder().agreed("", folder(), left("", 1), right("", 1))
				.agreed("docs", folder(), left("docs", 2), right("docs", 2))
				.agreed("docs/a.txt", file(3), left("a.txt", 3), null)
				.agreed("docs/é.txt", file(4), left("e\u0301.txt", 4), right("é.txt", 4))
				.agreed("docs-old", new Entry.Link("docs"), null, right("docs-old", 5))
				.agreed("docs/empty", folder()).build());
		reopen();
		Agreed agreed = state.agreed();
		Directory docs = Directory
				.of(new TreeMap<>(Map.of("a.txt", file(3), "é.txt", file(4), "empty", folder())));
		assertEquals(Directory.of(new TreeMap<>(Map.of("docs", docs, "docs-old", new Entry.Link("docs")))),
				agreed.tree());
		assertEquals(Optional.of(left("e\u0301.txt", 4)), agreed.local().of(SyncPath.of("docs/é.txt")));
		assertEquals(Optional.of(right("é.txt", 4)), agreed.remote().of(SyncPath.of("docs/é.txt")));
		assertEquals(Optional.of(left("", 1)), agreed.local().of(SyncPath.ROOT));
		assertEquals(Optional.empty(), agreed.remote().of(SyncPath.of("docs/a.txt")));
		assertEquals(4, agreed.local().size());
		assertEquals(4, agreed.remote().size());
	}

	@Test
	void tellsAnEmptyFolderFromNoAgreement() throws StateException {
		state.commit(new CommitBuilder().agreed("", folder()).build());
		assertEquals(Directory.EMPTY, state.agreed().tree());
		state.commit(new CommitBuilder().removed("").build());
		assertEquals(Entry.Absent.ABSENT, state.agreed().tree());
	}

	@Test
	void replacesAndRemovesSinglePaths() throws StateException {
		state.commit(new CommitBuilder().agreed("a", folder()).agreed("a/x", file(1)).agreed("a/y", file(2))
				.build());
		state.commit(new CommitBuilder().agreed("a/x", file(9)).removed("a/y").removed("a/never").build());
		reopen();
		assertEquals(Tree.with(Directory.EMPTY, SyncPath.of("a/x"), file(9)), state.agreed().tree());
	}

	@Test
	void removesAPathAndNotWhatIsBelow() throws StateException {
		state.commit(new CommitBuilder().agreed("a", folder()).agreed("a/x", file(1)).build());
		state.commit(new CommitBuilder().removed("a").build());
		assertEquals(Tree.with(Directory.EMPTY, SyncPath.of("a/x"), file(1)), state.agreed().tree());
	}

	@Test
	void forgetsWhatWasBelowAFolderThatBecameAFile() throws StateException {
		String deep = "a/" + "long ".repeat(120).strip();
		state.commit(new CommitBuilder().agreed("a", folder()).agreed("a/x", file(1)).agreed("a/y/z", file(2))
				.agreed(deep, file(3)).agreed("a-b", file(4)).agreed("b/a", file(5)).build());
		state.commit(new CommitBuilder().agreed("a", file(6)).build());
		state.commit(new CommitBuilder().agreed("a", folder()).build());
		Directory b = Directory.of(new TreeMap<>(Map.of("a", file(5))));
		assertEquals(Directory.of(new TreeMap<>(Map.of("a", folder(), "a-b", file(4), "b", b))),
				state.agreed().tree());
	}

	@Test
	void forgetsWhatWasBelowALongFolderThatBecameAFile() throws StateException {
		String parent = "p/" + "é".repeat(300);
		state.commit(new CommitBuilder().agreed(parent, folder()).agreed(parent + "/x", file(1))
				.agreed(parent + "y", file(2))
				.agreed("p/z", file(3)).build());
		state.commit(new CommitBuilder().agreed(parent, file(4)).build());
		state.commit(new CommitBuilder().agreed(parent, folder()).build());
		Map<String, Entry> children = Map.of("é".repeat(300), folder(), "é".repeat(300) + "y", file(2), "z",
				file(3));
		assertEquals(Directory.of(new TreeMap<>(Map.of("p", Directory.of(new TreeMap<>(children))))),
				state.agreed().tree());
	}

	@Test
	void keepsPathsLongerThanKeys() throws StateException {
		Entry expected = Directory.EMPTY;
		CommitBuilder commit = new CommitBuilder();
		for (int depth = 1; depth <= 60; depth++) {
			String path = "segment number/".repeat(depth) + "file é " + depth;
			commit.agreed(path, file(depth), left("file é " + depth, depth), null);
			expected = Tree.with(expected, SyncPath.of(path), file(depth));
		}
		state.commit(commit.build());
		reopen();
		assertEquals(expected, state.agreed().tree());
		assertEquals(60, state.agreed().local().size());
	}

	@Test
	void sortsNamesAsTreesDo() throws StateException {
		Entry expected = Directory.EMPTY;
		CommitBuilder commit = new CommitBuilder();
		// UTF-8 sorts the last two the other way round than Java does.
		for (String path : new String[] { "a", "a b/c", "a/b", "a.b", "a/b c/d", "\t", "\uFF5E",
				"\uD83D\uDE00" }) {
			if (!path.equals("a")) {
				commit.agreed(path, file(path.length()));
				expected = Tree.with(expected, SyncPath.of(path), file(path.length()));
			}
		}
		state.commit(commit.build());
		assertEquals(expected, state.agreed().tree());
	}

	@Test
	void keepsDigestsOfVersionsBySide() throws StateException {
		Instant observed = Instant.parse("2026-03-01T10:00:00.500Z");
		state.commit(new CommitBuilder().known(Side.LOCAL, "v1", new Digest(1, 2), observed)
				.known(Side.REMOTE, "v".repeat(2000), new Digest(3, 4), observed).build());
		reopen();
		assertEquals(Optional.of(new Proven(new Digest(1, 2), observed)), state.known(Side.LOCAL).of("v1"));
		assertEquals(Optional.empty(), state.known(Side.REMOTE).of("v1"));
		assertEquals(Optional.of(new Proven(new Digest(3, 4), observed)),
				state.known(Side.REMOTE).of("v".repeat(2000)));
	}

	@Test
	void keepsNotesSorted() throws StateException {
		state.commit(new CommitBuilder().note("b", "2").note("a", "1").note("c", "3")
				.note("n".repeat(900), "4").build());
		state.commit(new CommitBuilder().note("b", null).note("c", "33").note("never", null).build());
		reopen();
		assertEquals(List.of("a=1", "c=33", "n".repeat(900) + "=4"),
				state.notes().entrySet().stream().map(Object::toString).toList());
	}

	@Test
	void tellsHistoryNewestFirst() throws StateException {
		HistoryEntry first = operation(TIME, "a/x", "");
		HistoryEntry second = operation(TIME, "b", "a/y");
		HistoryEntry third = operation(TIME.plusSeconds(5), "ab", "");
		state.commit(new CommitBuilder().history(first, second).build());
		reopen();
		state.commit(new CommitBuilder().history(third).build());
		assertEquals(List.of(third, second, first), history());
		assertEquals(List.of(second, first),
				state.history(new HistoryQuery(Optional.empty(), Optional.of("a"), 10)));
		assertEquals(List.of(third),
				state.history(new HistoryQuery(Optional.of(TIME.plusNanos(1)), Optional.empty(), 10)));
		assertEquals(List.of(third, second),
				state.history(new HistoryQuery(Optional.of(TIME), Optional.empty(), 2)));
	}

	@Test
	void findsHistoryByPartsOfPathsAndOutcome() throws StateException {
		HistoryEntry moved = operation(TIME, "b", "Letters/y");
		HistoryEntry done = operation(TIME.plusSeconds(1), "letters/x", "");
		HistoryEntry failed = new HistoryEntry(TIME.plusSeconds(2), Operation.UPLOAD, Side.REMOTE, "letters/z", "", 0,
				Outcome.FAILED, "SERVER_QUOTA");
		state.commit(new CommitBuilder().history(moved, done, failed, operation(TIME.plusSeconds(3), "other", "")).build());
		assertEquals(List.of(failed, done, moved), found("LETTERS/", Optional.empty(), 10));
		assertEquals(List.of(failed), found("LETTERS/", Optional.empty(), 1));
		assertEquals(List.of(done, moved), found("letters", Optional.of(Outcome.DONE), 10));
		assertEquals(List.of(failed), found("", Optional.of(Outcome.FAILED), 10));
		assertEquals(List.of(), found("letter\\", Optional.empty(), 10));
	}

	private List<HistoryEntry> found(String text, Optional<Outcome> outcome, int limit) {
		return state.history(new HistoryQuery(Optional.empty(), Optional.empty(), Optional.of(text), outcome, limit));
	}

	@Test
	void forgetsHistoryAfterNinetyDays() throws StateException {
		state.commit(new CommitBuilder().history(operation(TIME, "old", "")).build());
		now.set(TIME.plus(Duration.ofDays(90)));
		HistoryEntry recent = operation(now.get(), "recent", "");
		state.commit(new CommitBuilder().history(recent).build());
		assertEquals(2, history().size());
		now.set(TIME.plus(Duration.ofDays(90)).plusSeconds(1));
		state.commit(new CommitBuilder().note("any", "thing").build());
		assertEquals(List.of(recent), history());
	}

	@Test
	void keepsTheNewestOfTooManyOperations() throws StateException {
		int surplus = 1000;
		for (int part = 0; part < 3; part++) {
			CommitBuilder commit = new CommitBuilder();
			for (int i = 0; i < (CommitWriting.HISTORY_LIMIT + surplus) / 3 + 1; i++) {
				commit.history(operation(TIME.plusNanos(i), "p" + part + "/" + i, ""));
			}
			state.commit(commit.build());
		}
		assertEquals(CommitWriting.HISTORY_LIMIT, history().size());
		assertEquals(TIME.plusNanos((CommitWriting.HISTORY_LIMIT + surplus) / 3),
				history().getFirst().time());
	}

	@Test
	void forgetsOldDigestsThatNoAgreedFileHas() throws StateException {
		Digest digest = new Digest(1, 1);
		state.commit(new CommitBuilder().agreed("kept", file(1), left("kept", 1), right("kept", 1))
				.known(Side.LOCAL, left("kept", 1).version(), digest, TIME)
				.known(Side.REMOTE, right("kept", 1).version(), digest, TIME)
				.known(Side.LOCAL, "old", digest, TIME)
				.known(Side.REMOTE, left("kept", 1).version(), digest, TIME)
				.known(Side.REMOTE, "recent", digest, TIME.plus(Duration.ofDays(20))).build());
		now.set(TIME.plus(Duration.ofDays(29)));
		state.commit(new CommitBuilder().note("day", "29").build());
		assertTrue(state.known(Side.LOCAL).of("old").isPresent());
		now.set(TIME.plus(Duration.ofDays(38)));
		state.commit(new CommitBuilder().note("day", "38").build());
		assertAll(() -> assertTrue(state.known(Side.LOCAL).of("old").isEmpty()),
				() -> assertTrue(state.known(Side.REMOTE).of(left("kept", 1).version()).isEmpty()),
				() -> assertTrue(state.known(Side.REMOTE).of("recent").isPresent()),
				() -> assertTrue(state.known(Side.LOCAL).of(left("kept", 1).version()).isPresent()),
				() -> assertTrue(state.known(Side.REMOTE).of(right("kept", 1).version()).isPresent()));
	}

	@Test
	void writesAllOrNothing() throws StateException {
		state.commit(new CommitBuilder().agreed("a", file(1)).note("n", "1").build());
		CommitBuilder bad = new CommitBuilder().agreed("b", file(2)).note("n", "2")
				.history(new HistoryEntry(TIME,
						Operation.UPLOAD, Side.REMOTE, "b", "", 2, Outcome.PLANNED, ""));
		assertThrows(IllegalStateException.class, () -> state.commit(bad.build()));
		reopen();
		assertEquals(Map.of("n", "1"), state.notes());
		assertEquals(Tree.with(Directory.EMPTY, SyncPath.of("a"), file(1)), state.agreed().tree());
	}

	@Test
	void growsAsNeeded() throws StateException, IOException {
		Path data = folder.resolve("state").resolve("data.mdb");
		assertTrue(Files.size(data) <= 1 << 20, "starts small");
		for (int part = 0; part < 10; part++) {
			CommitBuilder commit = new CommitBuilder();
			for (int i = 0; i < 3000; i++) {
				String name = "file " + part + " " + i;
				commit.agreed("folder/" + name, file(i), left(name, i), right(name, i));
			}
			state.commit(commit.note("big", "x".repeat(200_000)).build());
		}
		reopen();
		assertEquals(30_002, Tree.count(state.agreed().tree()));
		assertEquals(200_000, state.notes().get("big").length());
		assertTrue(Files.size(data) > 1 << 20);
	}

	@Test
	void readsWhileItGrows() throws Exception {
		state.commit(new CommitBuilder().agreed("a", file(1)).known(Side.LOCAL, "v", new Digest(1, 1), TIME)
				.build());
		AtomicBoolean over = new AtomicBoolean();
		try (ExecutorService readers = Executors.newCachedThreadPool()) {
			List<Future<Long>> reading = IntStream.range(0, 8).mapToObj(i -> readers.submit(() -> {
				long count = 0;
				while (!over.get() || count == 0) {
					assertTrue(state.known(Side.LOCAL).of("v").isPresent());
					assertTrue(Tree.at(state.agreed().tree(), SyncPath.of("a")).exists());
					count++;
				}
				return count;
			})).toList();
			for (int part = 0; part < 20; part++) {
				CommitBuilder commit = new CommitBuilder();
				for (int i = 0; i < 500; i++) {
					commit.agreed("b/" + part + "/" + i, file(i), left("" + i, i), right("" + i, i));
				}
				state.commit(commit.build());
			}
			over.set(true);
			for (Future<Long> each : reading) {
				assertTrue(each.get() > 0);
			}
		}
	}

	@Test
	void isOpenOnlyOnce() throws StateException, IOException {
		StateException trouble = assertThrows(StateException.class, () -> store.open(folder));
		assertEquals(Code.STATE_NOT_WRITABLE, trouble.diagnostic().code());
		assertThrows(StateException.class, () -> new LmdbStateStore(InstantSource.system()).open(folder));
		Path link = Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-link"), folder);
		assertThrows(StateException.class, () -> store.open(link));
		reopen();
		assertEquals(Optional.empty(), state.setAside());
		Files.delete(link);
	}

	@Test
	void refusesEverythingOnceClosed() {
		state.close();
		assertThrows(IllegalStateException.class,
				() -> state.commit(new CommitBuilder().note("a", "b").build()));
		assertThrows(IllegalStateException.class, () -> state.agreed());
		assertThrows(IllegalStateException.class, () -> state.known(Side.LOCAL).of("v"));
		state.close();
	}

	@Test
	void commitsThoughTheCallerIsInterrupted() throws StateException {
		Thread.currentThread().interrupt();
		state.commit(new CommitBuilder().note("a", "b").build());
		assertTrue(Thread.interrupted());
		assertEquals(Map.of("a", "b"), state.notes());
	}

	@Test
	void makesFilesOnlyTheOwnerReads() throws IOException {
		assertEquals("rwx------", permissions(folder.resolve("state")));
		assertEquals("rw-------", permissions(folder.resolve("state/data.mdb")));
	}

	@Test
	void reportsAFolderThatCannotBeWritten() throws IOException {
		Path file = Files.createFile(folder.resolve("file"));
		StateException trouble = assertThrows(StateException.class, () -> store.open(file.resolve("below")));
		assertEquals(Code.STATE_NOT_WRITABLE, trouble.diagnostic().code());
	}

	private static String permissions(Path path) {
		try {
			return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private List<HistoryEntry> history() {
		return state.history(new HistoryQuery(Optional.empty(), Optional.empty(), Integer.MAX_VALUE));
	}

	private static HistoryEntry operation(Instant time, String path, String from) {
		return new HistoryEntry(time, from.isEmpty() ? Operation.UPLOAD : Operation.MOVE, Side.REMOTE, path,
				from, 10, Outcome.DONE,
				"");
	}
}
