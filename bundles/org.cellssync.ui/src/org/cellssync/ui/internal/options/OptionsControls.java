package org.cellssync.ui.internal.options;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.session.Schedule;
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
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.eclipse.swt.widgets.Text;

/**
 * A task's options, on three tabs so that all of them are seen on a small screen too; used by the wizard and where a task is
 * changed. What is not shown stays as it was.
 */
public final class OptionsControls {

	private static final List<Mode> MODES = List.of(Mode.values());
	private static final List<Policy> POLICIES = List.of(Policy.values());
	private static final int MOST = 1_000_000;
	private static final int PERCENT = 100;
	private static final int MOST_DAYS = 10_000;
	private static final long GIB = 1L << 30;
	private static final int LINES = 3;
	private static final int INDENT = 24;
	private static final int FOLDERS = 200;
	/** Pixels that a text gets that breaks where it is longer. */
	static final int TEXT_WIDTH = 400;
	/** Pixels that a choice gets however long its values are. */
	static final int CHOICE_WIDTH = 200;

	private final TaskOptions before;
	private final TabFolder tabs;
	private final Combo mode;
	private final Combo policy;
	private final Combo schedule;
	private final Combo recheck;
	private final Button deletions;
	private final Button limited;
	private final Spinner limit;
	private final Spinner share;
	private final Button permanent;
	private final Button links;
	private final Spinner trashDays;
	private final Spinner trashSize;
	private final Text ignore;
	private final SpeedControls speed;
	private final Label folders;
	private final Button choose;
	private Selection selection;
	private Optional<EndpointAddress> remote = Optional.empty();

	/** Shows {@code options}, to be changed. */
	public OptionsControls(Composite parent, TaskOptions options) {
		before = options;
		selection = options.selection();
		tabs = new TabFolder(parent, SWT.TOP);
		Composite what = tab(Messages.Options_what);
		mode = combo(what, Messages.Options_mode, MODES, Texts::explained);
		policy = combo(what, Messages.Options_policy, POLICIES, Texts::policy);
		new Label(what, SWT.NONE).setText(Messages.Options_folders);
		Composite which = new Composite(what, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).applyTo(which);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(which);
		folders = new Label(which, SWT.NONE);
		GridDataFactory.swtDefaults().align(SWT.FILL, SWT.CENTER).grab(true, false).hint(FOLDERS, SWT.DEFAULT)
				.applyTo(folders);
		choose = new Button(which, SWT.PUSH);
		choose.setText(Messages.Options_choose);
		choose.addListener(SWT.Selection, event -> chooseFolders());
		links = check(what, Messages.Options_links);
		Label rules = new Label(what, SWT.WRAP);
		rules.setText(Messages.Options_ignore);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(TEXT_WIDTH, SWT.DEFAULT).applyTo(rules);
		ignore = new Text(what, SWT.MULTI | SWT.BORDER | SWT.V_SCROLL);
		GridDataFactory.fillDefaults().grab(true, true).span(2, 1).hint(SWT.DEFAULT, LINES * ignore.getLineHeight())
				.applyTo(ignore);
		Composite deleting = tab(Messages.Options_deleting);
		deletions = check(deleting, Messages.Options_deletions);
		limited = check(deleting, Messages.Options_limit);
		Composite most = row(deleting, 4);
		limit = spinner(most, 0, MOST);
		new Label(most, SWT.NONE).setText(Messages.Options_limitItems);
		share = spinner(most, 1, PERCENT);
		new Label(most, SWT.NONE).setText(Messages.Options_limitShare);
		permanent = check(deleting, Messages.Options_permanent);
		wide(new Label(deleting, SWT.NONE)).setText(Messages.Options_trash);
		Composite trash = row(deleting, 4);
		trashDays = spinner(trash, 1, MOST_DAYS);
		new Label(trash, SWT.NONE).setText(Messages.Options_trashDays);
		trashSize = spinner(trash, 1, MOST);
		trashSize.setDigits(1);
		new Label(trash, SWT.NONE).setText(Messages.Options_trashSize);
		Composite times = tab(Messages.Options_times);
		schedule = schedule(times, Messages.Options_schedule, Messages.Options_realtime, Messages.Options_manual,
				"every:15m", "every:1h",
				"Mon-Fri 22:00", "Mon-Fri 18:00-08:00; Sat,Sun 00:00-24:00");
		recheck = schedule(times, Messages.Options_recheck, Messages.Options_never, "every:7d", "Sun 03:00");
		speed = new SpeedControls(times, options.speed());
		deletions.addListener(SWT.Selection, event -> refresh());
		limited.addListener(SWT.Selection, event -> refresh());
		show();
	}

	private Composite tab(String title) {
		Composite content = new Composite(tabs, SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(10, 10).numColumns(2).spacing(10, 8).applyTo(content);
		TabItem tab = new TabItem(tabs, SWT.NONE);
		tab.setText(title);
		tab.setControl(content);
		return content;
	}

	private static <T> Combo combo(Composite area, String title, List<T> values, Function<T, String> text) {
		new Label(area, SWT.NONE).setText(title);
		Combo combo = new Combo(area, SWT.READ_ONLY);
		values.forEach(each -> combo.add(text.apply(each)));
		GridDataFactory.fillDefaults().grab(true, false).applyTo(combo);
		return combo;
	}

	/** What belongs to the line above it. */
	private static Composite row(Composite area, int columns) {
		Composite row = new Composite(area, SWT.NONE);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).indent(INDENT, 0).applyTo(row);
		GridLayoutFactory.fillDefaults().numColumns(columns).applyTo(row);
		return row;
	}

