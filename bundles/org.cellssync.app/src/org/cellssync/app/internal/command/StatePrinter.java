package org.cellssync.app.internal.command;

import java.util.HashMap;
import java.util.Map;

import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.util.Cancellation;

/** Prints how tasks stand whenever that changes: for programs every view, for people every other state. */
final class StatePrinter {

	private StatePrinter() {
	}

	static Cancellation.Registration watch(Context context, SyncSessions sessions) {
		Map<String, String> last = new HashMap<>();
		return sessions.observe(view -> {
			String state = context.call().json() ? Objects.task(view).toString() : Objects.state(view.status())
					+ view.conflicts().size() + " " + view.problems().size() + " " + view.held().size();
			if (!state.equals(last.put(view.spec().id(), state))) {
				print(context, view);
			}
		});
	}

	static void print(Context context, TaskView view) {
		context.result(Objects.task(view), view.spec().name() + ": " + TaskTexts.state(view));
	}
}
