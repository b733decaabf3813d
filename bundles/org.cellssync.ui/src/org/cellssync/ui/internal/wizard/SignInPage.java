package org.cellssync.ui.internal.wizard;

import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Texts;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;

/** Signing in to the server chosen before; goes on by itself when that is done. */
final class SignInPage extends WizardPage {

	private final ServerPage server;
	private SignInControls controls;
	private Account account;
	private SignIn signedInWith;
	private Runnable done = () -> getContainer().showPage(getNextPage());

	SignInPage(ServerPage server) {
		super("signIn", Messages.Wizard_signInTitle, null);
		this.server = server;
	}

	/** Has {@code action} run once somebody is signed in, instead of going on to the next page. */
	void whenSignedIn(Runnable action) {
		done = action;
	}

	@Override
	public void createControl(Composite parent) {
		controls = new SignInControls(parent, server::signIn, this::signedIn, this::failed);
		setControl(controls.control());
	}

	private void signedIn(Account renewed) {
		account = renewed;
		signedInWith = server.signIn();
		refresh();
		if (isCurrentPage()) {
			done.run();
		}
	}

	private void failed(Diagnostic diagnostic) {
		setErrorMessage(Texts.trouble(diagnostic));
	}

	private void refresh() {
		setErrorMessage(null);
		setDescription(NLS.bind(Messages.Wizard_signInText, server.signIn().url()));
		setMessage(account().map(each -> NLS.bind(Messages.Wizard_signedIn, each.user())).orElse(null));
		setPageComplete(account().isPresent());
	}

	/** Returns the account signed in with, as long as the server is still the one chosen. */
	Optional<Account> account() {
		return Optional.ofNullable(account).filter(each -> server.signIn().equals(signedInWith));
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		if (visible) {
			refresh();
			controls.setFocus();
		} else {
			controls.stopWaiting();
		}
	}
}