	private static Spinner spinner(Composite parent, int least, int most) {
		Spinner spinner = new Spinner(parent, SWT.BORDER);
		spinner.setMinimum(least);
		spinner.setMaximum(most);
		return spinner;
	}

	/** A few examples, in the form in which others can be typed. */
	private static Combo schedule(Composite area, String title, String... examples) {
		new Label(area, SWT.NONE).setText(title);
		Combo combo = new Combo(area, SWT.DROP_DOWN);
		combo.setItems(examples);
		combo.setToolTipText(Messages.Options_scheduleHint);
		GridDataFactory.fillDefaults().grab(true, false).hint(CHOICE_WIDTH, SWT.DEFAULT).applyTo(combo);
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
		schedule.setText(before.schedule() == Schedule.REALTIME ? Messages.Options_realtime
				: before.schedule() == Schedule.MANUAL ? Messages.Options_manual : before.schedule().text());
		recheck.setText(before.recheck() == Schedule.MANUAL ? Messages.Options_never : before.recheck().text());
		boolean some = !before.limits().equals(Limits.NONE);
		limited.setSelection(some);
		Limits shown = some ? before.limits() : Limits.DEFAULT;
		limit.setSelection(shown.items());
		share.setSelection(percent(shown));
		permanent.setSelection(before.settings().permanentDeletion());
		links.setSelection(before.settings().copiesLinks());
		trashDays.setSelection(days(before.settings().trashAge()));
		trashSize.setSelection(tenths(before.settings().trashBytes()));
		ignore.setText(String.join(Text.DELIMITER, before.ignore()));
		refresh();
	}

	private void chooseFolders() {
		FoldersDialog dialog = new FoldersDialog(tabs.getShell(), remote.orElseThrow(), selection);
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
		share.setEnabled(limit.isEnabled());
		permanent.setEnabled(deletions.getSelection());
		folders.setText(Texts.selection(selection));
		folders.setToolTipText(folders.getText());
		choose.setEnabled(remote.filter(each -> each.scheme().equals(EndpointAddress.CELLS)).isPresent());
	}

	/** Returns all of them. */
	public Composite control() {
		return tabs;
	}

	/** Takes the choice of the direction away, or gives it back. */
	public void fix(Optional<Mode> only) {
		only.ifPresent(fixed -> mode.select(MODES.indexOf(fixed)));
		mode.setEnabled(only.isEmpty());
	}

	/** Has {@code action} run when something is typed that can be wrong. */
	public void whenTyped(Runnable action) {
		schedule.addListener(SWT.Modify, event -> action.run());
		recheck.addListener(SWT.Modify, event -> action.run());
		speed.whenChanged(action);
	}

	/** Returns what is wrong with what is chosen. */
	public Optional<String> trouble() {
		try {
			runs();
			return TaskOptions.isRhythm(recheck()) ? speed.trouble() : Optional.of(Messages.Options_recheckWrong);
		} catch (IllegalArgumentException e) {
			return Optional.of(NLS.bind(Messages.Options_scheduleWrong, e.getMessage()));
		}
	}

	private Schedule runs() {
		String text = schedule.getText().strip();
		return text.equals(Messages.Options_realtime) ? Schedule.REALTIME
				: text.equals(Messages.Options_manual) ? Schedule.MANUAL : Schedule.parse(text);
	}

	private Schedule recheck() {
		String text = recheck.getText().strip();
		return text.equals(Messages.Options_never) ? Schedule.MANUAL : Schedule.parse(text);
	}

	/** Returns what is chosen, where nothing is wrong with it. */
	public TaskOptions options() {
		return before.withMode(MODES.get(mode.getSelectionIndex())).withPolicy(POLICIES.get(policy.getSelectionIndex()))
				.withDeletions(deletions.getSelection()).withLimits(limits()).withSelection(selection)
				.withSchedule(runs()).withRecheck(recheck()).withSpeed(speed.speed())
				.withSettings(
						before.settings().withPermanentDeletion(permanent.getSelection()).withTrash(trashAge(), trashBytes())
								.withCopiedLinks(links.getSelection()))
				.withIgnore(Arrays.stream(ignore.getText().split("\\R")).filter(line -> !line.isBlank()).toList());
	}

	private static int days(Duration age) {
		return (int) Math.clamp(age.toDays(), 1, MOST_DAYS);
	}

	private static int tenths(long bytes) {
		return (int) Math.clamp(Math.round(bytes * 10.0 / GIB), 1, MOST);
	}

	/** What was set up elsewhere in finer steps stays as long as the number here does. */
	private Duration trashAge() {
		Duration kept = before.settings().trashAge();
		return trashDays.getSelection() == days(kept) ? kept : Duration.ofDays(trashDays.getSelection());
	}

	private long trashBytes() {
		long kept = before.settings().trashBytes();
		return trashSize.getSelection() == tenths(kept) ? kept : trashSize.getSelection() * GIB / 10;
	}

	private static int percent(Limits limits) {
		return (int) Math.round(limits.share() * PERCENT);
	}

	/** A share that was set up elsewhere in finer steps stays as long as the number here does. */
	private Limits limits() {
		if (!limited.getSelection()) {
			return Limits.NONE;
		}
		Limits kept = before.limits().equals(Limits.NONE) ? Limits.DEFAULT : before.limits();
		return new Limits(limit.getSelection(), share.getSelection() == percent(kept) ? kept.share()
				: (double) share.getSelection() / PERCENT, kept.shareFrom());
	}

	/** The first choice gets the focus. */
	public void setFocus() {
		tabs.setSelection(0);
		(mode.isEnabled() ? mode : policy).setFocus();
	}
}
