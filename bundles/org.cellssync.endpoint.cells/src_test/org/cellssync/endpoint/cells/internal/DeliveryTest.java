package org.cellssync.endpoint.cells.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class DeliveryTest {

	private final Delivery delivery = new Delivery(Delivery.Limits.USUAL);

	/** Returns the seconds at which everything is looked at, of those from one to another. */
	private List<Long> looks(long from, long to) {
		List<Long> looks = new ArrayList<>();
		for (long second = from; second <= to; second++) {
			boolean announced = delivery.untilLook(nanos(second)) == 0;
			if (delivery.isLookDue(nanos(second))) {
				assertTrue(announced, "nobody would have looked at " + second);
				looks.add(second);
			}
		}
		return looks;
	}

	private static long nanos(long seconds) {
		// Near the end of the range, as the clock's origin is anywhere.
		return Long.MAX_VALUE - Duration.ofMinutes(1).toNanos() + Duration.ofSeconds(seconds).toNanos();
	}

	@Test
	void aStreamThatTellsIsBelieved() {
		delivery.opened(nanos(0));
		delivery.heard();
		delivery.happened(nanos(5));
		delivery.heard();
		assertEquals(List.of(), looks(1, 10_000));
		assertFalse(delivery.isLate());
	}

	@Test
	void whatIsNotToldInTimeIsLookedForEachMinuteUntilSomethingIsTold() {
		delivery.opened(nanos(0));
		delivery.heard();
		delivery.happened(nanos(10));
		delivery.happened(nanos(25));
		assertEquals(List.of(30L, 90L, 150L), looks(11, 200));
		assertTrue(delivery.isLate());
		delivery.heard();
		assertFalse(delivery.isLate());
		assertEquals(List.of(), looks(201, 10_000));
	}

	@Test
	void whatHappenedBeforeANewStreamStoodNeedsNotBeTold() {
		delivery.opened(nanos(0));
		delivery.heard();
		delivery.happened(nanos(10));
		delivery.ended();
		assertEquals(List.of(), looks(11, 40));
		delivery.happened(nanos(41));
		delivery.opened(nanos(42));
		assertEquals(List.of(), looks(43, 10_000));
	}

	@Test
	void streamsThatEndAtOnceAreReplacedByLooks() {
		delivery.broke(nanos(10));
		delivery.broke(nanos(20));
		assertEquals(List.of(20L, 80L), looks(20, 100));
		assertTrue(delivery.isLate());
		assertTrue(delivery.stood());
		assertFalse(delivery.stood());
		assertFalse(delivery.isLate());
		assertEquals(List.of(), looks(101, 10_000));
	}

	@Test
	void aStreamThatNeverToldAnythingIsTriedLessAndLess() {
		delivery.opened(nanos(0));
		assertEquals(List.of(120L, 600L, 2520L), looks(1, 100_000));
		assertFalse(delivery.isLate());
	}

	@Test
	void aStreamThatHoldsBackStaysInDoubtThoughItStands() {
		delivery.opened(nanos(0));
		delivery.happened(nanos(1));
		delivery.isLookDue(nanos(21));
		assertFalse(delivery.stood());
		delivery.ended();
		delivery.opened(nanos(30));
		assertTrue(delivery.isLate());
	}
}
