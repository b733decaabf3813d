package org.cellssync.engine.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.cellssync.api.session.TaskView;
import org.cellssync.api.util.Cancellation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners of changed tasks: at most four times a second each, the newest view only, from one thread. */
final class Publisher implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
	private static final long MILLIS = 250;

	private final List<Consumer<TaskView>> listeners = new CopyOnWriteArrayList<>();
	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
			Thread.ofPlatform().daemon().name("sync-publisher").factory());

	Cancellation.Registration observe(Consumer<TaskView> listener) {
		listeners.add(listener);
		return () -> listeners.remove(listener);
	}

	/** Gives one task its slot. */
	Slot slot(TaskRuntime task) {
		return new Slot(task);
	}

	/** One task's turn to be told of. */
	final class Slot {
		private final TaskRuntime task;
		private final AtomicBoolean waiting = new AtomicBoolean();

		private Slot(TaskRuntime task) {
			this.task = task;
		}

		/** The task has changed. */
		void changed() {
			if (waiting.compareAndSet(false, true) && !thread.isShutdown()) {
				thread.schedule(this::tell, MILLIS, TimeUnit.MILLISECONDS);
			}
		}

		private void tell() {
			waiting.set(false);
			TaskView view = task.view();
			for (Consumer<TaskView> listener : listeners) {
				try {
					listener.accept(view);
				} catch (RuntimeException e) {
					LOG.error("A listener failed on task {}", view.spec().id(), e);
				}
			}
		}
	}

	@Override
	public void close() {
		((ExecutorService) thread).shutdownNow();
	}
}
