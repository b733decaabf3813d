package org.cellssync.ui.internal.tasks;

import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.session.Progress;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.session.Verification;
import org.cellssync.ui.internal.Latest;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Sizes;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/**
 * Has all content of a task read again on both ends while a person watches, and tells what that has shown. Closing it
 * stops it.
 */
final class VerifyDialog extends TitleAreaDialog {

	private static final Point SIZE = new Point(640, 420);
	private static final int STEPS = 1000;

	private final TaskSpec task;
	/** Heard from several threads; what is shown is the newest when the display comes to it. */
	private final AtomicReference<Progress> newest = new AtomicReference<>();
	private ProgressBar bar;
	private Label count;
	private Text found;
	private Latest question;

	VerifyDialog(Shell parent, TaskSpec task) {
		super(parent);
		this.task = task;
		setShellStyle(SWT.CLOSE | SWT.TITLE | SWT.MIN | SWT.RESIZE | SWT.MODELESS);
		setBlockOnOpen(false);
	}

	/** Opens it and begins. */
	void begin() {
		open();
		Display display = getShell().getDisplay();
		question.ask(getShell().getText(),
				cancel -> Services.get().sessions().verify(task.id(), now -> heard(display, now), cancel),
				this::show, this::failed);
		refresh();
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite dialog = (Composite) super.createDialogArea(parent);
		getShell().setText(NLS.bind(Messages.Verify_name, task.name()));
		setTitle(getShell().getText());
		setMessage(Messages.Verify_text);
		Composite area = new Composite(dialog, SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(10, 10).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		bar = new ProgressBar(area, SWT.HORIZONTAL);
		bar.setMaximum(STEPS);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(bar);
		count = new Label(area, SWT.NONE);
		count.setText(Messages.Verify_looking);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(count);
		found = new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(found);
		question = new Latest(area);
		return dialog;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.STOP_ID, Messages.Doctor_stop, false);
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CLOSE_LABEL, true);
	}

	@Override
	protected Point getInitialSize() {
		return Sizes.byFont(SIZE);
	}

	@Override
	protected void buttonPressed(int id) {
		if (id == IDialogConstants.STOP_ID) {
			question.end();
			setMessage(Messages.Verify_stopped, IMessageProvider.INFORMATION);
			refresh();
		} else {
			super.buttonPressed(id);
		}
	}

	private void refresh() {
		Button stop = getButton(IDialogConstants.STOP_ID);
		stop.setEnabled(question.isAsking());
	}

	/** Any thread. At most one call waits for the display, however much is heard meanwhile. */
	private void heard(Display display, Progress now) {
		if (newest.getAndSet(now) == null && !display.isDisposed()) {
			display.asyncExec(this::advance);
		}
	}

	private void advance() {
		Progress now = newest.getAndSet(null);
		if (!bar.isDisposed() && question.isAsking()) {
			show(now);
		}
	}

	private void show(Progress now) {
		bar.setSelection((int) (STEPS * share(now)));
		count.setText(Texts.progress(now));
	}

	private static double share(Progress now) {
		return now.bytesTotal() > 0 ? (double) now.bytes() / now.bytesTotal()
				: now.filesTotal() > 0 ? (double) now.files() / now.filesTotal() : 0;
	}

	private void show(Verification verified) {
		WindowModel.sessions(getShell().getDisplay()).publish();
		boolean sound = verified.differences().isEmpty() && verified.unread().isEmpty();
		bar.setSelection(STEPS);
		count.setText(NLS.bind(Messages.Verify_took, Math.max(1, verified.took().toSeconds())));
		setMessage(sound ? Messages.Verify_sound : Messages.Verify_unsound,
				sound ? IMessageProvider.INFORMATION : IMessageProvider.WARNING);
		Stream<String> troubles = Stream.concat(verified.differences().stream(), verified.unread().stream())
				.map(Texts::explained);
		found.setText(Stream.concat(Stream.of(Texts.verified(verified)), troubles).collect(Collectors.joining("\n\n")));
		refresh();
	}

	private void failed(Diagnostic failure) {
		setErrorMessage(Texts.trouble(failure));
		refresh();
	}
}
