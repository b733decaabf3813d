package org.cellssync.ui.internal.options;

import java.util.Optional;

import org.cellssync.api.session.TaskSpec;
import org.cellssync.ui.internal.Latest;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Name and options of a task that is there. Its ends are told; they cannot be changed. */
public final class TaskProperties extends TitleAreaDialog {

	private final TaskSpec task;
	private Text name;
	private OptionsControls options;
	private Latest change;

	/** @param task as it is set up now */
	public TaskProperties(Shell parent, TaskSpec task) {
		super(parent);
		this.task = task;
		setShellStyle(getShellStyle() | SWT.RESIZE);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		getShell().setText(NLS.bind(Messages.Properties_title, task.name()));
		setTitle(task.name());
		setMessage(NLS.bind(Messages.Properties_ends, Texts.end(task.left()), Texts.end(task.right())));
		Composite row = new Composite(area, SWT.NONE);
		row.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		GridLayoutFactory.swtDefaults().numColumns(2).spacing(10, 8).applyTo(row);
		new Label(row, SWT.NONE).setText(Messages.Wizard_name);
		name = new Text(row, SWT.BORDER);
		name.setText(task.name());
		name.addListener(SWT.Modify, event -> refresh());
		GridDataFactory.fillDefaults().grab(true, false).applyTo(name);
		options = new OptionsControls(area, task.options());
		options.in(task.right());
		options.whenTyped(this::refresh);
		options.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		change = new Latest(area);
		return area;
	}

	private void refresh() {
		Optional<String> trouble = options.trouble();
		setErrorMessage(trouble.orElse(null));
		getButton(IDialogConstants.OK_ID).setEnabled(!name.getText().isBlank() && trouble.isEmpty() && !change.isAsking());
	}

	/**
	 * A running task ends what it is about first; the dialog is closed when that is done, and stays where something is
	 * wrong.
	 */
	@Override
	protected void okPressed() {
		TaskSpec changed = task.withName(name.getText().strip()).withOptions(options.options());
		setErrorMessage(null);
		change.ask(Messages.Properties_changing, cancel -> Services.get().sessions().edit(changed), view -> {
			WindowModel.sessions(getShell().getDisplay()).publish();
			super.okPressed();
		}, failure -> {
			refresh();
			setErrorMessage(Texts.trouble(failure));
		});
		refresh();
	}
}
