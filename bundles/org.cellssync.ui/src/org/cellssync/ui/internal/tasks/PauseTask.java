package org.cellssync.ui.internal.tasks;

import java.time.Duration;
import java.util.Optional;

import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Messages;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.widgets.Shell;

/** Pauses the chosen task, for so many minutes or until it is resumed. */
public final class PauseTask extends TaskHandler {

	@Override
	void run(Shell shell, TaskView task, ExecutionEvent event) {
		Optional<Duration> time = Optional.ofNullable(event.getParameter("org.cellssync.ui.minutes"))
				.map(minutes -> Duration.ofMinutes(Long.parseLong(minutes)));
		work(shell, task, Messages.Tasks_pause, (sessions, id) -> sessions.pause(id, time));
	}
}
