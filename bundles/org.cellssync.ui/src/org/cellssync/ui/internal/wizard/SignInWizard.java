package org.cellssync.ui.internal.wizard;

import java.util.List;
import java.util.Optional;

import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.widgets.Shell;

/** Signs in to a server as a new account: its address with who is trusted, then the sign-in itself. */
public final class SignInWizard extends Wizard {

	private final ServerPage server;
	private final SignInPage signIn;

	private SignInWizard(String url) {
		server = new ServerPage(List.of(), Optional.of(url));
		signIn = new SignInPage(server);
		setWindowTitle(Messages.Wizard_signInTitle);
		setDefaultPageImageDescriptor(Icons.BANNER);
	}

	/** Opens it for a server and returns when it is closed. Display thread. */
	public static void open(Shell parent, String url) {
		SignInWizard wizard = new SignInWizard(url);
		WizardDialog dialog = new WizardDialog(parent, wizard);
		dialog.addPageChangingListener(wizard.server::leaving);
		dialog.setPageSize(FirstTask.page());
		wizard.signIn.whenSignedIn(dialog::close);
		dialog.open();
	}

	@Override
	public void addPages() {
		addPage(server);
		addPage(signIn);
	}

	@Override
	public boolean canFinish() {
		return signIn.account().isPresent();
	}

	@Override
	public boolean performFinish() {
		return true;
	}
}
