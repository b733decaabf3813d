package org.cellssync.watch.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.cellssync.api.watch.Watch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class NativeTreeWatcherTest {

	private static final Duration QUIET = Duration.ofMillis(50);

	@TempDir
	Path base;
	private Path root;
	private Watch watch;

	@BeforeEach
	void makeRoot() throws IOException {
		root = Files.createDirectory(base.toRealPath().resolve("root"));
	}

	@AfterEach
	void end() {
		if (watch != null) {
			watch.close();
		}
	}

	private void start() throws IOException {
		start(path -> false);
	}

	private void start(Predicate<Path> excluded) throws IOException {
		watch = new NativeTreeWatcher().watch(root, excluded);
	}

	/** Waits until all that is asked for was told, at these paths or at a folder above. */
	private Set<Path> told(Path... wanted) throws Exception {
		Set<Path> told = new HashSet<>();
		while (!covers(told, wanted)) {
			told.addAll(watch.await(QUIET).orElse(Set.of(root)));
		}
		return told;
	}

	private static boolean covers(Set<Path> told, Path... wanted) {
		for (Path path : wanted) {
			if (told.stream().noneMatch(path::startsWith)) {
				return false;
			}
		}
		return true;
	}

	@Test
	void tellsOfNewChangedAndRemovedFiles() throws Exception {
		Path changed = Files.writeString(root.resolve("changed"), "1");
		Path removed = Files.writeString(root.resolve("removed"), "1");
		start();
		Path made = Files.writeString(root.resolve("made"), "1");
		Files.writeString(changed, "2");
		Files.delete(removed);
		assertEquals(Set.of(made, changed, removed), told(made, changed, removed));
	}

	@Test
	void anAtomicSaveIsToldAtOnce() throws Exception {
		Path file = Files.writeString(root.resolve("letter"), "1");
		start();
		Path temporary = Files.writeString(root.resolve("letter.new"), "2");
		Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
		assertEquals(Optional.of(Set.of(file, temporary)), watch.await(QUIET.multipliedBy(10)));
	}

	@Test
	void aTreeMadeAtOnceIsToldWithAllItsDepth() throws Exception {
		start();
		Path deep = Files.createDirectories(root.resolve("a/b/c/d/e/f"));
		Path file = Files.writeString(deep.resolve("file"), "1");
		told(file);
		Path later = Files.writeString(deep.resolve("later"), "1");
		assertTrue(told(later).contains(later), "the deepest new folder is watched by itself");
	}

	@Test
	void aTreeMovedInIsWatched() throws Exception {
		Path outside = Files.createDirectories(base.resolve("outside/x/y"));
		start();
		Files.move(base.resolve("outside"), root.resolve("inside"));
		told(root.resolve("inside"));
		Path later = Files.writeString(root.resolve("inside/x/y/later"), "1");
		assertTrue(told(later).contains(later));
		assertFalse(Files.exists(outside));
	}

	@Test
	void aFolderMovedInsideIsToldUnderItsNewPathOnly() throws Exception {
		Files.createDirectories(root.resolve("old/sub"));
		Files.createDirectories(root.resolve("z"));
		start();
		Files.move(root.resolve("old"), root.resolve("z/new"));
		told(root.resolve("old"), root.resolve("z/new"));
		Path file = Files.writeString(root.resolve("z/new/sub/file"), "1");
		assertEquals(Set.of(file), told(file));
	}

	@Test
	void aFolderMovedOutIsNotWatchedAnyMore() throws Exception {
		Files.createDirectories(root.resolve("gone/sub"));
		start();
		Files.move(root.resolve("gone"), base.resolve("elsewhere"));
		told(root.resolve("gone"));
		Files.writeString(base.resolve("elsewhere/sub/file"), "1");
		Path marker = Files.writeString(root.resolve("marker"), "1");
		assertEquals(Set.of(marker), told(marker));
	}

	@Test
	void aFolderRemovedAndMadeAgainIsWatched() throws Exception {
		Path folder = Files.createDirectories(root.resolve("folder"));
		start();
		Files.delete(folder);
		Files.createDirectory(folder);
		told(folder);
		Path file = Files.writeString(folder.resolve("file"), "1");
		assertTrue(told(file).contains(file));
	}

	@Test
	void excludedFoldersAreNotWatched() throws Exception {
		Path excluded = Files.createDirectories(root.resolve("excluded/sub"));
		start(path -> path.getFileName().toString().equals("excluded"));
		Files.writeString(excluded.resolve("file"), "1");
		Path marker = Files.writeString(root.resolve("marker"), "1");
		assertEquals(Set.of(marker), told(marker));
	}

	@Test
	void linksAreNotFollowed() throws Exception {
		Path outside = Files.createDirectory(base.resolve("outside"));
		Files.createSymbolicLink(root.resolve("link"), outside);
		start();
		Files.writeString(outside.resolve("file"), "1");
		Path marker = Files.writeString(root.resolve("marker"), "1");
		assertEquals(Set.of(marker), told(marker));
	}

	@Test
	void lostEventsMeanEverything() throws Exception {
		CountDownLatch held = new CountDownLatch(1);
		CountDownLatch reached = new CountDownLatch(1);
		start(path -> {
			reached.countDown();
			return !await(held);
		});
		// The thread that watches is held in the first new folder, while more comes than the queue of one
		// folder takes.
		Files.createDirectory(root.resolve("first"));
		assertTrue(reached.await(10, TimeUnit.SECONDS));
		for (int i = 0; i < 2000; i++) {
			Files.createFile(root.resolve("file" + i));
		}
		Path unseen = Files.createDirectories(root.resolve("unseen/sub"));
		held.countDown();
		Optional<Set<Path>> told = watch.await(QUIET);
		while (told.isPresent()) {
			told = watch.await(QUIET);
		}
		assertEquals(Optional.empty(), told);
		Path later = Files.writeString(unseen.resolve("later"), "1");
		assertTrue(told(later).contains(later), "a folder whose creation was lost is watched afterwards");
	}

	private static boolean await(CountDownLatch latch) {
		try {
			return latch.await(20, TimeUnit.SECONDS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@Test
	void aRemovedRootEndsTheWatch() throws Exception {
		start();
		Files.delete(root);
		assertThrows(IOException.class, this::awaitForEver);
	}

	@Test
	void aMovedRootEndsTheWatch() throws Exception {
		start();
		Files.move(root, base.resolve("moved"));
		IOException end = assertThrows(IOException.class, this::awaitForEver);
		assertTrue(end.getMessage().contains("is gone"), end.getMessage());
	}

	@Test
	void aReplacedRootEndsTheWatch() throws Exception {
		start();
		Path other = Files.createDirectory(base.resolve("other"));
		Files.delete(root);
		Files.move(other, root);
		assertThrows(IOException.class, this::awaitForEver);
	}

	private void awaitForEver() throws IOException, InterruptedException {
		while (true) {
			watch.await(QUIET);
		}
	}

	@Test
	void closingWakesTheOneWhoWaits() throws Exception {
		start();
		try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
			Future<Boolean> failed = executor.submit(() -> {
				assertThrows(IOException.class, () -> watch.await(QUIET));
				return true;
			});
			watch.close();
			assertTrue(failed.get(10, TimeUnit.SECONDS));
		}
	}

	@Test
	void aMissingRootCannotBeWatched() {
		assertThrows(IOException.class,
				() -> new NativeTreeWatcher().watch(root.resolve("missing"), path -> false));
	}

	@Test
	void theSystemsLimitSaysWhatToRaise() {
		IOException e = assertThrows(IOException.class, () -> Limits.explained(() -> {
			throw new IOException("User limit of inotify watches reached");
		}));
		assertTrue(e.getMessage().contains("fs.inotify.max_user_watches"), e.getMessage());
	}

	@Test
	void endsThoughItIsNeverQuiet() throws Exception {
		Pending pending = new Pending();
		CountDownLatch enough = new CountDownLatch(1);
		Thread noise = new Thread(() -> {
			for (int i = 0; enough.getCount() > 0; i++) {
				pending.add(Path.of("noise" + i % 10));
				Thread.onSpinWait();
			}
		});
		noise.setDaemon(true);
		noise.start();
		assertTrue(pending.take(Duration.ofMillis(20)).isPresent());
		assertTrue(noise.isAlive());
		enough.countDown();
	}
}
