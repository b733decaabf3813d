package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.protocol.tree.NodeChangeEvent;
import org.cellssync.transport.Answers;
import org.cellssync.transport.CellsException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what the server tells of writes while a single run writes, which nobody watches: it would not know else what of
 * others it replaced. What came before one of our writes has been told when that write is. Where nothing is told (a proxy, a
 * broken stream) the run goes on without. Thread-safe.
 */
final class Echoes implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(Echoes.class);
	/** A server tells of a write after some 15 ms; one that has told nothing for so long tells nothing. */
	private static final Duration LONGEST = Duration.ofSeconds(1);

	private final RemoteTree remote;
	private final String clientUuid;
	private final ForeignWrites foreign;
	private final Cancellation closing = new Cancellation();
	/** Where the server told of writes of ours. */
	private final Set<SyncPath> told = new HashSet<>();
	private boolean begun;
	private boolean deaf;

	Echoes(RemoteTree remote, String clientUuid, ForeignWrites foreign) {
		this.remote = remote;
		this.clientUuid = clientUuid;
		this.foreign = foreign;
	}

	/** Listens from now on. The server has taken that up when it answers the next call on the same connection. */
	synchronized void begin() {
		if (!begun) {
			begun = true;
			Thread.ofPlatform().daemon().name("cells-echoes").start(this::listen);
		}
	}

	private void listen() {
		try (Answers<NodeChangeEvent> answers = remote.changes(closing)) {
			for (Optional<NodeChangeEvent> event = answers.next(); event.isPresent(); event = answers.next()) {
				hear(ChangeReading.of(event.get(), remote.root(), clientUuid));
			}
		} catch (CellsException e) {
			LOG.debug("What is written meanwhile is not told: {}", e.getMessage());
		} catch (CancellationException e) {
			LOG.debug("What is written is no longer listened to");
		} finally {
			giveUp();
		}
	}

	private void hear(ChangeReading reading) {
		if (!reading.own()) {
			reading.written().ifPresent(file -> foreign.told(file.path(), file.version()));
			return;
		}
		synchronized (this) {
			reading.written().ifPresent(file -> told.add(file.path()));
			notifyAll();
		}
	}

	private synchronized void giveUp() {
		deaf = true;
		notifyAll();
	}

	/** Waits until these writes of ours were told, as long as that may take. */
	synchronized void await(Set<SyncPath> written, Cancellation cancel) {
		long end = System.nanoTime() + LONGEST.toNanos();
		try (var registration = cancel.onCancel(this::giveUp)) {
			while (!deaf && !told.containsAll(written)) {
				long left = end - System.nanoTime();
				if (left <= 0) {
					// Who was kept waiting once is not kept waiting again.
					deaf = true;
				} else {
					wait(left / 1_000_000, (int) (left % 1_000_000));
				}
			}
			told.removeAll(written);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		closing.cancel();
	}
}
