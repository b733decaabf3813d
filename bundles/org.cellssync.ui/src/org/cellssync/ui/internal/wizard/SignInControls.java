package org.cellssync.ui.internal.wizard;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.ui.internal.Latest;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
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
	private final Label waiting;
	private final Text page;
	private final Text token;
	private final Button useToken;
	private final Latest attempt;

	SignInControls(Composite parent, Supplier<SignIn> signIn, Consumer<Account> signedIn, Consumer<Diagnostic> failed) {
		this.signIn = signIn;
		this.signedIn = signedIn;
		this.failed = failed;
		area = new Composite(parent, SWT.NONE);
		display = area.getDisplay();
		GridLayoutFactory.swtDefaults().numColumns(3).spacing(10, 5).applyTo(area);
		attempt = new Latest(area);
		browser = button(area, Messages.Wizard_openBrowser, this::openBrowser);
		stop = button(area, Messages.Wizard_cancelSignIn, this::stopWaiting);
		waiting = new Label(area, SWT.NONE);
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(waiting);
		wide(new Label(area, SWT.WRAP), 12).setText(Messages.Wizard_browser);
		page = wide(new Text(area, SWT.READ_ONLY | SWT.BORDER), 0);
		wide(new Label(area, SWT.WRAP), 24).setText(Messages.Wizard_token);
		Composite row = wide(new Composite(area, SWT.NONE), 0);
		GridLayoutFactory.fillDefaults().numColumns(2).applyTo(row);
		token = new Text(row, SWT.BORDER | SWT.PASSWORD);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(token);
		useToken = button(row, Messages.Wizard_useToken, this::useToken);
		token.addListener(SWT.Modify, event -> refresh());
		token.addListener(SWT.FocusIn, event -> area.getShell().setDefaultButton(useToken));
		refresh();
	}

	private static <T extends Control> T wide(T control, int above) {
		GridDataFactory.fillDefaults().grab(true, false).span(3, 1).indent(0, above).applyTo(control);
		return control;
	}

	private static Button button(Composite parent, String text, Runnable run) {
		Button button = new Button(parent, SWT.PUSH);
		button.setText(text);
		button.addListener(SWT.Selection, event -> run.run());
		return button;
	}

	Composite control() {
		return area;
	}

	void setFocus() {
		browser.setFocus();
	}

	private void openBrowser() {
		SignIn asked = signIn.get();
		begin(cancel -> Services.get().accounts().signIn(asked, this::show, cancel));
	}

	/** Shows the sign-in page. Any thread. */
	private void show(URI address, Instant expires) {
		display.asyncExec(() -> {
			if (!area.isDisposed() && attempt.isAsking()) {
				page.setText(address.toString());
				say(NLS.bind(Messages.Wizard_waiting, Texts.time(expires)));
				Program.launch(address.toString());
			}
		});
	}

	private void useToken() {
		String typed = token.getText().strip();
		if (!typed.isEmpty()) {
			SignIn asked = signIn.get();
			begin(cancel -> Services.get().accounts().signIn(asked, typed, Optional.empty(), cancel));
		}
	}

	private void begin(Work.Call<Account> call) {
		attempt.ask(Messages.Tasks_signInTitle, call, account -> {
			token.setText("");
			page.setText("");
			say(NLS.bind(Messages.Wizard_signedIn, account.user()));
			signedIn.accept(account);
		}, failure -> {
			stopWaiting();
			failed.accept(failure);
		});
		page.setText("");
		say(Messages.Wizard_signingIn);
	}

	/** Ends waiting for the browser or the server. */
	void stopWaiting() {
		attempt.end();
		page.setText("");
		say("");
	}

	private void say(String text) {
		waiting.setText(text);
		waiting.requestLayout();
		refresh();
	}

	private void refresh() {
		boolean asking = attempt.isAsking();
		browser.setEnabled(!asking);
		stop.setEnabled(asking);
		useToken.setEnabled(!token.getText().isBlank() && (!asking || !page.getText().isEmpty()));
	}
}
