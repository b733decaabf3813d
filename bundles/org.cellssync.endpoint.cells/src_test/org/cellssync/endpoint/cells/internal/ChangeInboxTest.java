package org.cellssync.endpoint.cells.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ChangeInboxTest {

	private final ChangeInbox inbox = new ChangeInbox();
	private final Cancellation cancel = new Cancellation();

	@Test
	void eventsOfOneMomentAreToldTogether() {
		inbox.add(List.of(SyncPath.of("a")), false);
		inbox.add(List.of(SyncPath.of("b/c"), SyncPath.of("a")), false);
		assertEquals(Hint.at(List.of(SyncPath.of("a"), SyncPath.of("b/c"))), inbox.take(cancel));
	}

	@Test
	void ourOwnEventsWaitForOthers() {
		long begun = System.nanoTime();
		inbox.add(List.of(SyncPath.of("own")), true);
		inbox.add(List.of(SyncPath.of("foreign")), false);
		assertEquals(Hint.at(List.of(SyncPath.of("foreign"), SyncPath.of("own"))), inbox.take(cancel));
		inbox.add(List.of(SyncPath.of("own")), true);
		assertEquals(Hint.at(List.of(SyncPath.of("own"))), inbox.take(cancel));
		assertTrue(System.nanoTime() - begun >= Duration.ofSeconds(1).toNanos());
	}

	@Test
	void everythingHidesAllElse() {
		inbox.add(List.of(SyncPath.of("a")), false);
		inbox.addEverything();
		inbox.add(List.of(SyncPath.of("b")), false);
		assertEquals(Hint.Everything.EVERYTHING, inbox.take(cancel));
	}

	@Test
	void aBurstBecomesTheFoldersItCameFrom() {
		SortedSet<SyncPath> many = new TreeSet<>();
		for (int i = 0; i < 600; i++) {
			many.add(SyncPath.of("a/deep/file" + i));
			many.add(SyncPath.of("b/file" + i));
		}
		many.add(SyncPath.of("c"));
		inbox.add(many, false);
		SortedSet<SyncPath> expected = new TreeSet<>(many);
		expected.removeIf(path -> path.startsWith(SyncPath.of("a")));
		expected.add(SyncPath.of("a/deep"));
		assertEquals(Hint.at(expected), inbox.take(cancel));
		assertEquals(new TreeSet<>(List.of(SyncPath.of("a"), SyncPath.of("b"), SyncPath.of("c"))),
				ChangeInbox.folded(many, 3));
		assertEquals(new TreeSet<>(List.of(SyncPath.ROOT)), ChangeInbox.folded(many, 2));
	}

	@Test
	void aBurstAtTheTopIsEverything() {
		SortedSet<SyncPath> many = new TreeSet<>();
		for (int i = 0; i <= ChangeInbox.MOST_PATHS; i++) {
			many.add(SyncPath.of("file" + i));
		}
		inbox.add(many, false);
		assertEquals(Hint.Everything.EVERYTHING, inbox.take(cancel));
	}

	@Test
	void waitingEndsWhenCancelledOrClosed() {
		cancel.cancel();
		assertThrows(CancellationException.class, () -> inbox.take(cancel));
		inbox.close();
		assertThrows(CancellationException.class, () -> inbox.take(new Cancellation()));
	}
}
