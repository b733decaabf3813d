package org.cellssync.ui.internal.wizard;

import java.util.List;
import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Workspace;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Work;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/** The workspace or folder on the server. Folders are asked for when they are opened. */
final class RemoteFolderPage extends WizardPage {

	private static final String PATH = "path";

	private final TaskWizard wizard;
	private Tree tree;
	private Account shown;

	RemoteFolderPage(TaskWizard wizard) {
		super("remote", Messages.Wizard_folderTitle, null);
		this.wizard = wizard;
		setDescription(Messages.Wizard_folderText);
	}

	@Override
	public void createControl(Composite parent) {
		tree = new Tree(parent, SWT.SINGLE | SWT.BORDER);
		tree.addListener(SWT.Selection, event -> changed());
		tree.addListener(SWT.Expand, event -> expand((TreeItem) event.item));
		setControl(tree);
		setPageComplete(false);
	}

	private void changed() {
		setPageComplete(path().isPresent());
		setMessage(path().isPresent() ? null : Messages.Wizard_chooseFolder);
	}

	/** Returns {@code workspace/path} of what is chosen. */
	Optional<String> path() {
		return tree == null || tree.getSelectionCount() == 0 ? Optional.empty()
				: Optional.ofNullable((String) tree.getSelection()[0].getData(PATH));
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		if (visible && wizard.account().isPresent() && !wizard.account().get().equals(shown)) {
			load(wizard.account().get());
		}
	}

	private void load(Account account) {
		shown = account;
		tree.removeAll();
		new TreeItem(tree, SWT.NONE).setText(Messages.Wizard_loading);
		Work.start(tree.getDisplay(), Messages.Wizard_loading,
				cancel -> Services.get().workspaces().list(account.id(), cancel), this::show, this::failed);
	}

	private void show(List<Workspace> workspaces) {
		if (tree.isDisposed()) {
			return;
		}
		tree.removeAll();
		for (Workspace each : workspaces) {
			TreeItem item = new TreeItem(tree, SWT.NONE);
			item.setText(each.writable() ? each.label() : NLS.bind(Messages.Wizard_readOnly, each.label()));
			item.setData(PATH, each.slug());
			new TreeItem(item, SWT.NONE).setText(Messages.Wizard_loading);
		}
		setErrorMessage(null);
		changed();
	}

	private void expand(TreeItem item) {
		String path = (String) item.getData(PATH);
		if (item.getItemCount() != 1 || item.getItem(0).getData(PATH) != null) {
			return;
		}
		Work.start(tree.getDisplay(), Messages.Wizard_loading,
				cancel -> Services.get().workspaces().folders(shown.id(), path, cancel), names -> fill(item, path, names),
				this::failed);
	}

	private static void fill(TreeItem item, String path, List<String> names) {
		if (item.isDisposed()) {
			return;
		}
		item.removeAll();
		for (String name : names) {
			TreeItem child = new TreeItem(item, SWT.NONE);
			child.setText(name);
			child.setData(PATH, path + "/" + name);
			new TreeItem(child, SWT.NONE).setText(Messages.Wizard_loading);
		}
		item.setExpanded(true);
	}

	private void failed(Diagnostic diagnostic) {
		if (!tree.isDisposed()) {
			tree.removeAll();
			shown = null;
			setErrorMessage(diagnostic.message() + ". " + diagnostic.action() + ".");
			setPageComplete(false);
		}
	}
}
