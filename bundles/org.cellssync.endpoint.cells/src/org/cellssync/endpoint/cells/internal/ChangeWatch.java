package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;

import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
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

	/** So many streams in a row that end soon are no accident, where the server answers other calls. */
	private static final int BREAKS = 3;
	private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
	/** A server that ends its streams, to start anew or for whatever reason, ends those of all its clients at one moment. */
	private static final Duration SCATTER = Duration.ofSeconds(1);
	/** A server that returns is to be noticed within seconds. */
	static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
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
	/**
	 * A place that no look asks the server for: hinted at, it has the task try what failed before, and take in what a look
	 * tells beside the files.
	 */
	private static final List<SyncPath> NO_PLACE = List.of(SyncPath.of(Look.FOLDER_MARK));

	private final RemoteTree remote;
	private final String clientUuid;
	private final HashSightings sightings;
	private final ForeignWrites foreign;
	private final RandomGenerator random;
	private final ChangeInbox inbox;
	private final Comparing comparing;
	private final Cancellation closing = new Cancellation();
	/** The stream that is listened to; none between two. */
	private volatile Answers<NodeChangeEvent> current;
	/** Guarded by itself, and told of what it may have been waited for. */
	private final Delivery delivery;
	private final Duration longestRetry;
	private boolean begun;
	private volatile long heard;
	private volatile boolean late;

	/**
	 * Watches nothing yet.
	 *
	 * @param inbox what is told, by others too
	 * @param last what is compared with what stands there after a gap
	 */
	ChangeWatch(RemoteTree remote, String clientUuid, HashSightings sightings, ForeignWrites foreign, ChangeInbox inbox,
			Scanner scanner, LastLook last, RandomGenerator random, Delivery.Limits limits) {
		this.inbox = inbox;
		this.comparing = new Comparing(remote, scanner, last, sightings, inbox, random, this::happened);
		this.delivery = new Delivery(limits);
		this.longestRetry = limits.look();
		this.remote = remote;
		this.clientUuid = clientUuid;
		this.sightings = sightings;
		this.foreign = foreign;
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
			Thread.ofPlatform().daemon().name("cells-changes-watch").start(this::oversee);
		}
	}

	/** Returns whether somebody waits for changes, or has done so. */
	synchronized boolean isBegun() {
		return begun;
	}

	/**
	 * Something happened on the server that the stream must tell, or has told already.
	 *
	 * @param since after which moment of {@link System#nanoTime()}
	 */
	void happened(long since) {
		synchronized (delivery) {
			if (current != null && heard - since < 0) {
				delivery.happened(System.nanoTime());
				delivery.notifyAll();
			}
		}
	}

	/** Returns whether changes are not told as they happen, so that looks must find them. */
	boolean isLate() {
		return late;
	}

	private void listen() {
		int failures = 0;
		while (!closing.isCancelled()) {
			long opened = System.nanoTime();
			try (Answers<NodeChangeEvent> answers = remote.changes(closing)) {
				takeUp(answers);
				hear(answers);
				LOG.debug("The change stream ended");
			} catch (CellsException e) {
				LOG.debug("The change stream broke: {}", e.getMessage());
			} catch (CancellationException e) {
				// Closed, by us or because of its silence; the loop's condition tells.
				LOG.debug("The change stream was closed");
			}
			synchronized (delivery) {
				current = null;
				delivery.ended();
			}
			boolean stood = System.nanoTime() - opened > LONGEST_PAUSE.toNanos();
			failures = stood ? 0 : failures + 1;
			if (failures >= BREAKS && !closing.isCancelled() && isReachable()) {
				broke();
			}
			pause(failures);
		}
	}

	private void broke() {
		synchronized (delivery) {
			delivery.broke(System.nanoTime());
			delivery.notifyAll();
		}
	}

	private void hear(Answers<NodeChangeEvent> answers) throws CellsException {
		for (Optional<NodeChangeEvent> event = answers.next(); event.isPresent(); event = answers.next()) {
			synchronized (delivery) {
				heard = System.nanoTime();
				delivery.heard();
				judged();
			}
			ChangeReading reading = ChangeReading.of(event.get(), remote.root(), clientUuid);
			reading.finished().ifPresent(upload -> sightings.told(upload.version(), upload.hash()));
			if (!reading.own()) {
				reading.written().ifPresent(file -> foreign.told(file.path(), file.version()));
			}
			if (reading.everything()) {
				comparing.afterGap();
			}
			inbox.add(reading.places(), reading.own());
		}
	}

	/** Beside a stream that was just opened: has found out what changed before it stood. */
	private void takeUp(Answers<NodeChangeEvent> answers) {
		heard = System.nanoTime();
		current = answers;
		Thread.ofPlatform().daemon().name("cells-changes-begin").start(() -> {
			try {
				if (!isReachable()) {
					answers.close();
					return;
				}
				Pauses.pause(TAKING_UP, closing);
				if (isCurrent(answers)) {
					synchronized (delivery) {
						delivery.opened(System.nanoTime());
						delivery.notifyAll();
					}
					inbox.add(NO_PLACE, false);
					comparing.afterGap();
				}
			} catch (CancellationException e) {
				LOG.debug("The change stream is no longer taken up");
			}
		});
	}

	/**
	 * Beside all streams, for as long as the endpoint is open: has found out what changed where they do not tell
	 * it, and ends the one whose connection is dead.
	 */
	private void oversee() {
		long checked = System.nanoTime();
		try (var registration = closing.onCancel(this::wakeOverseer)) {
			while (!closing.isCancelled()) {
				if (isLookDue()) {
					comparing.inDoubt();
				}
				long now = System.nanoTime();
				Answers<NodeChangeEvent> answers = current;
				if (answers != null && now - Math.max(heard, checked) > SILENCE.toNanos()) {
					checked = now;
					if (!isReachable()) {
						answers.close();
					}
				}
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} catch (CancellationException e) {
			LOG.debug("The change stream is no longer watched");
		}
	}

	private void wakeOverseer() {
		synchronized (delivery) {
			delivery.notifyAll();
		}
	}

	/** Waits until a look may be due, or something else is to be seen to. */
	private boolean isLookDue() throws InterruptedException {
		synchronized (delivery) {
			long now = System.nanoTime();
			boolean due = delivery.isLookDue(now);
			if (delivery.isBroken() && current != null && now - heard > LONGEST_PAUSE.toNanos()) {
				due |= delivery.stood();
			}
			judged();
			if (!due && !closing.isCancelled()) {
				long longest = delivery.isBroken() ? LONGEST_PAUSE.toNanos() : SILENCE.toNanos();
				delivery.wait(1 + Math.min(delivery.untilLook(now), longest) / 1_000_000);
			}
			return due;
		}
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

	private void judged() {
		if (late != delivery.isLate()) {
			late = delivery.isLate();
			LOG.info(late ? "Changes on the server are not told, it is looked at now and then"
					: "Changes on the server are told again");
			inbox.add(NO_PLACE, false);
		}
	}

	/**
	 * Returns the pause after so many streams in a row that ended soon: half of it by chance, so that not all come at once,
	 * and all of it after one that stood for long.
	 */
	static Duration pauseAfter(int failures, Duration longestRetry, RandomGenerator random) {
		if (failures == 0) {
			return Duration.ofMillis(random.nextLong(SCATTER.toMillis() + 1));
		}
		long most = Math.max(LONGEST_PAUSE.toMillis(), longestRetry.toMillis());
		long longest = Math.min(most, FIRST_PAUSE.toMillis() << Math.min(failures - 1, 10));
		return Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1));
	}

	private void pause(int failures) {
		try {
			Pauses.pause(pauseAfter(failures, late ? longestRetry : LONGEST_PAUSE, random), closing);
		} catch (CancellationException e) {
			LOG.debug("The change stream is not opened again");
		}
	}

	@Override
	public void close() {
		inbox.close();
		comparing.close();
		closing.cancel();
	}
}
