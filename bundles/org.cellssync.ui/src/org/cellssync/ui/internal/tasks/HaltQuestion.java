package org.cellssync.ui.internal.tasks;

import java.util.ArrayList;
import java.util.List;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.session.Halt;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;

/** Asks what a halted task shall do. Display thread. */
final class HaltQuestion {

	private HaltQuestion() {
	}

	static void ask(Shell shell, TaskView view) {
		if (!(view.status() instanceof TaskStatus.Halted halted)) {
			return;
		}
		Halt halt = halted.halt();
		Diagnostic why = halt.diagnostic();
		List<String> buttons = new ArrayList<>(halt.choices().stream().map(Texts::choice).toList());
		buttons.add(Messages.Halt_later);
		int answer = MessageDialog.open(MessageDialog.WARNING, shell, NLS.bind(Messages.Halt_title, view.spec().name()),
				Texts.explained(why), 0,
				buttons.toArray(String[]::new));
		if (answer >= 0 && answer < halt.choices().size()) {
			decide(shell, view, halt.choices().get(answer));
		}
	}

	private static void decide(Shell shell, TaskView view, HaltChoice choice) {
		Work.start(shell.getDisplay(), Texts.choice(choice), cancel -> {
			Services.get().sessions().decide(view.spec().id(), choice);
			return choice;
		}, done -> { });
	}
}
