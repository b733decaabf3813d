package org.cellssync.ui.internal.conflicts;

import java.util.List;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.util.Cancellation;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Display;

/** Decides about items in a job; what is decided is carried out with the task's next look. */
final class Decisions {

	private Decisions() {
	}

	/** Display thread. */
	static void make(Display display, List<? extends Decidable> items, Choice choice) {
		Work.start(display, NLS.bind(Messages.Conflicts_deciding, Texts.choice(choice)), cancel -> {
			for (Decidable item : items) {
				decide(item, choice, cancel);
			}
			return items;
		}, done -> WindowModel.sessions(display).publish());
	}

	/** What is gone meanwhile needs no decision any more. */
	private static void decide(Decidable item, Choice choice, Cancellation cancel) throws EndpointException {
		cancel.check();
		SyncSessions sessions = Services.get().sessions();
		try {
			sessions.resolve(item.taskId(), item.path(), choice);
		} catch (EndpointException e) {
			boolean open = sessions.view(item.taskId()).filter(item::isOpen).isPresent();
			if (open || e.diagnostic().code() != Code.USAGE) {
				throw e;
			}
		}
	}
}
