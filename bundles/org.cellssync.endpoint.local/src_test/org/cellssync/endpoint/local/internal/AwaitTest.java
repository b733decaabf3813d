package org.cellssync.endpoint.local.internal;

import static org.cellssync.endpoint.local.internal.Fixture.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.Ignore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AwaitTest {

	@TempDir
	Path base;
	private Fixture folder;

	@BeforeEach
	void open() throws Exception {
		folder = new Fixture(base);
		folder.scan();
		assertEquals(Hint.Everything.EVERYTHING, await());
	}

	@AfterEach
	void close() {
		folder.close();
	}

	private Hint await() throws EndpointException {
		return folder.endpoint.awaitChange(folder.cancel);
	}

	@Test
	void tellsNormalPaths() throws Exception {
		folder.watcher.tell(folder.at("a/file"), folder.at("e\u0301"));
		assertEquals(Hint.at(List.of(path("a/file"), path("\u00e9"))), await());
	}

	@Test
	void ownAndIgnoredThingsWakeNobody() throws Exception {
		folder.watcher.tell(folder.at("sub/.cellssync-12-3.part"));
		folder.watcher.tell(folder.at("ignored/deep/file"), folder.at(".DS_Store"));
		folder.watcher.tell(folder.at("sub/.cellssync-12-4.part"), folder.at("sub/file"));
		assertEquals(Hint.at(List.of(path("sub/file"))), await());
		assertEquals(1, folder.watcher.begun);
	}

	@Test
	void lostEventsMeanEverything() throws Exception {
		folder.watcher.lose();
		assertEquals(Hint.Everything.EVERYTHING, await());
		folder.watcher.tell(folder.root);
		assertEquals(Hint.Everything.EVERYTHING, await());
	}

	@Test
	void ignoredFoldersNeedNoWatch() throws Exception {
		folder.watcher.tell(folder.at("x"));
		await();
		assertTrue(folder.watcher.excluded.test(folder.at("a/ignored")));
		assertTrue(folder.watcher.excluded.test(folder.at(".cellssync-1234")));
		assertFalse(folder.watcher.excluded.test(folder.at("a/other")));
	}

	@Test
	void otherRulesBeginWatchingAnew() throws Exception {
		folder.scan();
		assertFalse(folder.watcher.closed);
		folder.ignore = Ignore.of(List.of("*.o"));
		folder.scan();
		assertTrue(folder.watcher.closed);
		folder.watcher.end(new IOException("watching was ended"));
		assertEquals(Hint.Everything.EVERYTHING, await());
		assertEquals(2, folder.watcher.begun);
		assertFalse(folder.watcher.excluded.test(folder.at("a/ignored")));
		folder.scan();
		folder.watcher.tell(folder.at("x.o"), folder.at("y"));
		assertEquals(Hint.at(List.of(path("y"))), await());
		assertEquals(2, folder.watcher.begun);
	}

	@Test
	void whatPeopleLeaveOutIsToldOfWhenItComesOrGoes() throws Exception {
		folder.close();
		folder = new Fixture(base);
		folder.ignore = Ignore.of(List.of("*.o", "out"));
		folder.write("d/old.o", "1");
		folder.write("d/stays.o", "1");
		folder.write("out/x.o", "1");
		folder.scan();
		assertEquals(Hint.Everything.EVERYTHING, await());
		Files.delete(folder.at("d/old.o"));
		folder.write("d/new.o", "1");
		folder.write("d/stays.o", "other");
		Files.delete(folder.at("out/x.o"));
		folder.watcher.tell(folder.at("d/old.o"), folder.at("d/new.o"), folder.at("d/stays.o"), folder.at("out/x.o"));
		assertEquals(Hint.at(List.of(path("d/new.o"), path("d/old.o"))), await());
		folder.scan("d/new.o", "d/old.o");
		folder.watcher.tell(folder.at("d/old.o"), folder.at("d/new.o"));
		folder.watcher.tell(folder.at("y"));
		assertEquals(Hint.at(List.of(path("y"))), await());
	}

	@Test
	void aWatchThatEndsIsBegunAgain() throws Exception {
		folder.watcher.end(new IOException("the system's limit of watched folders is reached"));
		EndpointException e = assertThrows(EndpointException.class, this::await);
		assertEquals(Code.LOCAL_IO, e.diagnostic().code());
		assertTrue(e.diagnostic().message().contains("limit of watched folders"), e.diagnostic().message());
		assertTrue(folder.watcher.closed);
		assertEquals(Hint.Everything.EVERYTHING, await());
		folder.watcher.tell(folder.at("x"));
		assertEquals(Hint.at(List.of(path("x"))), await());
		assertEquals(2, folder.watcher.begun);
	}

	@Test
	void aRootThatIsGoneIsNamed() throws Exception {
		Files.delete(folder.root);
		folder.watcher.end(new IOException("gone"));
		assertEquals(Code.LOCAL_ROOT_MISSING,
				assertThrows(EndpointException.class, this::await).diagnostic().code());
	}

	@Test
	void aCancelledWaitEndsAndTheNextOneHearsWhatCame() throws Exception {
		try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
			Cancellation first = new Cancellation();
			Future<Hint> waiting = executor.submit(() -> folder.endpoint.awaitChange(first));
			first.cancel();
			ExecutionException e = assertThrows(ExecutionException.class, waiting::get);
			assertInstanceOf(CancellationException.class, e.getCause());
			folder.watcher.tell(folder.at("x"));
			Future<Hint> next = executor.submit(() -> folder.endpoint.awaitChange(new Cancellation()));
			assertEquals(Hint.at(List.of(path("x"))), next.get());
			assertFalse(folder.watcher.closed);
		}
	}

	@Test
	void closingEndsTheWatch() throws Exception {
		folder.watcher.tell(folder.at("x"));
		await();
		folder.endpoint.close();
		assertTrue(folder.watcher.closed);
		assertThrows(CancellationException.class, this::await);
	}
}
