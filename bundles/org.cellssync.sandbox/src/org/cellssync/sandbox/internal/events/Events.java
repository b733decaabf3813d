package org.cellssync.sandbox.internal.events;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import org.cellssync.sandbox.internal.tree.NodeView;
import org.cellssync.sandbox.internal.web.Faults;
import org.cellssync.sandbox.internal.web.Hazard;

/**
 * Carries changes to those who listen: late, out of order, and some twice, as on a real server.
 * <p>
 * {@link #publish} may be called under a lock: it only puts the change aside. Listeners are called on the
 * scheduler's thread, one after the other.
 */
public final class Events {
	private static final int DELAY_MILLIS = 10;
	private static final int JITTER_MILLIS = 12;
	private static final int DELETION_DELAY_MILLIS = 120;
	private static final double TWICE = 0.04;

	private final ScheduledExecutorService scheduler;
	private final Faults faults;
	private final RandomGenerator random;
	private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

	public Events(ScheduledExecutorService scheduler, Faults faults, RandomGenerator random) {
		this.scheduler = scheduler;
		this.faults = faults;
		this.random = random;
		faults.onDropStreams(() -> subscriptions.forEach(Subscription::drop));
	}

	/** Says where a node lies for one listener. */
	@FunctionalInterface
	public interface Scope {
		/**
		 * Returns the node's path as the listener knows it, or nothing when it lies outside.
		 *
		 * @param source name of a data source
		 * @param path path within it
		 */
		Optional<String> locate(String source, String path);
	}

	/** Takes changes, with the paths as the scope tells them. */
	public interface Listener {
		/** Takes one change; a side without a path lies outside and is absent. */
		void changed(Change change, Optional<String> sourcePath, Optional<String> targetPath);

		/** Is told that there will be no more. */
		void dropped();
	}

	/** One listener, until it is closed. */
	public final class Subscription implements AutoCloseable {
		private final Scope scope;
		private final Listener listener;

		private Subscription(Scope scope, Listener listener) {
			this.scope = scope;
			this.listener = listener;
		}

		private void drop() {
			close();
			listener.dropped();
		}

		/** Ends the calls to the listener; one may still be under way. */
		@Override
		public void close() {
			subscriptions.remove(this);
		}
	}

	/** Lets a listener hear of all later changes within a scope. */
	public Subscription subscribe(Scope scope, Listener listener) {
		var result = new Subscription(scope, listener);
		subscriptions.add(result);
		return result;
	}

	/** Returns whether anybody listens. */
	public boolean hasListeners() {
		return !subscriptions.isEmpty();
	}

	/** Tells everybody of a change, soon. */
	public void publish(Change change) {
		if (!hasListeners()) {
			return;
		}
		var isShuffled = faults.isOn(Hazard.SHUFFLED_EVENTS);
		schedule(change, isShuffled);
		if (isShuffled && random.nextDouble() < TWICE) {
			schedule(change, true);
		}
	}

	private void schedule(Change change, boolean isShuffled) {
		var delay = DELAY_MILLIS * 1000L;
		if (isShuffled) {
			delay += random.nextInt(JITTER_MILLIS * 1000);
			if (change.kind() == Change.Kind.DELETE) {
				delay += DELETION_DELAY_MILLIS * 1000L;
			}
		}
		scheduler.schedule(() -> subscriptions.forEach(to -> deliver(change, to)), delay,
				TimeUnit.MICROSECONDS);
	}

	private static void deliver(Change change, Subscription to) {
		var source = change.source().flatMap(node -> located(to, node));
		var target = change.target().flatMap(node -> located(to, node));
		if (source.isEmpty() && target.isEmpty()) {
			return;
		}
		if (change.kind() != Change.Kind.UPDATE_PATH || source.isPresent() && target.isPresent()) {
			to.listener.changed(change, source, target);
			return;
		}
		// a move across the border looks like a deletion from the one side, and like creations from the other
		if (source.isPresent()) {
			to.listener.changed(Change.deleted(change.source().orElseThrow(), change.metadata()), source,
					target);
			return;
		}
		to.listener.changed(Change.created(change.target().orElseThrow(), change.metadata()), source, target);
		for (var node : change.below()) {
			located(to, node).ifPresent(path -> to.listener.changed(Change.created(node, change.metadata()),
					Optional.empty(), Optional.of(path)));
		}
	}

	private static Optional<String> located(Subscription to, NodeView node) {
		return to.scope.locate(node.source(), node.sourcePath());
	}
}
