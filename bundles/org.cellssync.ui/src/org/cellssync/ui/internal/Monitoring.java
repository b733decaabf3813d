package org.cellssync.ui.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.cellssync.api.util.Cancellation;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;

/** Lets the cancellation of a job reach what it calls. */
final class Monitoring implements AutoCloseable {

	private static final Map<Job, Cancellation> RUNNING = new ConcurrentHashMap<>();

	private final Job job = Job.getJobManager().currentJob();
	private final Cancellation cancellation = new Cancellation();

	Monitoring(IProgressMonitor monitor) {
		RUNNING.put(job, cancellation);
		if (monitor.isCanceled()) {
			cancellation.cancel();
		}
	}

	Cancellation cancellation() {
		return cancellation;
	}

	static void cancel(Job job) {
		Cancellation running = RUNNING.get(job);
		if (running != null) {
			running.cancel();
		}
	}

	@Override
	public void close() {
		RUNNING.remove(job);
	}
}
