package org.cellssync.ui.internal.wizard;

import java.util.Optional;

import org.cellssync.api.session.TaskOptions;
import org.cellssync.core.sync.Mode;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.options.OptionsControls;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.widgets.Composite;

/** What the task does; the usual choices are made already. */
final class OptionsPage extends WizardPage {

	private final TaskWizard wizard;
	private OptionsControls controls;

	OptionsPage(TaskWizard wizard) {
		super("options", Messages.Wizard_optionsTitle, null);
		this.wizard = wizard;
		setDescription(Messages.Wizard_optionsText);
	}

	@Override
	public void createControl(Composite parent) {
		controls = new OptionsControls(parent, TaskOptions.DEFAULT);
		controls.whenTyped(() -> {
			setErrorMessage(controls.trouble().orElse(null));
			setPageComplete(controls.trouble().isEmpty());
		});
		setControl(controls.control());
	}

	/** Returns what is chosen. */
	TaskOptions options() {
		return controls.options();
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		if (visible) {
			controls.in(wizard.remoteAddress().orElseThrow());
			controls.fix(wizard.isReadOnly() ? Optional.of(Mode.DOWNLOAD) : Optional.empty());
			setMessage(wizard.isReadOnly() ? Messages.Wizard_readOnlyChosen : null,
					wizard.isReadOnly() ? INFORMATION : NONE);
			controls.setFocus();
		}
	}
}
