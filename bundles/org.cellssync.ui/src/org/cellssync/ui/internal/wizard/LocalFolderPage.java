package org.cellssync.ui.internal.wizard;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** The folder on this computer, judged while it is typed. */
final class LocalFolderPage extends WizardPage {

	private final TaskWizard wizard;
	private Text folder;

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
		setControl(area);
		setPageComplete(false);
	}

	private void browse() {
		DirectoryDialog dialog = new DirectoryDialog(getShell());
		dialog.setFilterPath(folder.getText());
		Optional.ofNullable(dialog.open()).ifPresent(folder::setText);
	}

	private void changed() {
		FolderJudgement judgement = FolderJudgement.of(folder.getText().strip(), Path.of(System.getProperty("user.home")),
				Services.get().sessions().views().stream().map(view -> view.spec())
						.filter(spec -> spec.left().scheme().equals(EndpointAddress.FILE)).toList());
		setErrorMessage(folder.getText().isBlank() ? null : judgement.error());
		setMessage(judgement.note());
		setPageComplete(judgement.error() == null);
	}

	/** Returns the folder typed, where it can be used. */
	Optional<Path> path() {
		try {
			return isPageComplete() ? Optional.of(Path.of(folder.getText().strip()).normalize()) : Optional.empty();
		} catch (InvalidPathException e) {
			return Optional.empty();
		}
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		if (visible) {
			wizard.remoteAddress().ifPresent(address -> setDescription(NLS.bind(Messages.Wizard_localText, address.path())));
			if (folder.getText().isBlank()) {
				wizard.remoteAddress().ifPresent(address -> folder.setText(proposal(address)));
			}
			folder.setFocus();
		}
	}

	private static String proposal(EndpointAddress address) {
		String name = address.path().substring(address.path().lastIndexOf('/') + 1);
		return Path.of(System.getProperty("user.home"), name).toString();
	}
}
