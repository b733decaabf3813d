package org.cellssync.ui.internal.wizard;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.ui.internal.Choosing;
import org.cellssync.ui.internal.Latest;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.doctor.DoctorDialog;
import org.eclipse.jface.dialogs.PageChangingEvent;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Which server: an account that is there, or the address of one, which is asked before one goes on. */
final class ServerPage extends WizardPage {

	/** With these a person may trust the certificate nevertheless, after having looked at it. */
	private static final Set<Code> UNTRUSTED = EnumSet.of(Code.SERVER_CERTIFICATE, Code.SERVER_CERTIFICATE_NAME,
			Code.SERVER_CERTIFICATE_DATE, Code.SERVER_CERTIFICATE_CHANGED);

	private final List<Account> accounts;
	private final Optional<String> known;
	private Combo choice;
	private Text url;
	private Text ca;
	private Button browse;
	private Text details;
	private Button doctor;
	private Button trust;
	private Button connection;
	private Latest certificate;
	private Latest question;
	private SignIn answered;
	/** What was chosen beside the certificate file. */
	private Route way = Route.USUAL;
	private List<X509Certificate> shown = List.of();

	/** @param address of the server, where it is known */
	ServerPage(List<Account> accounts, Optional<String> address) {
		super("server", Messages.Wizard_serverTitle, null);
		this.accounts = accounts.stream().filter(Account::signedIn).toList();
		this.known = address;
		setDescription(accounts.isEmpty() ? Messages.Wizard_serverFirst : Messages.Wizard_serverText);
	}

