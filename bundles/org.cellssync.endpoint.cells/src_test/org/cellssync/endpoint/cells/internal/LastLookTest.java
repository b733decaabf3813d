package org.cellssync.endpoint.cells.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class LastLookTest {

	private final List<SyncPath> told = new ArrayList<>();
	private final LastLook last = new LastLook(told::addAll);
	private final Cancellation cancel = new Cancellation();

	private static LastLook.Known known() {
		return new LastLook.Known(
				new Scan(Directory.EMPTY, Identities.NONE, "root", List.of(), new TreeSet<>(), Map.of(), 0), Ignore.NOTHING,
				0);
	}

	private LastLook.Known looks() {
		LastLook.Known known = known();
		last.begun();
		last.ended(Optional.of(known));
		return known;
	}

	private static List<SyncPath> paths(String... paths) {
		return List.of(paths).stream().map(SyncPath::of).toList();
	}

	@Test
	void beforeTheFirstLookThereIsNothingToCompare() {
		assertEquals(Optional.empty(), last.compare(cancel));
		last.begun();
		last.ended(Optional.empty());
		assertEquals(Optional.empty(), last.compare(cancel));
	}

	@Test
	void aLookThatFailedLeavesTheOneBefore() {
		LastLook.Known known = looks();
		last.begun();
		last.ended(Optional.empty());
		assertSame(known, last.compare(cancel).orElseThrow());
	}

	@Test
	void whatWasDoneSinceTheLookIsTold() {
		looks();
		last.acted(paths("a", "b"));
		assertEquals(List.of(), told);
		last.compare(cancel);
		assertEquals(paths("a", "b"), told);
		last.acted(paths("c"));
		assertEquals(paths("a", "b", "c"), told, "a step that was under way then");
		last.compare(cancel);
		assertEquals(paths("a", "b", "c"), told, "told once");
	}

	@Test
	void theNextLookKnowsWhatWasDoneBefore() {
		looks();
		last.acted(paths("a"));
		looks();
		last.acted(paths("b"));
		last.compare(cancel);
		assertEquals(paths("b"), told);
	}

	@Test
	void veryMuchThatWasDoneIsToldByItsFolders() {
		looks();
		IntStream.range(0, 5000).forEach(i -> last.acted(paths("folder/" + i)));
		last.compare(cancel);
		// Those after the last folding are told one by one.
		assertEquals(SyncPath.of("folder"), told.getFirst());
		assertFalse(told.size() > ChangeInbox.MOST_PATHS);
	}

	@Test
	void aLookUnderWayIsWaitedForAndAnyLaterOneIsNot() throws Exception {
		looks();
		last.begun();
		CompletableFuture<Optional<LastLook.Known>> compared = new CompletableFuture<>();
		Thread comparing = Thread.ofPlatform().daemon().start(() -> compared.complete(last.compare(cancel)));
		while (comparing.getState() != Thread.State.WAITING) {
			Thread.onSpinWait();
		}
		assertFalse(compared.isDone());
		LastLook.Known known = known();
		last.ended(Optional.of(known));
		last.begun();
		assertSame(known, compared.get().orElseThrow());
	}

	@Test
	void waitingEndsWhenCancelled() {
		looks();
		last.begun();
		cancel.cancel();
		assertThrows(CancellationException.class, () -> last.compare(cancel));
	}
}
