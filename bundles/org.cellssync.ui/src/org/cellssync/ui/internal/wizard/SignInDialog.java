package org.cellssync.ui.internal.wizard;

import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.SignIn;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Texts;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;

/** Signs an account in again; its tasks then go on by themselves. */
public final class SignInDialog extends TitleAreaDialog {

	private final Account account;

	/** @param account the account that was signed out */
	public SignInDialog(Shell parent, Account account) {
		super(parent);
		this.account = account;
		setShellStyle(getShellStyle() | SWT.RESIZE);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		getShell().setText(Messages.Tasks_signInTitle);
		setTitle(account.id());
		setMessage(NLS.bind(Messages.Wizard_signInText, account.url()));
		SignIn again = new SignIn(account.url(), account.route(), Optional.of(account.label()));
		SignInControls controls = new SignInControls(area, () -> again, renewed -> close(),
				failure -> setErrorMessage(Texts.trouble(failure)));
		controls.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CLOSE_LABEL, false);
	}
}
