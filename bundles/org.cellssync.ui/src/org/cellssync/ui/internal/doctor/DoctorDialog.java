package org.cellssync.ui.internal.doctor;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.doctor.Check;
import org.cellssync.api.doctor.CheckStep;
import org.cellssync.api.doctor.Examination;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Latest;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Sizes;
import org.cellssync.ui.internal.Tables;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Checks a server step by step while a person watches: what each step found, what it means and what to change. */
public final class DoctorDialog extends TitleAreaDialog {

	private static final Point SIZE = new Point(860, 780);
	private static final int LINES = 6;
	private static final int CHECK = IDialogConstants.CLIENT_ID;
	private static final int STOP = IDialogConstants.CLIENT_ID + 1;
	private static final int COPY = IDialogConstants.CLIENT_ID + 2;

	private final List<Account> accounts;
	private ServerChoice choice;
	private TableViewer steps;
	private Text explanation;
	private Latest question;
	private Checkup checkup;

	private DoctorDialog(Shell parent, List<Account> accounts) {
		super(parent);
		this.accounts = accounts;
		setShellStyle(SWT.CLOSE | SWT.TITLE | SWT.MIN | SWT.RESIZE | SWT.MODELESS);
		setBlockOnOpen(false);
	}

	/** Opens the dialog for a server that is chosen in it, or for that of an account. */
	public static void open(Shell parent, Optional<String> accountId) {
		opened(parent,
				dialog -> accountId.flatMap(id -> dialog.accounts.stream().filter(each -> each.id().equals(id)).findFirst())
						.ifPresent(dialog.choice::show));
	}

	/** Opens the dialog for a server that somebody cannot sign in to, and begins. */
	public static void check(Shell parent, SignIn wanted) {
		opened(parent, dialog -> {
			dialog.choice.show(wanted);
			dialog.begin();
		});
	}

	private static void opened(Shell parent, Consumer<DoctorDialog> then) {
		Work.quietly(parent.getDisplay(), Messages.Doctor_title, cancel -> Services.get().accounts().list(), accounts -> {
			if (!parent.isDisposed()) {
				DoctorDialog dialog = new DoctorDialog(parent, accounts);
				dialog.open();
				then.accept(dialog);
			}
		}, failure -> Work.show(parent, failure));
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		getShell().setText(Messages.Doctor_title);
		setTitle(Messages.Doctor_title);
		setMessage(Messages.Doctor_text);
		choice = new ServerChoice(area, accounts);
		choice.control().setLayoutData(GridDataFactory.fillDefaults().grab(true, false).create());
		choice.whenChanged(this::refresh);
		Composite table = new Composite(area, SWT.NONE);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(table);
		steps = new Tables<>(table, CheckStep.class)
				.fixed(Messages.Doctor_step, Checkup.STEPS.stream().map(Texts::step).toList(), Texts::step, this::icon)
				.fixed(Messages.Doctor_outcome, Checkup.states(), this::state)
				.column(Messages.Doctor_finding, 50, this::finding).viewer();
		steps.setContentProvider(ArrayContentProvider.getInstance());
		steps.setInput(Checkup.STEPS);
		steps.addSelectionChangedListener(event -> explain());
		explanation = new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, false).hint(SWT.DEFAULT, LINES * explanation.getLineHeight())
				.applyTo(explanation);
		question = new Latest(area);
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, CHECK, Messages.Doctor_check, true);
		createButton(parent, STOP, Messages.Doctor_stop, false);
		createButton(parent, COPY, Messages.Doctor_copy, false);
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CLOSE_LABEL, false);
		refresh();
		choice.setFocus();
	}

	@Override
	protected Point getInitialSize() {
		return Sizes.byFont(SIZE);
	}

	@Override
	protected void buttonPressed(int id) {
		switch (id) {
			case CHECK -> begin();
			case STOP -> stop();
			case COPY -> copy();
			default -> super.buttonPressed(id);
		}
	}

	private void begin() {
		setErrorMessage(null);
		try {
			Examination asked = choice.examination();
			Checkup begun = new Checkup(choice.name());
			checkup = begun;
			steps.setSelection(StructuredSelection.EMPTY);
			Display display = getShell().getDisplay();
			question.ask(Messages.Doctor_title,
					cancel -> Services.get().doctor().examine(asked, check -> display.asyncExec(() -> told(begun, check)),
							cancel),
					examined -> end(), this::failed);
			show();
		} catch (EndpointException e) {
			failed(e.diagnostic());
		}
	}

	/** What an examination tells that was stopped, or whose window is gone, is of no interest. */
	private void told(Checkup begun, Check check) {
		if (checkup == begun && begun.isRunning() && !steps.getControl().isDisposed()) {
			begun.told(check);
			show();
		}
	}

	private void stop() {
		question.end();
		end();
	}

	/** The worst is shown first, unless a person reads something else already. */
	private void end() {
		checkup.end();
		show();
		if (steps.getStructuredSelection().isEmpty()) {
			checkup.worst().ifPresent(step -> steps.setSelection(new StructuredSelection(step), true));
		}
	}

	private void failed(Diagnostic failure) {
		checkup = null;
		show();
		setErrorMessage(failure.code() == Code.USAGE ? NLS.bind(Messages.Wizard_caUnusable, failure.subject())
				: Texts.trouble(failure));
	}

	private void copy() {
		Clipboard clipboard = new Clipboard(getShell().getDisplay());
		try {
			clipboard.setContents(new Object[] { checkup.text() }, new Transfer[] { TextTransfer.getInstance() });
		} finally {
			clipboard.dispose();
		}
	}

	private void show() {
		setMessage(checkup == null ? Messages.Doctor_text : checkup.summary());
		steps.refresh();
		explain();
		refresh();
	}

	private void refresh() {
		boolean running = checkup != null && checkup.isRunning();
		choice.setEnabled(!running);
		enable(CHECK, !running && !choice.isEmpty());
		enable(STOP, running);
		enable(COPY, checkup != null);
	}

	private void enable(int id, boolean enabled) {
		Button button = getButton(id);
		if (button != null) {
			button.setEnabled(enabled);
		}
	}

	private Optional<Check> check(CheckStep step) {
		return checkup == null ? Optional.empty() : checkup.check(step);
	}

	private boolean isCurrent(CheckStep step) {
		return checkup != null && checkup.current().filter(step::equals).isPresent();
	}

	private ImageDescriptor icon(CheckStep step) {
		return isCurrent(step) ? Icons.WORKING : check(step).map(Check::outcome).map(Icons::of).orElse(Icons.SKIPPED);
	}

	private String state(CheckStep step) {
		return isCurrent(step) ? Messages.Doctor_running : check(step).map(Check::outcome).map(Texts::outcome).orElse("");
	}

	private String finding(CheckStep step) {
		return check(step).map(Checkup::found).orElse("");
	}

	/** Tells more of the chosen step. */
	private void explain() {
		Object chosen = steps.getStructuredSelection().getFirstElement();
		String text = chosen instanceof CheckStep step ? check(step).map(Checkup::explained).orElse("") : "";
		if (!text.equals(explanation.getText())) {
			explanation.setText(text);
		}
	}
}
