package org.cellssync.ui.internal.conflicts;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Side;
import org.cellssync.ui.api.ConflictEditor;
import org.cellssync.ui.api.ConflictInput;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Work;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the best editor there is for one conflict. */
final class ConflictDialog extends TitleAreaDialog implements ConflictInput {

	private static final Logger LOG = LoggerFactory.getLogger(ConflictDialog.class);
	private static final Point SIZE = new Point(860, 560);

	private final TaskView task;
	private final OpenConflict conflict;
	private Path folder;

	ConflictDialog(Shell parent, TaskView task, OpenConflict conflict) {
		super(parent);
		this.task = task;
		this.conflict = conflict;
		setShellStyle(getShellStyle() | SWT.RESIZE);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		getShell().setText(NLS.bind(Messages.Chooser_title, conflict.path().name()));
		setTitle(conflict.path().value());
		setMessage(NLS.bind(Messages.Chooser_message, conflict.path().name()));
		ConflictEditor editor = ConflictEditors.best(conflict);
		editor.create(area, this).setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.CANCEL_ID, Messages.Chooser_later, true);
	}

	@Override
	protected Point getInitialSize() {
		return SIZE;
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
		try {
			Path target = folder().resolve(side.name().toLowerCase(java.util.Locale.ROOT) + "-" + conflict.path().name());
			Files.deleteIfExists(target);
			Services.get().sessions().fetch(task.spec().id(), conflict.path(), side, target, cancel);
			return target;
		} catch (IOException e) {
			throw new EndpointException(Diagnostic.of(Code.LOCAL_IO, conflict.path().value(), String.valueOf(e.getMessage())), e);
		}
	}

	private synchronized Path folder() throws IOException {
		if (folder == null) {
			folder = Files.createTempDirectory("cells-sync-conflict-");
		}
		return folder;
	}

	@Override
	public void decide(Choice choice) {
		Work.start(getShell().getDisplay(), Messages.Conflicts_open, cancel -> {
			Services.get().sessions().resolve(task.spec().id(), conflict.path(), choice);
			return choice;
		}, done -> { });
		close();
	}

	@Override
	public boolean close() {
		boolean closed = super.close();
		if (closed) {
			removeCopies();
		}
		return closed;
	}

	private synchronized void removeCopies() {
		if (folder == null) {
			return;
		}
		try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder)) {
			for (Path copy : copies) {
				Files.delete(copy);
			}
			Files.delete(folder);
		} catch (IOException e) {
			LOG.warn("Copies for comparing stay behind in {}", folder, e);
		}
	}
}
