package org.cellssync.ui.internal.wizard;

import java.util.List;

import org.cellssync.api.account.Account;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Sizes;
import org.cellssync.ui.internal.Work;
import org.cellssync.ui.internal.takeover.TakeOver;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Shell;

/** Opens the wizard that sets up a task. Display thread. */
public final class FirstTask {

	private static final Point PAGE = new Point(720, 400);

	private FirstTask() {
	}

	/** Where no task is set up yet, opens the wizard; what the original client has is offered before. */
	public static void offer(Shell parent) {
		if (Services.get().sessions().views().isEmpty()) {
			Work.quietly(parent.getDisplay(), Messages.Takeover_title, cancel -> TakeOver.isWorthwhile(), worthwhile -> {
				if (worthwhile && !parent.isDisposed()) {
					TakeOver.offer(parent);
				}
				if (Services.get().sessions().views().isEmpty()) {
					open(parent);
				}
			}, failure -> Work.show(parent, failure));
		}
	}

	/** Opens the wizard, as soon as the accounts that may be chosen are read. */
	public static void open(Shell parent) {
		Work.quietly(parent.getDisplay(), Messages.Wizard_title, cancel -> Services.get().accounts().list(),
				accounts -> open(parent, accounts), failure -> Work.show(parent, failure));
	}

	/** Returns how large the pages of wizards are. */
	static Point page() {
		return Sizes.byFont(PAGE);
	}

	private static void open(Shell parent, List<Account> accounts) {
		if (!parent.isDisposed()) {
			TaskWizard wizard = new TaskWizard(accounts);
			WizardDialog dialog = new WizardDialog(parent, wizard);
			dialog.addPageChangingListener(wizard::changing);
			dialog.setPageSize(page());
			wizard.whenAdded(dialog::close);
			dialog.open();
		}
	}
}
