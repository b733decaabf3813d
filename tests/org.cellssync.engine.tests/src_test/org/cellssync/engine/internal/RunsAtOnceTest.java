package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.cellssync.api.session.RunSummary;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several ask for a run of one task at once, also while its loop is at work: one after another has its turn. */
class RunsAtOnceTest {

	private static final int FILES = 40;
	private static final int RUNS = 4;

	@TempDir
	Path home;

	private Sandbox server;
	private Computer one;

	@BeforeEach
	void connect() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults());
		one = new Computer(home.resolve("one"), server).connect(0, "personal-files");
		for (int i = 0; i < FILES; i++) {
			one.write("folder" + i % 4 + "/file" + i, "content " + i);
		}
	}

	@AfterEach
	void disconnect() throws Exception {
		one.close();
		server.close();
	}

	private List<String> runAll() throws Exception {
		List<String> operations = Collections.synchronizedList(new ArrayList<>());
		CountDownLatch together = new CountDownLatch(1);
		try (ExecutorService runs = Executors.newFixedThreadPool(RUNS + 1)) {
			List<Future<RunSummary>> all = new ArrayList<>();
			for (int i = 0; i < RUNS; i++) {
				all.add(runs.submit(() -> {
					together.await();
					return one.sessions().runOnce(one.task(), false,
							each -> operations.add(each.operation() + " " + each.path() + " " + each.outcome()),
							new Cancellation());
				}));
			}
			Future<?> why = runs.submit(() -> {
				together.await();
				return one.sessions().why(one.task(), SyncPath.of("folder0/file0"), new Cancellation());
			});
			together.countDown();
			for (Future<RunSummary> each : all) {
				assertEquals("", each.get().failure().map(Object::toString).orElse(""));
				assertEquals(TaskStatus.InSync.IN_SYNC, each.get().view().status());
			}
			why.get();
		}
		assertEquals(operations.stream().distinct().toList(), List.copyOf(operations), "nothing is done twice");
		return operations;
	}

	@Test
	void runsOfATaskAtRestGoOneAfterAnother() throws Exception {
		assertEquals(FILES, runAll().stream().filter(each -> each.startsWith("UPLOAD")).count());
		assertEquals(List.of(), one.sync().operations());
	}

	@Test
	void theLoopRestsUntilAllHaveEndedAndGoesOn() throws Exception {
		one.sessions().start();
		runAll();
		one.write("folder0/file0", "edited afterwards");
		one.await(view -> view.status() instanceof TaskStatus.InSync && view.lastSuccess().isPresent());
		try (Computer two = new Computer(home.resolve("two"), server).connect(0, "personal-files")) {
			Computer.until(() -> isFetched(two), () -> "the loop did not go on");
			assertEquals(one.tree(), two.tree());
		}
	}

	private static boolean isFetched(Computer two) {
		try {
			two.sync();
			return two.read("folder0/file0").equals("edited afterwards");
		} catch (Exception e) {
			throw new AssertionError(e);
		}
	}

	@Test
	void aRunGoesBeforeTheLoopAndWhoIsCancelledWaitsNoLonger() throws Exception {
		Turn turn = new Turn();
		AtomicInteger order = new AtomicInteger();
		turn.ask();
		turn.ask();
		Turn.Taken first = turn.forRun(new Cancellation());
		Cancellation gaveUp = new Cancellation();
		CompletableFuture<Integer> cancelled = waiting(() -> turn.forRun(gaveUp), order);
		CompletableFuture<Integer> loop = waiting(() -> turn.forLoop(new Cancellation()), order);
		CompletableFuture<Integer> run = waiting(() -> turn.forRun(new Cancellation()), order);
		gaveUp.cancel();
		assertThrows(CancellationException.class, cancelled::get);
		first.close();
		turn.ended();
		assertEquals(1, run.get());
		assertTrue(turn.isTaken(), "a run was asked for still");
		turn.ended();
		assertEquals(2, loop.get());
	}

	/** Takes a turn on a thread of its own, and tells as which one. */
	private static CompletableFuture<Integer> waiting(Supplier<Turn.Taken> take, AtomicInteger order) {
		CompletableFuture<Integer> place = new CompletableFuture<>();
		Thread.ofPlatform().daemon().start(() -> {
			try (Turn.Taken taken = take.get()) {
				place.complete(order.incrementAndGet());
			} catch (CancellationException e) {
				place.completeExceptionally(e);
			}
		});
		return place;
	}
}
