package org.cellssync.ui.internal.doctor;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.doctor.Examination;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.ui.internal.Choosing;
import org.cellssync.ui.internal.Messages;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;

/** What is to be examined: an account that is signed in, or the address of any server. */
final class ServerChoice {

	private static final int LONGEST_WATCH = 3600;

	private final List<Account> accounts;
	private final Composite area;
	private final Combo server;
	private final Text ca;
	private final Button browse;
	private final Spinner watch;
	/** What somebody wants to sign in to; its way counts as long as that server is the one to be examined. */
	private Optional<SignIn> shown = Optional.empty();

	ServerChoice(Composite parent, List<Account> all) {
		accounts = all.stream().filter(Account::signedIn).toList();
		area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(3).spacing(10, 8).applyTo(area);
		label(Messages.Doctor_server);
		server = new Combo(area, SWT.DROP_DOWN);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(server);
		accounts.forEach(account -> server.add(name(account)));
		server.addListener(SWT.Modify, event -> refresh());
		label(Messages.Wizard_ca);
		ca = new Text(area, SWT.BORDER);
		ca.setMessage(Messages.Wizard_caHint);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(ca);
		browse = new Button(area, SWT.PUSH);
		browse.setText(Messages.Wizard_caBrowse);
		browse.addListener(SWT.Selection,
				event -> Choosing.file(area.getShell(), Messages.Wizard_ca, "").ifPresent(ca::setText));
		label(Messages.Doctor_watch);
		watch = new Spinner(area, SWT.BORDER);
		watch.setMaximum(LONGEST_WATCH);
		watch.setSelection(Math.toIntExact(Examination.USUAL_WATCH.toSeconds()));
		watch.setToolTipText(Messages.Doctor_watchHint);
		GridDataFactory.swtDefaults().span(2, 1).applyTo(watch);
	}

	private void label(String text) {
		new Label(area, SWT.NONE).setText(text);
	}

	private static String name(Account account) {
		return NLS.bind(Messages.Wizard_accountOf, account.user(), account.url());
	}

	Composite control() {
		return area;
	}

	/** Shows an account, which may be signed out: its server can be examined all the same. */
	void show(Account account) {
		if (accounts.contains(account)) {
			server.setText(name(account));
		} else {
			show(new SignIn(account.url(), account.route(), Optional.empty()));
		}
	}

	/** Shows the server that somebody wants to sign in to. */
	void show(SignIn wanted) {
		shown = Optional.of(wanted);
		server.setText(wanted.url());
		ca.setText(wanted.route().ca().map(Path::toString).orElse(""));
	}

	/** An account brings its certificate along. */
	private void refresh() {
		boolean free = account().isEmpty();
		ca.setEnabled(free && server.isEnabled());
		browse.setEnabled(free && server.isEnabled());
	}

	void setEnabled(boolean enabled) {
		server.setEnabled(enabled);
		watch.setEnabled(enabled);
		refresh();
	}

	void setFocus() {
		server.setFocus();
	}

	boolean isEmpty() {
		return server.getText().isBlank();
	}

	void whenChanged(Runnable changed) {
		server.addListener(SWT.Modify, event -> changed.run());
	}

	private Optional<Account> account() {
		return accounts.stream().filter(each -> name(each).equals(server.getText())).findFirst();
	}

	/** Returns what is examined, as people read it. */
	String name() {
		return server.getText().strip();
	}

	Examination examination() throws EndpointException {
		Duration quiet = Duration.ofSeconds(watch.getSelection());
		Optional<Account> account = account();
		return account.isPresent() ? new Examination(account.get().url(), Optional.empty(), account.map(Account::id), quiet)
				: new Examination(name(), route(), Optional.empty(), quiet);
	}

	/** Where nothing is said of the way an account of that server may know one. */
	private Optional<Route> route() throws EndpointException {
		Route way = shown.filter(each -> each.url().equals(name())).map(SignIn::route).orElse(Route.USUAL).withCa(file());
		return Optional.of(way).filter(each -> !each.equals(Route.USUAL));
	}

	private Optional<Path> file() throws EndpointException {
		try {
			return Optional.of(ca.getText().strip()).filter(text -> !text.isEmpty()).map(Path::of);
		} catch (InvalidPathException e) {
			throw new EndpointException(Diagnostic.of(Code.USAGE, String.valueOf(e.getMessage())), e);
		}
	}
}
