package org.cellssync.sample.plugin;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Side;
import org.cellssync.ui.api.ConflictInput;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;

/** Brings both versions here and compares them, off the display thread; tells the outcome on it. */
final class ReadTables extends Job {

	private final Display display;
	private final ConflictInput input;
	private final Consumer<Result> done;
	private final Consumer<String> failed;
	private final Cancellation cancellation = new Cancellation();

	/**
	 * Both tables.
	 *
	 * @param comparison what differs
	 * @param width cells in the longest row
	 */
	record Result(TableComparison comparison, int width) {
	}

	ReadTables(Display display, ConflictInput input, Consumer<Result> done, Consumer<String> failed) {
		super(Messages.Csv_fetching);
		this.display = display;
		this.input = input;
		this.done = done;
		this.failed = failed;
	}

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		try {
			CsvTable local = CsvTable.read(input.content(Side.LOCAL, cancellation));
			CsvTable remote = CsvTable.read(input.content(Side.REMOTE, cancellation));
			Result result = new Result(TableComparison.of(local, remote),
					Math.max(local.width(), remote.width()));
			later(() -> done.accept(result));
		} catch (EndpointException e) {
			later(() -> failed.accept(e.diagnostic().message()));
		} catch (IOException e) {
			later(() -> failed.accept(String.valueOf(e.getMessage())));
		} catch (CancellationException e) {
			return Status.CANCEL_STATUS;
		}
		return Status.OK_STATUS;
	}

	private void later(Runnable action) {
		if (!display.isDisposed()) {
			display.asyncExec(action);
		}
	}

	@Override
	protected void canceling() {
		cancellation.cancel();
	}
}
