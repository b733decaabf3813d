package org.cellssync.ui.internal.views;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.state.HistoryEntry.Outcome;
import org.cellssync.api.state.HistoryQuery;
import org.cellssync.ui.internal.Messages;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** What is looked for in the history: part of a path, an outcome, a time. Display thread. */
final class HistoryFilter {

	/** In the order of the choices: any outcome stands first. */
	private static final List<Outcome> OUTCOMES = List.of(Outcome.DONE, Outcome.FAILED);
	private static final List<Duration> TIMES = List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7),
			Duration.ofDays(30));

	private final Composite area;
	private final Text text;
	private final Combo outcome;
	private final Combo time;

	/** @param changed runs when something else is looked for */
	HistoryFilter(Composite parent, Runnable changed) {
		area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(6).applyTo(area);
		new Label(area, SWT.NONE).setText(Messages.History_search);
		text = new Text(area, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
		text.setMessage(Messages.History_searchHint);
		text.addListener(SWT.Modify, event -> changed.run());
		GridDataFactory.fillDefaults().grab(true, false).applyTo(text);
		outcome = combo(Messages.Activity_outcome, changed, Messages.History_anyOutcome, Messages.Activity_done,
				Messages.History_failed);
		time = combo(Messages.Activity_time, changed, Messages.History_anyTime, Messages.History_hour, Messages.History_day,
				Messages.History_week, Messages.History_month);
	}

	private Combo combo(String title, Runnable changed, String... choices) {
		new Label(area, SWT.NONE).setText(title);
		Combo combo = new Combo(area, SWT.READ_ONLY);
		combo.setItems(choices);
		combo.select(0);
		combo.addListener(SWT.Selection, event -> changed.run());
		return combo;
	}

	Composite control() {
		return area;
	}

	/** Returns whether not everything is looked for. */
	boolean isSet() {
		return !text.getText().isBlank() || outcome.getSelectionIndex() > 0 || time.getSelectionIndex() > 0;
	}

	/** Returns what to ask the history for. */
	HistoryQuery query(int limit) {
		return new HistoryQuery(chosen(time, TIMES).map(Instant.now()::minus), Optional.empty(),
				Optional.of(text.getText().strip()).filter(each -> !each.isEmpty()), chosen(outcome, OUTCOMES), limit);
	}

	private static <T> Optional<T> chosen(Combo combo, List<T> values) {
		int index = combo.getSelectionIndex();
		return index > 0 ? Optional.of(values.get(index - 1)) : Optional.empty();
	}
}
