package org.cellssync.ui.internal.wizard;

import java.util.List;
import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Workspace;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Latest;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.ServerFolders;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Texts;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/** The workspace or folder on the server. Folders are asked for when they are opened. */
final class RemoteFolderPage extends WizardPage {

	/** Data of an item: its path; where there is none the item stands for what is not known yet. */
	private static final String PATH = "path";
	/** Data of an item: that nothing may be written in it. */
	private static final String READ_ONLY = "readOnly";

	private final TaskWizard wizard;
	private LocalResourceManager images;
	private Tree tree;
	private Latest workspaces;
	private Account shown;

	RemoteFolderPage(TaskWizard wizard) {
		super("remote", Messages.Wizard_folderTitle, null);
		this.wizard = wizard;
		setDescription(Messages.Wizard_folderText);
	}

	@Override
	public void createControl(Composite parent) {
		tree = new Tree(parent, SWT.SINGLE | SWT.BORDER);
		images = new LocalResourceManager(JFaceResources.getResources(), tree);
		workspaces = new Latest(tree);
		tree.addListener(SWT.Selection, event -> changed());
		tree.addListener(SWT.Expand, event -> expand((TreeItem) event.item));
		setControl(tree);
		setPageComplete(false);
	}

	private void changed() {
		setErrorMessage(null);
		setMessage(isReadOnly() ? Messages.Wizard_readOnlyChosen : null, INFORMATION);
		setPageComplete(path().isPresent());
	}

	/** Returns whether nothing may be written in what is chosen. */
	boolean isReadOnly() {
		return tree.getSelectionCount() > 0 && tree.getSelection()[0].getData(READ_ONLY) != null;
	}

	/** Returns {@code workspace/path} of what is chosen. */
	Optional<String> path() {
		return tree == null || tree.getSelectionCount() == 0 ? Optional.empty()
				: Optional.ofNullable((String) tree.getSelection()[0].getData(PATH));
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		if (visible) {
			tree.setFocus();
			if (wizard.account().isPresent() && !wizard.account().get().equals(shown)) {
				load(wizard.account().get());
			}
		}
	}

	private void load(Account account) {
		shown = account;
		tree.removeAll();
		new TreeItem(tree, SWT.NONE).setText(Messages.Wizard_loading);
		changed();
		workspaces.ask(Messages.Wizard_loading, cancel -> Services.get().workspaces().list(account.id(), cancel), this::show,
				failure -> {
					tree.removeAll();
					shown = null;
					failed(failure);
				});
	}

	private void show(List<Workspace> found) {
		tree.removeAll();
		for (Workspace each : found) {
			TreeItem item = new TreeItem(tree, SWT.NONE);
			item.setText(each.writable() ? each.label() : NLS.bind(Messages.Wizard_readOnly, each.label()));
			item.setImage(images.get(Icons.WORKSPACE));
			item.setData(PATH, each.slug());
			item.setData(READ_ONLY, each.writable() ? null : READ_ONLY);
			ServerFolders.closed(item);
		}
		changed();
		if (found.isEmpty()) {
			setErrorMessage(Messages.Wizard_noWorkspace);
		}
	}

	private void expand(TreeItem item) {
		String path = (String) item.getData(PATH);
		ServerFolders.open(item, shown.id(), path, names -> names.forEach(name -> fill(item, path, name)), this::failed);
	}

	private void fill(TreeItem item, String path, String name) {
		TreeItem child = new TreeItem(item, SWT.NONE);
		child.setText(name);
		child.setImage(images.get(Icons.FOLDER));
		child.setData(PATH, path + "/" + name);
		child.setData(READ_ONLY, item.getData(READ_ONLY));
		ServerFolders.closed(child);
	}

	private void failed(Diagnostic diagnostic) {
		setErrorMessage(Texts.trouble(diagnostic));
	}
}
