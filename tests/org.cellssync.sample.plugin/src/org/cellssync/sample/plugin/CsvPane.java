package org.cellssync.sample.plugin;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.ScrollBar;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** One version as a table. Its first column says in words what differs; colours alone are not seen by everybody. */
final class CsvPane {

	private static final int MARK_WIDTH = 90;
	private static final int CELL_WIDTH = 110;
	private static final Color AMBER = new Color(255, 176, 0);

	private final Table table;

	CsvPane(Composite parent, String title) {
		Group group = new Group(parent, SWT.NONE);
		group.setText(title);
		group.setLayout(new FillLayout());
		table = new Table(group, SWT.BORDER | SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL);
		table.setLinesVisible(true);
		table.setHeaderVisible(true);
	}

	/** Moves the other table along with this one. */
	void scrollWith(CsvPane other) {
		ScrollBar bar = table.getVerticalBar();
		if (bar != null) {
			bar.addListener(SWT.Selection, event -> other.table.setTopIndex(table.getTopIndex()));
		}
		table.addListener(SWT.Selection, event -> other.table.setSelection(table.getSelectionIndex()));
	}

	void show(TableComparison comparison, int width,
			Function<TableComparison.Line, Optional<List<String>>> version, String only) {
		column(Messages.Csv_difference, MARK_WIDTH);
		for (int i = 1; i <= width; i++) {
			column(Integer.toString(i), CELL_WIDTH);
		}
		Color marked = marked();
		for (TableComparison.Line line : comparison.lines()) {
			TableItem item = new TableItem(table, SWT.NONE);
			Optional<List<String>> row = version.apply(line);
			if (line.differs()) {
				item.setBackground(marked);
				item.setText(0, mark(line, row.isPresent(), only));
			}
			List<String> cells = row.orElse(List.of());
			for (int i = 0; i < cells.size(); i++) {
				item.setText(i + 1, cells.get(i));
			}
		}
	}

	/** A touch of amber in whatever the list's colour is, light or dark. */
	private Color marked() {
		Color list = table.getDisplay().getSystemColor(SWT.COLOR_LIST_BACKGROUND);
		return new Color((3 * list.getRed() + AMBER.getRed()) / 4,
				(3 * list.getGreen() + AMBER.getGreen()) / 4,
				(3 * list.getBlue() + AMBER.getBlue()) / 4);
	}

	private static String mark(TableComparison.Line line, boolean present, String only) {
		if (!present) {
			return "";
		}
		return line.local().isPresent() && line.remote().isPresent() ? Messages.Csv_changed : only;
	}

	private void column(String title, int width) {
		TableColumn column = new TableColumn(table, SWT.LEAD);
		column.setText(title);
		column.setWidth(width);
	}
}
