package org.cellssync.ui.internal.wizard;

import java.nio.file.Path;
import java.util.Optional;

import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.ui.internal.Choosing;
import org.cellssync.ui.internal.Latest;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Texts;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** The folder on this computer, examined while it is typed. */
final class LocalFolderPage extends WizardPage {

	private final TaskWizard wizard;
	private Text folder;
	private Latest question;
	private String proposed = "";

	LocalFolderPage(TaskWizard wizard) {
		super("local", Messages.Wizard_localTitle, null);
		this.wizard = wizard;
	}

	@Override
	public void createControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(3).applyTo(area);
		new Label(area, SWT.NONE).setText(Messages.Wizard_localFolder);
		folder = new Text(area, SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(folder);
		folder.addListener(SWT.Modify, event -> changed());
		Button browse = new Button(area, SWT.PUSH);
		browse.setText(Messages.Wizard_browse);
		browse.addListener(SWT.Selection, event -> browse());
		question = new Latest(area);
		setControl(area);
		setPageComplete(false);
	}

	private void browse() {
		Choosing.folder(getShell(), Messages.Wizard_localTitle, folder.getText()).ifPresent(folder::setText);
	}

	static EndpointAddress address(String folder) {
		return new EndpointAddress(EndpointAddress.FILE, "", folder);
	}

	private void changed() {
		setPageComplete(false);
		setErrorMessage(null);
		setMessage(null);
		String typed = typed();
		if (typed.isEmpty()) {
			question.end();
			return;
		}
		question.ask(Messages.Wizard_localTitle, cancel -> Services.get().sessions().examine(address(typed), cancel),
				there -> {
					setMessage(there ? null : Messages.Wizard_localWillBeMade);
					setPageComplete(true);
				}, failure -> setErrorMessage(Texts.trouble(failure)));
	}

	private String typed() {
		return folder.getText().strip();
	}

	/** Returns the folder typed, where it can be used. */
	Optional<String> path() {
		return isPageComplete() ? Optional.of(typed()) : Optional.empty();
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		if (visible) {
			EndpointAddress remote = wizard.remoteAddress().orElseThrow();
			setDescription(NLS.bind(Messages.Wizard_localText, Texts.end(remote)));
			if (typed().equals(proposed)) {
				proposed = proposal(remote);
				folder.setText(proposed);
			} else {
				changed();
			}
			folder.setFocus();
			folder.setSelection(folder.getText().length());
		}
	}

	/** What nobody changed follows what is chosen on the server. */
	private static String proposal(EndpointAddress remote) {
		String name = remote.path().substring(remote.path().lastIndexOf('/') + 1);
		return Path.of(System.getProperty("user.home"), name).toString();
	}
}
