package org.cellssync.endpoint.cells.internal;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.Directory;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, on a thread of its own, where something changed that nothing told of: one recursive listing is compared with
 * the last look while it comes, and what differs is told as the places of events are, so that the task goes on with both
 * meanwhile. Until a comparison has come to its end it stays due; where it cannot, everything is to be looked at instead.
 */
final class Comparing {

	private static final Logger LOG = LoggerFactory.getLogger(Comparing.class);

	/** So often a comparison is tried before it is left to the looks, which tell people why they fail. */
	private static final int TRIES = 3;

	private final RemoteTree remote;
	private final Scanner scanner;
	private final LastLook last;
	private final HashSightings sightings;
	private final ChangeInbox inbox;
	private final RandomGenerator random;
	private final LongConsumer news;
	/** The comparison that is due or under way; cancelled where another one takes its place. */
	private Optional<Turn> due = Optional.empty();
	private boolean closed;
	private boolean begun;
	/** How many attempts in a row have failed; of the comparing thread alone. */
	private int failures;

	/**
	 * One comparison, from when it is due to its end.
	 *
	 * @param anew ends it early
	 * @param unexpected whether the stream should have told of all that is found
	 */
	private record Turn(Cancellation anew, boolean unexpected) {
	}

	/**
	 * @param news is told that something was found which should have been told, and since when, by {@link
	 * System#nanoTime()}
	 */
	Comparing(RemoteTree remote, Scanner scanner, LastLook last, HashSightings sightings, ChangeInbox inbox,
			RandomGenerator random, LongConsumer news) {
		this.remote = remote;
		this.scanner = scanner;
		this.last = last;
		this.sightings = sightings;
		this.inbox = inbox;
		this.random = random;
		this.news = news;
	}

	/** Anything may have happened until now: it is found out, from the beginning where that is under way. */
	void afterGap() {
		begin(new Turn(new Cancellation(), false)).ifPresent(former -> former.anew.cancel());
	}

	/** The stream may keep back what it should tell: that is found out, where it is not under way. */
	synchronized void inDoubt() {
		if (due.isEmpty()) {
			begin(new Turn(new Cancellation(), true));
		}
	}

	/** Has a comparison take the place of the one that is due, which is returned. */
	private synchronized Optional<Turn> begin(Turn next) {
		Optional<Turn> former = due;
		if (closed) {
			return former;
		}
		if (!begun) {
			// Whoever listens from now on has looked at nothing yet, or does not know whether that was in time.
			begun = true;
			inbox.addEverything();
			Thread.ofPlatform().daemon().name("cells-compare").start(this::work);
			return former;
		}
		due = Optional.of(next);
		notifyAll();
		return former;
	}

	private void work() {
		for (Optional<Turn> turn = next(); turn.isPresent(); turn = next()) {
			try {
				attempt(turn.get());
			} catch (CancellationException e) {
				LOG.debug("A comparison begins anew, or ends with its task");
			} catch (RuntimeException e) {
				LOG.error("A comparison met a fault of ours", e);
				leaveToLooks(turn.get());
			}
		}
	}

	/** Compares; where that fails the turn stays due, or looks take its place. */
	private void attempt(Turn turn) {
		try {
			if (compare(turn)) {
				failures = 0;
				done(turn);
			} else {
				leaveToLooks(turn);
			}
		} catch (CellsException e) {
			LOG.debug("A comparison broke: {}", e.getMessage());
			failures++;
			if (failures == TRIES || !passes(e)) {
				leaveToLooks(turn);
			} else {
				Pauses.pause(ChangeWatch.pauseAfter(failures, ChangeWatch.LONGEST_PAUSE, random), turn.anew);
			}
		}
	}

	private void leaveToLooks(Turn turn) {
		failures = 0;
		inbox.addEverything();
		done(turn);
	}

	private static boolean passes(CellsException e) {
		return e.kind() == Kind.UNREACHABLE || e.kind() == Kind.TIMEOUT || e.kind() == Kind.LOCKED || e.kind() == Kind.OTHER;
	}

	/** Waits for a comparison to be due; empty where there will be none. */
	private synchronized Optional<Turn> next() {
		try {
			while (due.isEmpty() && !closed) {
				wait();
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return Optional.empty();
		}
		return closed ? Optional.empty() : due;
	}

	private synchronized void done(Turn turn) {
		if (due.filter(turn::equals).isPresent()) {
			due = Optional.empty();
		}
	}

	/** Returns whether it came to its end; false where only a look can tell. */
	private boolean compare(Turn turn) throws CellsException {
		Optional<LastLook.Known> known = last.compare(turn.anew);
		if (known.isEmpty() || !(known.get().scan().tree() instanceof Directory root)
				|| !isSameRoot(known.get(), turn.anew)) {
			return false;
		}
		boolean found = NextToken.with(() -> {
			Differences differences = new Differences(known.get(), root, sightings, System::nanoTime,
					places -> inbox.add(places, false));
			try {
				remote.list("", true, differences, turn.anew);
				differences.finish();
			} finally {
				differences.tell();
			}
			return differences.isNews();
		});
		if (found && turn.unexpected) {
			news.accept(known.get().begun());
		}
		return true;
	}

	/** Where the task's own folder is gone, or is another one, a look tells people so. */
	private boolean isSameRoot(LastLook.Known known, Cancellation cancel) throws CellsException {
		try {
			RemoteNode root = scanner.readRoot(cancel);
			remote.family(root.message());
			return root.uuid().equals(known.scan().rootId());
		} catch (EndpointException e) {
			LOG.debug("There is nothing to compare: {}", e.diagnostic().line());
			return false;
		}
	}

	/** Ends what is under way; nothing is compared any more. */
	void close() {
		Optional<Turn> last;
		synchronized (this) {
			closed = true;
			last = due;
			notifyAll();
		}
		last.ifPresent(turn -> turn.anew.cancel());
	}
}
