package org.cellssync.ui.internal.wizard;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Server;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Work;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Which server: an account that is there, or the address of one, checked before one goes on. */
final class ServerPage extends WizardPage {

	private List<Account> accounts;
	private Combo choice;
	private Text url;
	private Text ca;
	private Button browse;
	private Button check;
	private Label answer;
	private boolean checked;

	ServerPage() {
		super("server", Messages.Wizard_serverTitle, null);
		setDescription(Messages.Wizard_serverText);
	}

	@Override
	public void createControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(3).applyTo(area);
		accounts = Services.get().accounts().list().stream().filter(Account::signedIn).toList();
		label(area, Messages.Wizard_account);
		choice = new Combo(area, SWT.READ_ONLY);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(choice);
		accounts.forEach(account -> choice.add(account.label() + "  \u2014  " + account.id()));
		choice.add(Messages.Wizard_newAccount);
		choice.select(0);
		choice.addListener(SWT.Selection, event -> changed());
		label(area, Messages.Wizard_url);
		url = new Text(area, SWT.BORDER);
		url.setMessage(Messages.Wizard_urlHint);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(url);
		url.addListener(SWT.Modify, event -> changed());
		check = new Button(area, SWT.PUSH);
		check.setText(Messages.Wizard_check);
		check.addListener(SWT.Selection, event -> check());
		label(area, Messages.Wizard_ca);
		ca = new Text(area, SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(ca);
		ca.addListener(SWT.Modify, event -> changed());
		browse = new Button(area, SWT.PUSH);
		browse.setText(Messages.Wizard_caBrowse);
		browse.addListener(SWT.Selection, event -> Optional.ofNullable(new FileDialog(getShell()).open()).ifPresent(ca::setText));
		answer = new Label(area, SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, true).span(3, 1).hint(400, SWT.DEFAULT).applyTo(answer);
		setControl(area);
		changed();
	}

	private static void label(Composite parent, String text) {
		new Label(parent, SWT.NONE).setText(text);
	}

	private void changed() {
		boolean fresh = existing().isEmpty();
		url.setEnabled(fresh);
		ca.setEnabled(fresh);
		browse.setEnabled(fresh);
		checked = false;
		answer.setText("");
		String wrong = fresh ? wrong() : null;
		check.setEnabled(fresh && wrong == null && !url.getText().isBlank());
		setErrorMessage(url.getText().isBlank() ? null : wrong);
		setMessage(fresh && wrong == null && !url.getText().isBlank() ? Messages.Wizard_checkFirst : null);
		setPageComplete(!fresh);
	}

	/** Returns what is wrong with what is typed. */
	private String wrong() {
		if (!isAddress(url.getText().strip())) {
			return Messages.Wizard_urlWrong;
		}
		return ca.getText().isBlank() || Files.isRegularFile(Path.of(ca.getText().strip())) ? null : Messages.Wizard_caMissing;
	}

	private static boolean isAddress(String text) {
		try {
			URI uri = URI.create(text);
			return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
		} catch (IllegalArgumentException e) {
			return false;
		}
	}

	private void check() {
		SignIn asked = signIn();
		check.setEnabled(false);
		Work.start(getShell().getDisplay(), Messages.Wizard_check,
				cancel -> Services.get().servers().look(asked.url(), asked.ca(), cancel), server -> found(asked, server),
				failure -> failed(asked, failure));
	}

	private void found(SignIn asked, Server server) {
		if (!answer.isDisposed() && asked.equals(signIn())) {
			checked = true;
			setErrorMessage(null);
			setMessage(NLS.bind(Messages.Wizard_checked, server.title()));
			check.setEnabled(true);
			setPageComplete(true);
		}
	}

	private void failed(SignIn asked, Diagnostic failure) {
		if (answer.isDisposed() || !asked.equals(signIn())) {
			return;
		}
		setErrorMessage(failure.code() == Code.SERVER_CERTIFICATE ? Messages.Wizard_untrusted : failure.message());
		answer.setText(failure.meaning() + ". " + failure.action() + ".");
		check.setEnabled(true);
		if (failure.code() == Code.SERVER_CERTIFICATE) {
			Work.start(getShell().getDisplay(), Messages.Wizard_check, cancel -> Services.get().trust().presented(URI.create(asked.url())),
					chain -> {
						if (!answer.isDisposed() && !chain.isEmpty()) {
							answer.setText(CertificateText.of(chain.getFirst()));
							answer.requestLayout();
						}
					}, none -> { });
		}
		answer.requestLayout();
	}

	/** Returns the account chosen instead of a new one. */
	Optional<Account> existing() {
		int index = choice.getSelectionIndex();
		return index >= 0 && index < accounts.size() ? Optional.of(accounts.get(index)) : Optional.empty();
	}

	/** Returns what a sign-in starts from. */
	SignIn signIn() {
		return new SignIn(url.getText().strip(), Optional.of(ca.getText().strip()).filter(text -> !text.isEmpty()).map(Path::of),
				Optional.empty());
	}

	/** An account that is there needs no sign-in. */
	@Override
	public IWizardPage getNextPage() {
		IWizardPage next = super.getNextPage();
		return existing().isPresent() && next != null ? next.getNextPage() : next;
	}

	@Override
	public boolean canFlipToNextPage() {
		return existing().isPresent() || checked;
	}
}
