package org.cellssync.engine.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.endpoint.EndpointException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when an administrator's rules are other ones than before, or cannot be read any more, while tasks run. */
final class RulesWatch implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(RulesWatch.class);
	private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

	private final IgnoreRegistry managed;
	private final Surroundings around;
	private final Runnable changed;
	private boolean closed;

	/** Begins to watch. */
	RulesWatch(IgnoreRegistry managed, Surroundings around, Runnable changed) {
		this.managed = managed;
		this.around = around;
		this.changed = changed;
		Optional<List<String>> before = rules();
		Thread.ofPlatform().daemon().name("sync-managed-rules").start(() -> watch(before));
	}

	private synchronized void watch(Optional<List<String>> before) {
		Optional<List<String>> last = before;
		while (!closed) {
			try {
				around.waiting().on(this, BETWEEN_LOOKS.toMillis());
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				return;
			}
			Optional<List<String>> now = rules();
			if (!closed && !now.equals(last)) {
				LOG.info("The rules of the administrator have changed");
				last = now;
				changed.run();
			}
		}
	}

	/** Returns the rules; empty where they cannot be read, which the tasks tell themselves. */
	private Optional<List<String>> rules() {
		try {
			return Optional.of(managed.rules());
		} catch (EndpointException e) {
			LOG.debug("The rules of the administrator cannot be read: {}", e.diagnostic().line());
			return Optional.empty();
		}
	}

	@Override
	public synchronized void close() {
		closed = true;
		notifyAll();
	}
}
