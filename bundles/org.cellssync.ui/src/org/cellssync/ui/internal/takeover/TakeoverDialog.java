package org.cellssync.ui.internal.takeover;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Takeover;
import org.cellssync.api.session.Takeover.Fate;
import org.cellssync.api.util.Cancellation;
import org.cellssync.ui.internal.Choosing;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Latest;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Sizes;
import org.cellssync.ui.internal.Tables;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.model.WindowModel;
import org.cellssync.ui.internal.wizard.SignInWizard;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.CheckboxTableViewer;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/**
 * What a configuration of the original client would become here: which accounts must sign in, which tasks can be taken over,
 * and what is left out and why. Nothing is changed before a person says so, and in that client's own data nothing ever.
 */
final class TakeoverDialog extends TitleAreaDialog {

	private static final Point SIZE = new Point(920, 720);
	private static final int ACCOUNTS = 90;
	private static final int TASKS = 170;
	private static final int LINES = 7;
	private static final int SIGN_IN = IDialogConstants.CLIENT_ID;

	private final Path usual;
	private Text file;
	private TableViewer logins;
	private CheckboxTableViewer tasks;
	private Text explanation;
	private Latest question;

	/** What became of drafts: how many are tasks now, and what was wrong with the others. */
	private record Taken(int tasks, List<Diagnostic> failures) {
	}

