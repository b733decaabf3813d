package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;

import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.util.Cancellation;
import org.cellssync.protocol.tree.NodeChangeEvent;
import org.cellssync.transport.Answers;
import org.cellssync.transport.CellsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the server's change stream, on a thread of its own, for as long as the endpoint is open. The
 * stream has no memory: once it is up, for the first time or again, anything may have changed before.
 */
final class ChangeWatch implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(ChangeWatch.class);

	private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
	/** A server that returns is to be noticed within seconds. */
	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
	/**
	 * The server says nothing when a stream begins. It has taken it up, though, when it answers a later call
	 * on the same connection; this is the time given to it on top.
	 */
	private static final Duration TAKING_UP = Duration.ofMillis(100);
	/**
	 * After this silence it is made sure that there still is a connection, as after a computer's sleep there
	 * may be none.
	 */
	private static final Duration SILENCE = Duration.ofMinutes(1);

	private final RemoteTree remote;
	private final String clientUuid;
	private final HashSightings sightings;
	private final RandomGenerator random;
	private final ChangeInbox inbox = new ChangeInbox();
	private final Cancellation closing = new Cancellation();
	/** The stream that is listened to; none between two. */
	private volatile Answers<NodeChangeEvent> current;
	private boolean begun;
	private volatile long heard;

	ChangeWatch(RemoteTree remote, String clientUuid, HashSightings sightings, RandomGenerator random) {
		this.remote = remote;
		this.clientUuid = clientUuid;
		this.sightings = sightings;
		this.random = random;
	}

	/** Waits for changes; the first call begins listening and returns when nothing can be missed any more. */
	Hint await(Cancellation cancel) {
		begin();
		return inbox.take(cancel);
	}

	private synchronized void begin() {
		if (!begun) {
			begun = true;
			Thread.ofPlatform().daemon().name("cells-changes").start(this::listen);
		}
	}

	private void listen() {
		int failures = 0;
		while (!closing.isCancelled()) {
			long opened = System.nanoTime();
			try (Answers<NodeChangeEvent> answers = remote.changes(closing)) {
				watchOver(answers);
				hear(answers);
				LOG.debug("The change stream ended");
			} catch (CellsException e) {
				LOG.debug("The change stream broke: {}", e.getMessage());
			} catch (CancellationException e) {
				// Closed, by us or because of its silence; the loop's condition tells.
				LOG.debug("The change stream was closed");
			}
			current = null;
			failures = System.nanoTime() - opened > LONGEST_PAUSE.toNanos() ? 0 : failures + 1;
			pause(failures);
		}
	}

	private void hear(Answers<NodeChangeEvent> answers) throws CellsException {
		heard = System.nanoTime();
		for (Optional<NodeChangeEvent> event = answers.next(); event.isPresent(); event = answers.next()) {
			heard = System.nanoTime();
			ChangeReading reading = ChangeReading.of(event.get(), remote.root(), clientUuid);
			reading.finished().ifPresent(upload -> sightings.told(upload.version(), upload.hash()));
			if (reading.everything()) {
				inbox.addEverything();
			}
			inbox.add(reading.places(), reading.own());
		}
	}

	/**
	 * Beside a stream: tells that anything may have changed before it stood, and ends it where the connection
	 * is dead.
	 */
	private void watchOver(Answers<NodeChangeEvent> answers) {
		current = answers;
		Thread.ofPlatform().daemon().name("cells-changes-watch").start(() -> {
			try {
				if (!isReachable()) {
					answers.close();
					return;
				}
				Pauses.pause(TAKING_UP, closing);
				if (isCurrent(answers)) {
					inbox.addEverything();
				}
				while (isCurrent(answers)) {
					Pauses.pause(SILENCE, closing);
					if (isCurrent(answers) && System.nanoTime() - heard > SILENCE.toNanos()
							&& !isReachable()) {
						answers.close();
					}
				}
			} catch (CancellationException e) {
				LOG.debug("The change stream is no longer watched");
			}
		});
	}

	private boolean isCurrent(Answers<NodeChangeEvent> answers) {
		return current == answers;
	}

	private boolean isReachable() {
		try {
			remote.read("", closing);
			return true;
		} catch (CellsException e) {
			return false;
		}
	}

	private void pause(int failures) {
		if (failures == 0 || closing.isCancelled()) {
			return;
		}
		long longest = Math.min(LONGEST_PAUSE.toMillis(),
				FIRST_PAUSE.toMillis() << Math.min(failures - 1, 10));
		try {
			Pauses.pause(Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1)), closing);
		} catch (CancellationException e) {
			LOG.debug("The change stream is not opened again");
		}
	}

	@Override
	public void close() {
		inbox.close();
		closing.cancel();
	}
}
