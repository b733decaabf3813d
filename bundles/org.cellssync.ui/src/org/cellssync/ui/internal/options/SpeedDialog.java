package org.cellssync.ui.internal.options;

import java.util.Optional;

import org.cellssync.api.session.Speed;
import org.cellssync.ui.internal.Latest;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Texts;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;

/** How fast the content of all tasks together travels. */
final class SpeedDialog extends TitleAreaDialog {

	private final Speed before;
	private SpeedControls speed;
	private Latest change;

	/** @param before as it is set up now */
	SpeedDialog(Shell parent, Speed before) {
		super(parent);
		this.before = before;
		setShellStyle(getShellStyle() | SWT.RESIZE);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		getShell().setText(Messages.Speed_title);
		setTitle(Messages.Speed_title);
		setMessage(Messages.Speed_text);
		Composite rows = new Composite(area, SWT.NONE);
		rows.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		GridLayoutFactory.swtDefaults().numColumns(2).spacing(10, 8).applyTo(rows);
		speed = new SpeedControls(rows, before);
		speed.whenChanged(this::refresh);
		change = new Latest(area);
		return area;
	}

	private void refresh() {
		Optional<String> trouble = speed.trouble();
		setErrorMessage(trouble.orElse(null));
		speed.setEnabled(!change.isAsking());
		getButton(IDialogConstants.OK_ID).setEnabled(trouble.isEmpty() && !change.isAsking());
	}

	/** The dialog is closed once the limits are kept, and stays where they cannot be. */
	@Override
	protected void okPressed() {
		Speed changed = speed.speed();
		change.ask(Messages.Speed_title, cancel -> {
			Services.get().sessions().speed(changed);
			return changed;
		}, done -> super.okPressed(), failure -> {
			refresh();
			setErrorMessage(Texts.trouble(failure));
		});
		refresh();
	}
}
