package org.cellssync.ui.internal.conflicts;

import java.nio.file.Path;
import java.util.List;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Side;
import org.cellssync.ui.api.ConflictEditor;
import org.cellssync.ui.api.ConflictInput;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Sizes;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/** Shows the best editor there is for one conflict. */
final class ConflictDialog extends TitleAreaDialog implements ConflictInput {

	private static final Point SIZE = new Point(960, 760);

	private final TaskView task;
	private final OpenConflict conflict;
	private final Copies copies;

	ConflictDialog(Shell parent, TaskView task, OpenConflict conflict) {
		super(parent);
		this.task = task;
		this.conflict = conflict;
		this.copies = new Copies(task, conflict);
		setShellStyle(getShellStyle() | SWT.RESIZE);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		getShell().setText(NLS.bind(Messages.Chooser_title, conflict.path().name()));
		setTitle(conflict.path().value());
		setMessage(Messages.Chooser_message);
		ConflictEditor editor = ConflictEditors.best(conflict);
		editor.create(area, this).setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		Display display = parent.getDisplay();
		area.addDisposeListener(event -> Work.quietly(display, Messages.Chooser_later, cancel -> {
			copies.close();
			return copies;
		}, done -> {}, failure -> {}));
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.CANCEL_ID, Messages.Chooser_later, true);
	}

	@Override
	protected Point getInitialSize() {
		return Sizes.byFont(SIZE);
	}

	@Override
	public TaskView task() {
		return task;
	}

	@Override
	public OpenConflict conflict() {
		return conflict;
	}

	@Override
	public Path content(Side side, Cancellation cancel) throws EndpointException {
		return copies.fetch(side, cancel);
	}

	@Override
	public void merge(String text) {
		Display display = getShell().getDisplay();
		setErrorMessage(null);
		Work.start(display, Messages.Chooser_merging, cancel -> {
			copies.merge(text, cancel);
			return copies;
		}, done -> {
			WindowModel.sessions(display).publish();
			close();
		}, failure -> {
			if (getShell() != null && !getShell().isDisposed()) {
				setErrorMessage(Texts.trouble(failure));
			}
		});
	}

	@Override
	public void decide(Choice choice) {
		Decisions.make(getShell().getDisplay(), List.of(new ConflictItem(task, conflict)), choice);
		close();
	}
}
