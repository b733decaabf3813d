package org.cellssync.sample.plugin;

import org.cellssync.api.session.Choice;
import org.cellssync.ui.api.ConflictEditor;
import org.cellssync.ui.api.ConflictInput;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** Both versions of a CSV file as tables beside each other, with the rows that differ marked. */
public final class CsvConflictEditor implements ConflictEditor {

	private Label summary;
	private CsvPane here;
	private CsvPane there;

	@Override
	public Control create(Composite parent, ConflictInput input) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().margins(10, 10).applyTo(area);
		summary = new Label(area, SWT.WRAP);
		summary.setText(Messages.Csv_fetching);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(summary);
		SashForm tables = new SashForm(area, SWT.HORIZONTAL);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(tables);
		here = new CsvPane(tables, Messages.Csv_here);
		there = new CsvPane(tables, Messages.Csv_there);
		here.scrollWith(there);
		there.scrollWith(here);
		Composite buttons = new Composite(area, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(3).equalWidth(true).applyTo(buttons);
		GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.CENTER).applyTo(buttons);
		button(buttons, Messages.Csv_keepHere, input, Choice.LOCAL);
		button(buttons, Messages.Csv_keepThere, input, Choice.SERVER);
		button(buttons, Messages.Csv_keepBoth, input, Choice.BOTH);
		ReadTables job = new ReadTables(area.getDisplay(), input, this::show, this::fail);
		area.addDisposeListener(event -> job.cancel());
		job.schedule();
		return area;
	}

	private static void button(Composite parent, String text, ConflictInput input, Choice choice) {
		Button button = new Button(parent, SWT.PUSH);
		button.setText(text);
		button.addListener(SWT.Selection, event -> input.decide(choice));
		GridDataFactory.fillDefaults().grab(true, false).applyTo(button);
	}

	private void show(ReadTables.Result result) {
		if (summary.isDisposed()) {
			return;
		}
		TableComparison comparison = result.comparison();
		summary.setText(NLS.bind(comparison.cut() ? Messages.Csv_cut : Messages.Csv_summary,
				new Object[] { comparison.different(), comparison.lines().size(), TableComparison.LIMIT }));
		here.show(comparison, result.width(), TableComparison.Line::local, Messages.Csv_onlyHere);
		there.show(comparison, result.width(), TableComparison.Line::remote, Messages.Csv_onlyThere);
	}

	private void fail(String message) {
		if (!summary.isDisposed()) {
			summary.setText(NLS.bind(Messages.Csv_unreadable, message));
			summary.requestLayout();
		}
	}
}
