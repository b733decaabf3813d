package org.cellssync.ui.internal;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what waits for disk or net off the display thread and tells a person what went wrong. */
public final class Work {

	private static final Logger LOG = LoggerFactory.getLogger(Work.class);

	/** Family of all jobs started here. */
	public static final Object FAMILY = new Object();

	/** Something that waits. */
	@FunctionalInterface
	public interface Call<T> {

		/** Does it, in a job's thread. */
		T run(Cancellation cancel) throws EndpointException;
	}

	private Work() {
	}

	/**
	 * Does {@code call} in a job named {@code name}, then {@code done} on the display thread; failures are shown in a
	 * dialog.
	 */
	public static <T> Job start(Display display, String name, Call<T> call, Consumer<T> done) {
		return start(display, name, call, done, failure -> show(display.getActiveShell(), failure));
	}

	/** The same with {@code failed} instead of a dialog. Cancelled work calls neither. */
	public static <T> Job start(Display display, String name, Call<T> call, Consumer<T> done, Consumer<Diagnostic> failed) {
		Job job = job(display, name, call, done, failed);
		job.schedule();
		return job;
	}

	/** The same for what nobody asked for: it is not shown among what goes on. */
	public static <T> Job quietly(Display display, String name, Call<T> call, Consumer<T> done,
			Consumer<Diagnostic> failed) {
		Job job = job(display, name, call, done, failed);
		job.setSystem(true);
		job.schedule();
		return job;
	}

	private static <T> Job job(Display display, String name, Call<T> call, Consumer<T> done, Consumer<Diagnostic> failed) {
		return new FamilyJob(name, monitor -> {
			try (Monitoring monitoring = new Monitoring(monitor)) {
				T result = call.run(monitoring.cancellation());
				later(display, () -> done.accept(result));
			} catch (EndpointException e) {
				later(display, () -> failed.accept(e.diagnostic()));
			} catch (CancellationException e) {
				monitor.setCanceled(true);
			} catch (RuntimeException | Error e) {
				LOG.error("{} met a fault of ours", name, e);
				later(display, () -> failed.accept(Diagnostic.of(Code.INTERNAL, name, String.valueOf(e))));
			}
		});
	}

	private static void later(Display display, Runnable action) {
		if (!display.isDisposed()) {
			display.asyncExec(action);
		}
	}

	/** Shows what is wrong, what it means and what to do. Display thread. */
	public static void show(Shell parent, Diagnostic diagnostic) {
		MessageDialog.openError(parent, Messages.Error_title, Texts.explained(diagnostic));
	}

	/** A job of this family. */
	private static final class FamilyJob extends Job {
		private final ICoreRunnable work;

		FamilyJob(String name, ICoreRunnable work) {
			super(name);
			this.work = work;
		}

		@Override
		protected org.eclipse.core.runtime.IStatus run(IProgressMonitor monitor) {
			try {
				work.run(monitor);
			} catch (org.eclipse.core.runtime.CoreException e) {
				return e.getStatus();
			}
			return monitor.isCanceled() ? org.eclipse.core.runtime.Status.CANCEL_STATUS
					: org.eclipse.core.runtime.Status.OK_STATUS;
		}

		@Override
		public boolean belongsTo(Object family) {
			return family == FAMILY;
		}

		@Override
		protected void canceling() {
			Monitoring.cancel(this);
		}
	}
}
