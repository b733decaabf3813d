package org.cellssync.ui.internal.tasks;

import java.util.Optional;

import org.cellssync.api.session.Halt;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.core.sync.Side;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;

/**
 * Asks what a halted task shall do; what can be done stands below each other, since it is told in sentences. Display
 * thread.
 */
final class HaltQuestion extends MessageDialog {

	private final Halt halt;
	private Button first;
	private Optional<HaltChoice> chosen = Optional.empty();

	private HaltQuestion(Shell shell, String task, Halt halt) {
		super(shell, NLS.bind(Messages.Halt_title, task), null, told(halt), WARNING, 0, Messages.Halt_later);
		this.halt = halt;
	}

	/** Where items are gone it is told from which side. */
	private static String told(Halt halt) {
		String text = Texts.explained(halt.diagnostic());
		return halt.items() == 0 ? text
				: NLS.bind(Messages.Halt_told, text,
						halt.side() == Side.REMOTE ? Messages.Halt_lostHere : Messages.Halt_lostThere);
	}

	static void ask(Shell shell, TaskView view) {
		if (view.status() instanceof TaskStatus.Halted halted) {
			HaltQuestion question = new HaltQuestion(shell, view.spec().name(), halted.halt());
			question.open();
			question.chosen.ifPresent(choice -> decide(shell, view, halted.halt(), choice));
		}
	}

	private static void decide(Shell shell, TaskView view, Halt halt, HaltChoice choice) {
		Work.start(shell.getDisplay(), Texts.choice(choice, halt.side()), cancel -> {
			Services.get().sessions().decide(view.spec().id(), choice);
			return choice;
		}, done -> {});
	}

	@Override
	protected Control createCustomArea(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().applyTo(area);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(area);
		for (HaltChoice choice : halt.choices()) {
			Button button = new Button(area, SWT.PUSH);
			button.setText(Texts.choice(choice, halt.side()));
			button.addListener(SWT.Selection, event -> {
				chosen = Optional.of(choice);
				close();
			});
			GridDataFactory.fillDefaults().grab(true, false).applyTo(button);
			first = first == null ? button : first;
		}
		return area;
	}

	/** What is offered first loses nothing. */
	@Override
	public void create() {
		super.create();
		if (first != null) {
			getShell().setDefaultButton(first);
			first.setFocus();
		}
	}
}
