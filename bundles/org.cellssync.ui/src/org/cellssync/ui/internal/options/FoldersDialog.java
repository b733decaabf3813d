package org.cellssync.ui.internal.options;

import java.util.stream.Stream;

import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.ServerFolders;
import org.cellssync.ui.internal.Sizes;
import org.cellssync.ui.internal.Texts;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/** The folders on the server with a check at those that take part; asked for when they are opened. */
final class FoldersDialog extends TitleAreaDialog {

	private static final Point SIZE = new Point(520, 520);

	private final EndpointAddress remote;
	private Selection selection;
	private Tree tree;
	private LocalResourceManager images;

	/**
	 * @param remote the task's folder on the server
	 * @param selection what takes part now
	 */
	FoldersDialog(Shell parent, EndpointAddress remote, Selection selection) {
		super(parent);
		this.remote = remote;
		this.selection = selection;
		setShellStyle(getShellStyle() | SWT.RESIZE);
	}

	/** Returns what takes part. */
	Selection selection() {
		return selection;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		getShell().setText(Messages.Folders_title);
		setTitle(Messages.Folders_title);
		setMessage(Messages.Folders_text);
		tree = new Tree(area, SWT.CHECK | SWT.SINGLE | SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(tree);
		images = new LocalResourceManager(JFaceResources.getResources(), tree);
		TreeItem root = new TreeItem(tree, SWT.NONE);
		fill(root, SyncPath.ROOT, NLS.bind(Messages.Folders_all, remote.path()));
		tree.addListener(SWT.Selection, event -> {
			if (event.detail == SWT.CHECK) {
				toggle((TreeItem) event.item);
			}
		});
		tree.addListener(SWT.Expand, event -> expand((TreeItem) event.item));
		expand(root);
		return area;
	}

	@Override
	protected Point getInitialSize() {
		return Sizes.byFont(SIZE);
	}

	private void fill(TreeItem item, SyncPath path, String text) {
		item.setText(text);
		item.setImage(images.get(Icons.FOLDER));
		item.setData(path);
		ServerFolders.closed(item);
		show(item);
	}

	private static SyncPath path(TreeItem item) {
		return (SyncPath) item.getData();
	}

	/** A folder of which some takes part becomes one of which all does. */
	private void toggle(TreeItem item) {
		if (!ServerFolders.isFolder(item)) {
			item.setChecked(false);
			return;
		}
		SyncPath path = path(item);
		boolean some = !selection.ignored(path, true) && !path.isRoot() || path.isRoot() && takesPart();
		selection = some && !isMixed(path) ? selection.unselecting(path) : selection.selecting(path);
		for (TreeItem each : tree.getItems()) {
			showAll(each);
		}
	}

	/** The root is on the way to everything; whether it takes part is told by what was chosen about it. */
	private boolean takesPart() {
		return !selection.unselected().contains(SyncPath.ROOT);
	}

	private boolean isMixed(SyncPath path) {
		return Stream.concat(selection.selected().stream(), selection.unselected().stream())
				.anyMatch(each -> each.isBelow(path));
	}

	private void showAll(TreeItem item) {
		if (ServerFolders.isFolder(item)) {
			show(item);
			for (TreeItem child : item.getItems()) {
				showAll(child);
			}
		}
	}

	private void show(TreeItem item) {
		SyncPath path = path(item);
		boolean mixed = isMixed(path);
		item.setChecked(path.isRoot() ? takesPart() || mixed : !selection.ignored(path, true));
		item.setGrayed(mixed && item.getChecked());
	}

	private void expand(TreeItem item) {
		SyncPath path = path(item);
		ServerFolders.open(item, remote.account(), path.isRoot() ? remote.path() : remote.path() + "/" + path.value(),
				names -> names.forEach(name -> fill(new TreeItem(item, SWT.NONE), path.child(name), name)),
				failure -> setErrorMessage(Texts.trouble(failure)));
	}
}
