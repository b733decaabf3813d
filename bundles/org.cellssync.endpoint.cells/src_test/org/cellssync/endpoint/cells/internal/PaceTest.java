package org.cellssync.endpoint.cells.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.cellssync.api.util.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PaceTest {

	private final Cancellation cancel = new Cancellation();
	private final Pace pace = new Pace(16);
	private final Pace.Share task = pace.share(16);

	private List<Pace.Turn> begin(int calls) {
		return begin(task, calls);
	}

	private List<Pace.Turn> begin(Pace.Share share, int calls) {
		List<Pace.Turn> turns = new ArrayList<>();
		for (int i = 0; i < calls; i++) {
			turns.add(share.begin(cancel));
		}
		return turns;
	}

	/** Begins a call in a thread of its own; returns once it waits for its turn. */
	private CompletableFuture<Pace.Turn> waitingFor(Pace.Share share, Cancellation stop) {
		int before = pace.waiters();
		CompletableFuture<Pace.Turn> turn = CompletableFuture.supplyAsync(() -> share.begin(stop),
				work -> Thread.ofPlatform().daemon().start(work));
		while (pace.waiters() == before) {
			assertFalse(turn.isDone());
			Thread.onSpinWait();
		}
		return turn;
	}

	private static void end(Pace.Share share, List<Pace.Turn> turns, Pace.End end) {
		turns.forEach(turn -> share.ended(turn, end));
	}

	@Test
	void callsOfOneRoundThatAreTooManySlowDownOnce() {
		end(task, begin(16), Pace.End.TOO_MUCH);
		assertEquals(8, pace.width());
		end(task, begin(8), Pace.End.TOO_MUCH);
		assertEquals(4, pace.width());
		for (int round = 0; round < 5; round++) {
			end(task, begin(1), Pace.End.TOO_MUCH);
		}
		assertEquals(1, pace.width());
	}

	@Test
	void itIsHalfOfWhatWasUnderWay() {
		end(task, begin(6), Pace.End.TOO_MUCH);
		assertEquals(3, pace.width());
	}

	@Test
	void otherFailuresDoNotSlowDown() {
		end(task, begin(16), Pace.End.FAILED);
		assertEquals(16, pace.width());
	}

	@Test
	void eachRoundThatGoesWellAllowsOneMore() {
		end(task, begin(16), Pace.End.TOO_MUCH);
		for (int expected = 8; expected < 16; expected++) {
			assertEquals(expected, pace.width());
			for (int call = 0; call <= expected; call++) {
				end(task, begin(1), Pace.End.WELL);
			}
		}
		end(task, begin(16), Pace.End.WELL);
		assertEquals(16, pace.width());
	}

	@Test
	void whoWaitsGoesWhenAnotherEndsAndWhenCancelled() throws Exception {
		List<Pace.Turn> all = begin(16);
		CompletableFuture<Pace.Turn> next = waitingFor(task, cancel);
		task.ended(all.getFirst(), Pace.End.WELL);
		next.get();
		Cancellation other = new Cancellation();
		CompletableFuture<Pace.Turn> waits = waitingFor(task, other);
		other.cancel();
		assertEquals(CancellationException.class,
				assertThrows(Exception.class, waits::get).getCause() instanceof CancellationException cancelled
						? cancelled.getClass()
						: null);
		assertEquals(0, pace.waiters());
	}

	@Test
	void whatIsTooMuchForOneTaskSlowsTheOthers() throws Exception {
		Pace.Share other = pace.share(16);
		end(task, begin(8), Pace.End.TOO_MUCH);
		List<Pace.Turn> theirs = begin(other, 4);
		CompletableFuture<Pace.Turn> ours = waitingFor(task, cancel);
		other.ended(theirs.getFirst(), Pace.End.FAILED);
		ours.get();
	}

	@Test
	void noTaskTakesAllOfIt() throws Exception {
		Pace.Share small = pace.share(2);
		begin(small, 2);
		waitingFor(small, cancel);
		assertEquals(14, begin(14).size(), "what waits at its own limit holds nobody up");
	}

	/** However many calls of one task wait, and wait longer, another that has none under way goes before them. */
	@Test
	void theTaskWithTheFewestCallsGoesFirst() throws Exception {
		List<Pace.Turn> all = begin(16);
		List<CompletableFuture<Pace.Turn>> many = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			many.add(waitingFor(task, cancel));
		}
		Pace.Share other = pace.share(16);
		CompletableFuture<Pace.Turn> one = waitingFor(other, cancel);
		task.ended(all.getFirst(), Pace.End.FAILED);
		one.get();
		assertEquals(5, pace.waiters());
		task.ended(all.get(1), Pace.End.FAILED);
		CompletableFuture.anyOf(many.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
		assertEquals(4, pace.waiters());
	}
}
