package org.cellssync.ui.internal.wizard;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Signing in through the browser or with a personal token; used by the wizard and where an account signs in again. */
final class SignInControls {

	private final Composite area;
	private final Display display;
	private final Supplier<SignIn> signIn;
	private final Consumer<Account> signedIn;
	private final Consumer<Diagnostic> failed;
	private final Button browser;
	private final Button stop;
	private final Text page;
	private final Label waiting;
	private final Text token;
	private Job job;

	SignInControls(Composite parent, Supplier<SignIn> signIn, Consumer<Account> signedIn, Consumer<Diagnostic> failed) {
		this.signIn = signIn;
		this.signedIn = signedIn;
		this.failed = failed;
		area = new Composite(parent, SWT.NONE);
		display = area.getDisplay();
		GridLayoutFactory.swtDefaults().numColumns(2).applyTo(area);
		browser = button(Messages.Wizard_openBrowser, this::openBrowser);
		stop = button(Messages.Wizard_cancelSignIn, this::stopWaiting);
		stop.setEnabled(false);
		waiting = new Label(area, SWT.NONE);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(waiting);
		wide(new Label(area, SWT.NONE)).setText(Messages.Wizard_browser);
		page = new Text(area, SWT.READ_ONLY | SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(page);
		wide(new Label(area, SWT.NONE)).setText("\n" + Messages.Wizard_token);
		token = new Text(area, SWT.BORDER | SWT.PASSWORD);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(token);
		button(Messages.Wizard_useToken, this::useToken);
		area.addDisposeListener(event -> stopWaiting());
	}

	private static Label wide(Label label) {
		GridDataFactory.fillDefaults().span(2, 1).applyTo(label);
		return label;
	}

	private Button button(String text, Runnable run) {
		Button button = new Button(area, SWT.PUSH);
		button.setText(text);
		button.addListener(SWT.Selection, event -> run.run());
		return button;
	}

	Composite control() {
		return area;
	}

	private void openBrowser() {
		SignIn asked = signIn.get();
		begin();
		job = Work.start(area.getDisplay(), Messages.Tasks_signInTitle,
				cancel -> Services.get().accounts().signIn(asked, this::show, cancel), this::done, this::failed);
	}

	/** Shows the sign-in page. Any thread. */
	private void show(URI address, Instant expires) {
		display.asyncExec(() -> {
			if (!area.isDisposed()) {
				page.setText(address.toString());
				waiting.setText(NLS.bind(Messages.Wizard_waiting, Texts.time(expires)));
				Program.launch(address.toString());
			}
		});
	}

	private void useToken() {
		String typed = token.getText().strip();
		if (!typed.isEmpty()) {
			SignIn asked = signIn.get();
			begin();
			job = Work.start(area.getDisplay(), Messages.Tasks_signInTitle,
					cancel -> Services.get().accounts().signIn(asked, typed, Optional.empty(), cancel), this::done,
					this::failed);
		}
	}

	private void begin() {
		stopWaiting();
		browser.setEnabled(false);
		stop.setEnabled(true);
	}

	private void end() {
		job = null;
		if (!area.isDisposed()) {
			browser.setEnabled(true);
			stop.setEnabled(false);
			waiting.setText("");
			page.setText("");
		}
	}

	private void done(Account account) {
		end();
		if (!area.isDisposed()) {
			token.setText("");
			waiting.setText(NLS.bind(Messages.Wizard_signedIn, account.user()));
			signedIn.accept(account);
		}
	}

	private void failed(Diagnostic diagnostic) {
		end();
		if (!area.isDisposed()) {
			failed.accept(diagnostic);
		}
	}

	/** Ends waiting for the browser. */
	void stopWaiting() {
		if (job != null) {
			job.cancel();
			end();
		}
	}
}
