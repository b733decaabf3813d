package org.cellssync.ui.internal;

import java.util.List;
import java.util.function.Function;

import org.cellssync.api.util.OneLine;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.viewers.CheckboxTableViewer;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnLayoutData;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IWorkbenchPartSite;

/** A table of rows of one type, built column by column. Display thread. */
public final class Tables<T> {

	/** Pixels beside a text. */
	private static final int MARGINS = 18;
	/** Pixels of an icon and what is left free behind it. */
	private static final int ICON = 22;
	private static final int STYLE = SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL;

	private final Class<T> type;
	private final TableColumnLayout layout = new TableColumnLayout(true);
	private final TableViewer viewer;
	private final LocalResourceManager images;
	private final Font bold;
	private final Cells cells;

	/** Makes an empty table that fills {@code parent}. */
	public Tables(Composite parent, Class<T> type) {
		this(parent, type, new TableViewer(parent, STYLE | SWT.MULTI | SWT.VIRTUAL));
	}

	/** Makes an empty table whose rows can be checked; its viewer is a {@link CheckboxTableViewer}. */
	public static <T> Tables<T> checked(Composite parent, Class<T> type) {
		return new Tables<>(parent, type, new CheckboxTableViewer(new Table(parent, STYLE | SWT.CHECK)));
	}

	private Tables(Composite parent, Class<T> type, TableViewer viewer) {
		this.type = type;
		this.viewer = viewer;
		parent.setLayout(layout);
		viewer.getTable().setHeaderVisible(true);
		images = new LocalResourceManager(JFaceResources.getResources(), viewer.getControl());
		bold = images.create(FontDescriptor.createFrom(viewer.getTable().getFont()).setStyle(SWT.BOLD));
		cells = new Cells(viewer.getTable());
	}

	/** Adds a column of texts; {@code weight} is its share of the width. What does not fit is cut at its end. */
	public Tables<T> column(String title, int weight, Function<T, String> text) {
		return column(title, weight, text, each -> null);
	}

	/** Adds a column of texts with icons before them. */
	public Tables<T> column(String title, int weight, Function<T, String> text, Function<T, ImageDescriptor> icon) {
		return add(title, SWT.LEAD, shared(title, weight), text, icon, Shortened::end);
	}

	/** Adds a column of paths; {@code weight} is its share of the width. What does not fit is cut in its middle. */
	public Tables<T> paths(String title, int weight, Function<T, String> text) {
		return paths(title, weight, text, each -> null);
	}

	/** Adds a column of paths with icons before them. */
	public Tables<T> paths(String title, int weight, Function<T, String> text, Function<T, ImageDescriptor> icon) {
		return add(title, SWT.LEAD, shared(title, weight), text, icon, Shortened::path);
	}

	/** Adds a column of texts of much the same length, wide enough for each of {@code samples}. */
	public Tables<T> fixed(String title, List<String> samples, Function<T, String> text) {
		return add(title, SWT.LEAD, wide(title, samples, 0), text, each -> null, Shortened::end);
	}

	/** Adds a column of texts of much the same length with icons before them, wide enough for both. */
	public Tables<T> fixed(String title, List<String> samples, Function<T, String> text, Function<T, ImageDescriptor> icon) {
		return add(title, SWT.LEAD, wide(title, samples, ICON), text, icon, Shortened::end);
	}

	/** Adds a column of sizes, wide enough for each of them. */
	public Tables<T> sizes(String title, Function<T, String> text) {
		return add(title, SWT.TRAIL, wide(title, List.of(Texts.WIDEST_SIZE), 0), text, each -> null, Shortened::end);
	}

	private ColumnLayoutData shared(String title, int weight) {
		return new ColumnWeightData(weight, titleWidth(title), true);
	}

	private ColumnLayoutData wide(String title, List<String> samples, int before) {
		return new ColumnPixelData(Math.max(titleWidth(title), before + widest(samples, viewer.getTable().getFont())), true,
				true);
	}

	/** Titles are bold on some desktops. */
	private int titleWidth(String title) {
		return widest(List.of(title), bold);
	}

	private int widest(List<String> texts, Font font) {
		GC gc = new GC(viewer.getTable());
		try {
			gc.setFont(font);
			return MARGINS + texts.stream().mapToInt(text -> gc.textExtent(text).x).max().orElse(0);
		} finally {
			gc.dispose();
		}
	}

	private Tables<T> add(String title, int side, ColumnLayoutData data, Function<T, String> text,
			Function<T, ImageDescriptor> icon, Cells.Cut cut) {
		TableViewerColumn column = new TableViewerColumn(viewer, side);
		cells.shorten(viewer.getTable().getColumnCount() - 1, cut);
		column.getColumn().setText(title);
		column.getColumn().setMoveable(true);
		layout.setColumnData(column.getColumn(), data);
		column.setLabelProvider(new ColumnLabelProvider() {
			@Override
			public String getText(Object element) {
				return OneLine.of(text.apply(type.cast(element)));
			}

			/** What is wider than its column can be read in full; an empty tip would still be drawn. */
			@Override
			public String getToolTipText(Object element) {
				String tip = getText(element);
				return tip.isEmpty() ? null : tip;
			}

			@Override
			public Image getImage(Object element) {
				ImageDescriptor descriptor = icon.apply(type.cast(element));
				return descriptor == null ? null : images.get(descriptor);
			}
		});
		return this;
	}

	/** Returns the table. */
	public TableViewer viewer() {
		ColumnViewerToolTipSupport.enableFor(viewer);
		return viewer;
	}

	/** Makes the table what the view's commands are about, and gives it the menu that is contributed to the view. */
	public static void menu(TableViewer viewer, IWorkbenchPartSite site) {
		MenuManager menu = new MenuManager();
		viewer.getControl().setMenu(menu.createContextMenu(viewer.getControl()));
		site.registerContextMenu(menu, viewer);
		site.setSelectionProvider(viewer);
	}

	/** Shows other rows and stays where the person was: the rows chosen stay chosen, what was scrolled to stays in sight. */
	public static void show(TableViewer viewer, List<?> rows) {
		if (rows.equals(viewer.getInput())) {
			return;
		}
		Table table = viewer.getTable();
		Object top = table.getTopIndex() == 0 || table.getItemCount() == 0 ? null : viewer.getElementAt(table.getTopIndex());
		var chosen = viewer.getStructuredSelection();
		viewer.setInput(rows);
		viewer.setSelection(chosen);
		int place = top == null ? 0 : Math.max(0, rows.indexOf(top));
		table.setTopIndex(place);
	}
}
