package org.cellssync.engine.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.session.Progress;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.core.tree.SyncPath;

/** Turns what a cycle tells into a task's status and progress, and passes operations on. Thread-safe. */
final class ProgressMeter implements CycleListener {

	private final TaskRuntime task;
	private final Consumer<HistoryEntry> operations;
	private final Consumer<Duration> unseen;
	private final AtomicLong items = new AtomicLong();
	private final AtomicLong bytes = new AtomicLong();
	private volatile long itemsPlanned;
	private volatile long bytesPlanned;

	/** @param unseen hears of moments in which another's write would have been replaced */
	ProgressMeter(TaskRuntime task, Consumer<HistoryEntry> operations, Consumer<Duration> unseen) {
		this.unseen = unseen;
		this.task = task;
		this.operations = operations;
	}

	@Override
	public void phase(TaskStatus.Phase phase) {
		task.status(new TaskStatus.Working(phase));
	}

	@Override
	public void planned(long plannedItems, long plannedBytes) {
		items.set(0);
		bytes.set(0);
		itemsPlanned = plannedItems;
		bytesPlanned = plannedBytes;
		publish();
	}

	@Override
	public void operation(HistoryEntry operation) {
		synchronized (operations) {
			operations.accept(operation);
		}
	}

	@Override
	public void transferred(SyncPath path, long more) {
		bytes.addAndGet(more);
		publish();
	}

	@Override
	public void unseen(SyncPath path, Duration window) {
		unseen.accept(window);
	}

	@Override
	public void finished(StepResult result) {
		items.incrementAndGet();
		publish();
	}

	private void publish() {
		task.progress(new Progress(items.get(), itemsPlanned, bytes.get(), bytesPlanned));
	}
}
