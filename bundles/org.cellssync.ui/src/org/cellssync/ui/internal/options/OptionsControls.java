package org.cellssync.ui.internal.options;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.sync.Limits;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Policy;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Texts;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;

/** A task's options; used by the wizard and where a task is changed. What is not shown stays as it was. */
public final class OptionsControls {

	private static final List<Mode> MODES = List.of(Mode.values());
	private static final List<Policy> POLICIES = List.of(Policy.values());
	private static final int MOST = 1_000_000;
	private static final int LINES = 3;
	private static final int FOLDERS = 200;

	private final TaskOptions before;
	private final Composite area;
	private final Combo mode;
	private final Combo policy;
	private final Button deletions;
	private final Button limited;
	private final Spinner limit;
	private final Button permanent;
	private final Text ignore;
	private final Label folders;
	private final Button choose;
	private Selection selection;
	private Optional<EndpointAddress> remote = Optional.empty();

	/** Shows {@code options}, to be changed. */
	public OptionsControls(Composite parent, TaskOptions options) {
		before = options;
		selection = options.selection();
		area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).spacing(10, 8).applyTo(area);
		mode = combo(Messages.Options_mode, MODES, Texts::explained);
		policy = combo(Messages.Options_policy, POLICIES, Texts::policy);
		new Label(area, SWT.NONE).setText(Messages.Options_folders);
		Composite which = new Composite(area, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).applyTo(which);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(which);
		folders = new Label(which, SWT.NONE);
		GridDataFactory.swtDefaults().align(SWT.FILL, SWT.CENTER).grab(true, false).hint(FOLDERS, SWT.DEFAULT).applyTo(folders);
		choose = new Button(which, SWT.PUSH);
		choose.setText(Messages.Options_choose);
		choose.addListener(SWT.Selection, event -> chooseFolders());
		deletions = check(area, Messages.Options_deletions);
		Composite row = wide(new Composite(area, SWT.NONE));
		GridLayoutFactory.fillDefaults().numColumns(3).applyTo(row);
		limited = new Button(row, SWT.CHECK);
		limited.setText(Messages.Options_limit);
		limit = new Spinner(row, SWT.BORDER);
		limit.setMaximum(MOST);
		new Label(row, SWT.NONE).setText(Messages.Options_limitItems);
		permanent = check(area, Messages.Options_permanent);
		wide(new Label(area, SWT.WRAP)).setText(Messages.Options_ignore);
		ignore = new Text(area, SWT.MULTI | SWT.BORDER | SWT.V_SCROLL);
		GridDataFactory.fillDefaults().grab(true, true).span(2, 1).hint(SWT.DEFAULT, LINES * ignore.getLineHeight()).applyTo(ignore);
		deletions.addListener(SWT.Selection, event -> refresh());
		limited.addListener(SWT.Selection, event -> refresh());
		show();
	}

	private <T> Combo combo(String title, List<T> values, Function<T, String> text) {
		new Label(area, SWT.NONE).setText(title);
		Combo combo = new Combo(area, SWT.READ_ONLY);
		values.forEach(each -> combo.add(text.apply(each)));
		GridDataFactory.fillDefaults().grab(true, false).applyTo(combo);
		return combo;
	}

	private static Button check(Composite parent, String text) {
		Button check = wide(new Button(parent, SWT.CHECK));
		check.setText(text);
		return check;
	}

	private static <T extends Control> T wide(T control) {
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(control);
		return control;
	}

	private void show() {
		mode.select(MODES.indexOf(before.mode()));
		policy.select(POLICIES.indexOf(before.policy()));
		deletions.setSelection(before.deletions());
		boolean some = !before.limits().equals(Limits.NONE);
		limited.setSelection(some);
		limit.setSelection(some ? before.limits().items() : Limits.DEFAULT.items());
		permanent.setSelection(before.settings().permanentDeletion());
		ignore.setText(String.join(Text.DELIMITER, before.ignore()));
		refresh();
	}

	private void chooseFolders() {
		FoldersDialog dialog = new FoldersDialog(area.getShell(), remote.orElseThrow(), selection);
		if (dialog.open() == Window.OK) {
			selection = dialog.selection();
			refresh();
		}
	}

	/** Tells where the folders are that can be chosen; those of another place are not chosen any more. */
	public void in(EndpointAddress folder) {
		if (remote.isPresent() && !remote.get().equals(folder)) {
			selection = Selection.ALL;
		}
		remote = Optional.of(folder);
		refresh();
	}

	/** What no deletion can come to needs no choice. */
	private void refresh() {
		limited.setEnabled(deletions.getSelection());
		limit.setEnabled(deletions.getSelection() && limited.getSelection());
		permanent.setEnabled(deletions.getSelection());
		folders.setText(Texts.selection(selection));
		folders.setToolTipText(folders.getText());
		choose.setEnabled(remote.filter(each -> each.scheme().equals(EndpointAddress.CELLS)).isPresent());
	}

	/** Returns all of them. */
	public Composite control() {
		return area;
	}

	/** Takes the choice of the direction away, or gives it back. */
	public void fix(Optional<Mode> only) {
		only.ifPresent(fixed -> mode.select(MODES.indexOf(fixed)));
		mode.setEnabled(only.isEmpty());
	}

	/** Returns what is chosen. */
	public TaskOptions options() {
		return before.withMode(MODES.get(mode.getSelectionIndex())).withPolicy(POLICIES.get(policy.getSelectionIndex()))
				.withDeletions(deletions.getSelection()).withLimits(limits()).withSelection(selection)
				.withSettings(before.settings().withPermanentDeletion(permanent.getSelection()))
				.withIgnore(Arrays.stream(ignore.getText().split("\\R")).filter(line -> !line.isBlank()).toList());
	}

	/** A share that was set up elsewhere stays as long as the number does. */
	private Limits limits() {
		if (!limited.getSelection()) {
			return Limits.NONE;
		}
		return limit.getSelection() == before.limits().items() ? before.limits() : Limits.of(limit.getSelection());
	}

	/** The first choice gets the focus. */
	public void setFocus() {
		(mode.isEnabled() ? mode : policy).setFocus();
	}
}
