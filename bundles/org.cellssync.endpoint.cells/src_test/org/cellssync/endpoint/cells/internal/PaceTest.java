package org.cellssync.endpoint.cells.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.cellssync.api.util.Cancellation;
import org.junit.jupiter.api.Test;

class PaceTest {

	private final Cancellation cancel = new Cancellation();
	private final Pace pace = new Pace(16);

	private List<Pace.Turn> begin(int calls) {
		List<Pace.Turn> turns = new ArrayList<>();
		for (int i = 0; i < calls; i++) {
			turns.add(pace.begin(cancel));
		}
		return turns;
	}

	@Test
	void callsOfOneRoundThatAreTooManySlowDownOnce() {
		List<Pace.Turn> first = begin(16);
		first.forEach(turn -> pace.ended(turn, Pace.End.TOO_MUCH));
		assertEquals(8, pace.width());
		List<Pace.Turn> second = begin(8);
		second.forEach(turn -> pace.ended(turn, Pace.End.TOO_MUCH));
		assertEquals(4, pace.width());
		for (int round = 0; round < 5; round++) {
			begin(1).forEach(turn -> pace.ended(turn, Pace.End.TOO_MUCH));
		}
		assertEquals(1, pace.width());
	}

	@Test
	void otherFailuresDoNotSlowDown() {
		begin(16).forEach(turn -> pace.ended(turn, Pace.End.FAILED));
		assertEquals(16, pace.width());
	}

	@Test
	void eachRoundThatGoesWellAllowsOneMore() {
		begin(16).forEach(turn -> pace.ended(turn, Pace.End.TOO_MUCH));
		for (int expected = 8; expected < 16; expected++) {
			assertEquals(expected, pace.width());
			for (int call = 0; call <= expected; call++) {
				begin(1).forEach(turn -> pace.ended(turn, Pace.End.WELL));
			}
		}
		begin(16).forEach(turn -> pace.ended(turn, Pace.End.WELL));
		assertEquals(16, pace.width());
	}

	@Test
	void whoWaitsGoesWhenAnotherEndsAndWhenCancelled() throws Exception {
		List<Pace.Turn> all = begin(16);
		CompletableFuture<Pace.Turn> next = CompletableFuture.supplyAsync(() -> pace.begin(cancel),
				work -> Thread.ofPlatform().daemon().start(work));
		pace.ended(all.getFirst(), Pace.End.WELL);
		next.get(1, TimeUnit.MINUTES);
		Cancellation other = new Cancellation();
		CompletableFuture<Boolean> waits = CompletableFuture.supplyAsync(() -> {
			assertThrows(CancellationException.class, () -> pace.begin(other));
			return true;
		}, work -> Thread.ofPlatform().daemon().start(work));
		other.cancel();
		assertEquals(true, waits.get(1, TimeUnit.MINUTES));
	}
}