	@Override
	public void createControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(3).applyTo(area);
		Label title = label(area, Messages.Wizard_account);
		choice = new Combo(area, SWT.READ_ONLY);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).exclude(accounts.isEmpty()).applyTo(choice);
		GridDataFactory.swtDefaults().exclude(accounts.isEmpty()).applyTo(title);
		title.setVisible(!accounts.isEmpty());
		choice.setVisible(!accounts.isEmpty());
		accounts.forEach(account -> choice.add(NLS.bind(Messages.Wizard_accountOf, account.user(), account.url())));
		choice.add(Messages.Wizard_newAccount);
		choice.select(0);
		choice.addListener(SWT.Selection, event -> changed());
		label(area, Messages.Wizard_url);
		url = new Text(area, SWT.BORDER);
		url.setMessage(Messages.Wizard_urlHint);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(url);
		url.addListener(SWT.Modify, event -> changed());
		label(area, Messages.Wizard_ca);
		ca = new Text(area, SWT.BORDER);
		ca.setMessage(Messages.Wizard_caHint);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(ca);
		ca.addListener(SWT.Modify, event -> changed());
		browse = new Button(area, SWT.PUSH);
		browse.setText(Messages.Wizard_caBrowse);
		browse.addListener(SWT.Selection,
				event -> Choosing.file(getShell(), Messages.Wizard_ca, "").ifPresent(ca::setText));
		details = new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP);
		details.setBackground(area.getBackground());
		GridDataFactory.fillDefaults().grab(true, true).span(3, 1).indent(0, 10).hint(400, SWT.DEFAULT).applyTo(details);
		Composite actions = new Composite(area, SWT.NONE);
		GridDataFactory.swtDefaults().span(3, 1).applyTo(actions);
		connection = action(actions, Messages.Wizard_connection, this::connection);
		doctor = action(actions, Messages.Doctor_open, () -> DoctorDialog.check(getShell(), signIn()));
		trust = action(actions, Messages.Wizard_trust, this::trust);
		GridLayoutFactory.fillDefaults().numColumns(actions.getChildren().length).applyTo(actions);
		certificate = new Latest(area);
		question = new Latest(area);
		setControl(area);
		known.ifPresent(url::setText);
		changed();
	}

	private static Label label(Composite parent, String text) {
		Label label = new Label(parent, SWT.NONE);
		label.setText(text);
		return label;
	}

	private static Button action(Composite parent, String text, Runnable does) {
		Button button = new Button(parent, SWT.PUSH);
		button.setText(text);
		button.addListener(SWT.Selection, event -> does.run());
		return button;
	}

	private void changed() {
		boolean fresh = existing().isEmpty();
		url.setEnabled(fresh);
		ca.setEnabled(fresh);
		browse.setEnabled(fresh);
		way = way.withPin(Optional.empty());
		show(List.of());
		question.end();
		certificate.end();
		answered = null;
		details.setText("");
		doctor.setVisible(false);
		setMessage(null);
		boolean wrong = fresh && !url.getText().isBlank() && !isAddress(address());
		setErrorMessage(wrong ? Messages.Wizard_urlWrong : null);
		connection.setEnabled(fresh && !url.getText().isBlank() && !wrong);
		setPageComplete(!fresh || !url.getText().isBlank() && !wrong && ca.getText().isBlank());
		if (fresh && !ca.getText().isBlank()) {
			readCertificate(!url.getText().isBlank() && !wrong);
		}
	}

	/** Lets the server's certificate be trusted while it is shown. */
	private void show(List<X509Certificate> chain) {
		shown = chain;
		trust.setVisible(!chain.isEmpty());
	}

	private void trust() {
		X509Certificate trusted = shown.getFirst();
		way = way.withPin(Optional.of(Fingerprint.of(trusted)));
		details.setText(NLS.bind(Messages.Wizard_trusted, CertificateText.of(List.of(trusted))));
		doctor.setVisible(false);
		show(List.of());
		check();
	}

	private void connection() {
		ConnectionDialog dialog = new ConnectionDialog(getShell(), address(), way);
		if (dialog.open() == Window.OK) {
			way = dialog.route();
			changed();
		}
	}

	/** Shows whose certificates the file holds, with their fingerprints; a file that cannot be used lets nobody go on. */
	private void readCertificate(boolean complete) {
		try {
			Path file = Path.of(ca.getText().strip());
			certificate.ask(Messages.Wizard_ca, cancel -> CertificateText.of(file), text -> {
				details.setText(NLS.bind(Messages.Wizard_caTrusted, text));
				setPageComplete(complete);
			}, failure -> setErrorMessage(failure.message()));
		} catch (InvalidPathException e) {
			setErrorMessage(NLS.bind(Messages.Wizard_caUnusable, e.getMessage()));
		}
	}

	/** A name alone is meant to be reached by https. */
	private String address() {
		String typed = url.getText().strip();
		return typed.contains("://") ? typed : "https://" + typed;
	}

	private static boolean isAddress(String text) {
		try {
			URI uri = URI.create(text);
			return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
		} catch (IllegalArgumentException e) {
			return false;
		}
	}

	/** Returns whether one can go on: with an account that is there, or with a server that has answered. */
	private boolean isKnown() {
		return existing().isPresent() || signIn().equals(answered);
	}

	/** The server is asked before this page is left, which then goes on by itself when it has answered. */
	void leaving(PageChangingEvent event) {
		if (event.getCurrentPage() == this && !isKnown()) {
			event.doit = false;
			check();
		}
	}

	/** Asks the server that is typed, and goes on when it answers. */
	private void check() {
		SignIn asked = signIn();
		setErrorMessage(null);
		setMessage(NLS.bind(Messages.Wizard_checking, asked.url()));
		question.ask(Messages.Wizard_serverTitle,
				cancel -> Services.get().servers().look(asked.url(), asked.route(), cancel),
				server -> {
					answered = asked;
					setMessage(null);
					getContainer().showPage(getNextPage());
				}, failure -> failed(asked, failure));
	}

	private void failed(SignIn asked, Diagnostic failure) {
		setMessage(null);
		doctor.setVisible(true);
		boolean untrusted = UNTRUSTED.contains(failure.code());
		setErrorMessage(untrusted ? Messages.Wizard_untrusted : failure.message());
		details.setText(Texts.explained(failure));
		if (untrusted) {
			question.ask(Messages.Wizard_ca,
					cancel -> Services.get().trust().presented(URI.create(asked.url()), asked.route()),
					chain -> {
						details.setText(NLS.bind(Messages.Wizard_certificate, CertificateText.of(chain)));
						show(chain);
					}, none -> {});
		}
	}

	/** Returns the account chosen instead of a new one. */
	Optional<Account> existing() {
		int index = choice.getSelectionIndex();
		return index >= 0 && index < accounts.size() ? Optional.of(accounts.get(index)) : Optional.empty();
	}

	/** Returns what a sign-in starts from. */
	SignIn signIn() {
		Optional<Path> file = Optional.of(ca.getText().strip()).filter(text -> !text.isEmpty()).map(Path::of);
		return new SignIn(address(), way.withCa(file), Optional.empty());
	}

	/** An account that is there needs no sign-in. */
	@Override
	public IWizardPage getNextPage() {
		IWizardPage next = super.getNextPage();
		return existing().isPresent() && next != null ? next.getNextPage() : next;
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		if (visible) {
			(accounts.isEmpty() ? url : choice).setFocus();
		}
	}
}