	TakeoverDialog(Shell parent, Path usual) {
		super(parent);
		this.usual = usual;
		setShellStyle(getShellStyle() | SWT.RESIZE);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite dialog = (Composite) super.createDialogArea(parent);
		getShell().setText(Messages.Takeover_title);
		setTitle(Messages.Takeover_title);
		setMessage(Messages.Takeover_text);
		Composite area = new Composite(dialog, SWT.NONE);
		GridLayoutFactory.swtDefaults().applyTo(area);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		file(area);
		logins = new Tables<>(table(area, Messages.Takeover_accounts, ACCOUNTS, false), Takeover.Login.class)
				.column(Messages.Takeover_account, 60,
						login -> NLS.bind(Messages.Wizard_accountOf, login.user(), login.url()),
						login -> login.account().isPresent() ? Icons.IN_SYNC : Icons.PROBLEM)
				.column(Messages.Tasks_state, 40,
						login -> login.account().isPresent() ? Messages.Takeover_signedIn : Messages.Takeover_signInFirst)
				.viewer();
		logins.setContentProvider(ArrayContentProvider.getInstance());
		logins.addSelectionChangedListener(event -> explain(event.getStructuredSelection().getFirstElement()));
		tasks = (CheckboxTableViewer) Tables.checked(table(area, Messages.Takeover_tasks, TASKS, true), Takeover.Item.class)
				.column(Messages.Tasks_name, 24, Takeover.Item::name, TakeoverDialog::icon)
				.paths(Messages.Takeover_left, 28, Takeover.Item::left)
				.paths(Messages.Takeover_right, 34, Takeover.Item::right)
				.fixed(Messages.Tasks_direction, Texts.modes(), item -> item.mode().map(Texts::mode).orElse(""))
				.column(Messages.Takeover_fate, 30, TakeoverDialog::fate).viewer();
		tasks.setContentProvider(ArrayContentProvider.getInstance());
		tasks.addSelectionChangedListener(event -> explain(event.getStructuredSelection().getFirstElement()));
		tasks.addCheckStateListener(event -> checked((Takeover.Item) event.getElement()));
		explanation = new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, false).hint(SWT.DEFAULT, LINES * explanation.getLineHeight())
				.applyTo(explanation);
		question = new Latest(area);
		return dialog;
	}

	private void file(Composite parent) {
		Composite row = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(3).applyTo(row);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(row);
		new Label(row, SWT.NONE).setText(Messages.Takeover_file);
		file = new Text(row, SWT.BORDER);
		file.setText(usual.toString());
		file.addListener(SWT.Modify, event -> read());
		GridDataFactory.fillDefaults().grab(true, false).applyTo(file);
		Button browse = new Button(row, SWT.PUSH);
		browse.setText(Messages.Wizard_browse);
		browse.addListener(SWT.Selection,
				event -> Choosing.file(getShell(), Messages.Takeover_title, file.getText()).ifPresent(file::setText));
	}

	private static Composite table(Composite parent, String title, int height, boolean growing) {
		new Label(parent, SWT.NONE).setText(title);
		Composite table = new Composite(parent, SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, growing).hint(SWT.DEFAULT, height).applyTo(table);
		return table;
	}

	private static ImageDescriptor icon(Takeover.Item item) {
		return switch (item.fate()) {
			case READY, PRESENT -> Icons.IN_SYNC;
			case SIGN_IN_FIRST -> Icons.PROBLEM;
			case NOT_POSSIBLE -> Icons.FAILED;
		};
	}

	private static String fate(Takeover.Item item) {
		return switch (item.fate()) {
			case READY -> item.remarks().isEmpty() ? Messages.Takeover_ready : Messages.Takeover_readyBut;
			case PRESENT -> Messages.Takeover_present;
			case SIGN_IN_FIRST -> Messages.Takeover_signInFirst;
			case NOT_POSSIBLE -> Messages.Takeover_notPossible;
		};
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, SIGN_IN, Messages.Takeover_signIn, false);
		createButton(parent, IDialogConstants.OK_ID, Messages.Takeover_take, true);
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CLOSE_LABEL, false);
		read();
	}

	@Override
	protected Point getInitialSize() {
		return Sizes.byFont(SIZE);
	}

	@Override
	protected void buttonPressed(int id) {
		if (id == SIGN_IN) {
			signIn();
		} else {
			super.buttonPressed(id);
		}
	}

	/** Reads the file that is named and shows it. */
	private void read() {
		setErrorMessage(null);
		try {
			Path named = Path.of(file.getText().strip());
			question.ask(Messages.Takeover_title, cancel -> Services.get().original().read(named), this::show,
					this::unreadable);
		} catch (InvalidPathException e) {
			question.end();
			setErrorMessage(e.getMessage());
		}
		refresh();
	}

	private void unreadable(Diagnostic failure) {
		logins.setInput(List.of());
		tasks.setInput(List.of());
		explain(null);
		setErrorMessage(Texts.trouble(failure));
	}

	private void show(Takeover found) {
		logins.setInput(found.logins());
		tasks.setInput(found.tasks());
		found.tasks().forEach(item -> tasks.setChecked(item, item.fate() == Fate.READY));
		explain(null);
	}

	/** What cannot be taken over cannot be chosen. */
	private void checked(Takeover.Item item) {
		if (item.fate() != Fate.READY) {
			tasks.setChecked(item, false);
		}
		refresh();
	}

	/** Tells what is different here about what is chosen. */
	private void explain(Object chosen) {
		List<Diagnostic> remarks = switch (chosen) {
			case Takeover.Login login -> login.remarks();
			case Takeover.Item item -> item.remarks();
			case null, default -> List.of();
		};
		explanation.setText(remarks.isEmpty() ? chosen == null ? Messages.Takeover_hint : Messages.Takeover_same
				: remarks.stream().map(Texts::explained).collect(Collectors.joining("\n\n")));
		refresh();
	}

	private Optional<Takeover.Login> unsigned() {
		Object chosen = logins.getStructuredSelection().getFirstElement();
		List<?> all = logins.getInput() instanceof List<?> list ? list : List.of();
		return (chosen == null ? all.stream() : List.of(chosen).stream()).map(Takeover.Login.class::cast)
				.filter(login -> login.account().isEmpty()).findFirst();
	}

	private List<Takeover.Item> chosen() {
		return List.of(tasks.getCheckedElements()).stream().map(Takeover.Item.class::cast).toList();
	}

	private void refresh() {
		Button take = getButton(IDialogConstants.OK_ID);
		if (take != null) {
			take.setEnabled(!question.isAsking() && !chosen().isEmpty());
			getButton(SIGN_IN).setEnabled(!question.isAsking() && unsigned().isPresent());
		}
	}

	private void signIn() {
		unsigned().ifPresent(login -> SignInWizard.open(getShell(), login.url()));
		read();
	}

	/** A task that cannot be set up keeps none of the others from it. */
	@Override
	protected void okPressed() {
		List<Takeover.Item> wanted = chosen();
		setMessage(Messages.Takeover_taking);
		question.ask(Messages.Takeover_taking, cancel -> take(wanted, cancel), this::taken, failure -> {
			setErrorMessage(Texts.trouble(failure));
			refresh();
		});
		refresh();
	}

	private static Taken take(List<Takeover.Item> wanted, Cancellation cancel) {
		int count = 0;
		List<Diagnostic> failures = new ArrayList<>();
		for (Takeover.Item item : wanted) {
			try {
				Services.get().sessions().add(item.draft().orElseThrow(), cancel);
				count++;
			} catch (EndpointException e) {
				failures.add(e.diagnostic());
			}
		}
		return new Taken(count, failures);
	}

	private void taken(Taken taken) {
		WindowModel.sessions(getShell().getDisplay()).publish();
		setMessage(Texts.counted(Messages.Takeover_taken, taken.tasks(), taken.failures().size()),
				taken.failures().isEmpty() ? IMessageProvider.INFORMATION : IMessageProvider.WARNING);
		read();
		if (!taken.failures().isEmpty()) {
			setErrorMessage(Texts.trouble(taken.failures().getFirst()));
		}
	}
}
