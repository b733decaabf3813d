package org.cellssync.endpoint.cells.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.transport.CellsException;
import org.junit.jupiter.api.Test;

class NewFoldersTest {

	private final List<String> made = Collections.synchronizedList(new ArrayList<>());
	private final NewFolders folders = new NewFolders(folders("a", "a/b", "a/b/c", "d", "d/e"),
			step -> made.add(step.path().value()));

	private static List<Change> folders(String... paths) {
		return Stream.of(paths).map(NewFoldersTest::folder).toList();
	}

	private static Change folder(String path) {
		return new Change(SyncPath.of(path), Entry.Absent.ABSENT, Directory.EMPTY);
	}

	@Test
	void whatAFileLiesInIsMadeBeforeItFromAboveAndOnce() throws CellsException {
		folders.above(SyncPath.of("a/b/file"));
		folders.above(SyncPath.of("a/b/other"));
		folders.above(SyncPath.of("a/file"));
		folders.above(SyncPath.of("file"));

		assertEquals(List.of("a", "a/b"), made);
	}

	@Test
	void whatStaysEmptyIsTheRest() throws CellsException {
		folders.above(SyncPath.of("d/file"));

		List<Change> rest = folders.rest();
		assertEquals(folders("a", "a/b", "a/b/c", "d/e"), rest);
		for (Change each : rest.reversed()) {
			folders.make(each);
		}
		assertEquals(List.of("d", "d/e", "a", "a/b", "a/b/c"), made);
		assertEquals(List.of(), folders.rest());
	}

	@Test
	void severalAtATimeMakeEachOnce() throws CellsException {
		List<SyncPath> files = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			files.add(SyncPath.of((i % 2 == 0 ? "a/b/c/" : "d/e/") + i));
		}
		Workers.<SyncPath, CellsException>each("test", files, 8, new Cancellation(), folders::above);

		assertEquals(5, made.size(), made::toString);
		assertEquals(5, new HashSet<>(made).size(), made::toString);
	}

	@Test
	void aSecondFileWaitsUntilTheFolderIsThere() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		AtomicBoolean there = new AtomicBoolean();
		NewFolders slow = new NewFolders(folders("a"), step -> {
			begun.countDown();
			await(goOn);
			there.set(true);
		});
		FutureTask<Boolean> first = above(slow, there);
		Thread.ofPlatform().daemon().start(first);
		await(begun);
		FutureTask<Boolean> second = above(slow, there);
		Thread waiting = Thread.ofPlatform().daemon().start(second);
		while (waiting.getState() != Thread.State.BLOCKED && !second.isDone()) {
			Thread.onSpinWait();
		}
		assertFalse(second.isDone());
		goOn.countDown();

		assertTrue(first.get());
		assertTrue(second.get());
	}

	private static FutureTask<Boolean> above(NewFolders folders, AtomicBoolean there) {
		return new FutureTask<>(() -> {
			folders.above(SyncPath.of("a/file"));
			return there.get();
		});
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		} catch (InterruptedException e) {
			throw new AssertionError("nobody interrupts", e);
		}
	}
}
