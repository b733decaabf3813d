package org.cellssync.protocol.tests;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import org.cellssync.protocol.tree.NodeChangeEvent;

import com.google.protobuf.Message;

/** Events that came, each once, until a test takes them out. Safe for use by many threads. */
final class EventLog {
	private static final long SECONDS = 10;

	private final ReentrantLock lock = new ReentrantLock();
	private final Condition came = lock.newCondition();
	private final Set<Message> seen = new HashSet<>();
	private final List<NodeChangeEvent> waiting = new ArrayList<>();

	void add(Message event) {
		lock.lock();
		try {
			// real servers send some events twice, and so does the sandbox
			if (seen.add(event)) {
				waiting.add((NodeChangeEvent) event);
				came.signalAll();
			}
		} finally {
			lock.unlock();
		}
	}

	/** Waits for an event like this, and takes it out. */
	Optional<NodeChangeEvent> take(Predicate<NodeChangeEvent> wanted) {
		lock.lock();
		try {
			var left = TimeUnit.SECONDS.toNanos(SECONDS);
			while (true) {
				var found = waiting.stream().filter(wanted).findFirst();
				if (found.isPresent()) {
					waiting.remove(found.get());
					return found;
				}
				if (left <= 0) {
					return Optional.empty();
				}
				left = came.awaitNanos(left);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return Optional.empty();
		} finally {
			lock.unlock();
		}
	}

	/** Returns what nobody took out. */
	List<NodeChangeEvent> rest() {
		lock.lock();
		try {
			return List.copyOf(waiting);
		} finally {
			lock.unlock();
		}
	}
}
