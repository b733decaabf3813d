package org.cellssync.ui.internal;

import java.util.List;
import java.util.function.Function;

import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.TableColumnLayout;
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
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IWorkbenchPartSite;

/** A table of rows of one type, built column by column. Display thread. */
public final class Tables<T> {

	private static final int NARROWEST = 40;
	private static final int STYLE = SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL;

	private final Class<T> type;
	private final TableColumnLayout layout = new TableColumnLayout(true);
	private final TableViewer viewer;
	private final LocalResourceManager images;
	private final double character;

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
		character = characterWidth(viewer.getTable());
	}

	private static double characterWidth(Table table) {
		GC gc = new GC(table);
		try {
			return gc.getFontMetrics().getAverageCharacterWidth();
		} finally {
			gc.dispose();
		}
	}

	/** Adds a column of texts; {@code weight} is its share of the width. */
	public Tables<T> column(String title, int weight, Function<T, String> text) {
		return column(title, weight, text, each -> null);
	}

	/** Adds a column of texts with icons before them. */
	public Tables<T> column(String title, int weight, Function<T, String> text, Function<T, ImageDescriptor> icon) {
		return add(title, SWT.LEAD, new ColumnWeightData(weight, NARROWEST, true), text, icon);
	}

	/** Adds a column of texts of much the same length, wide enough for so many characters. */
	public Tables<T> fixed(String title, int characters, Function<T, String> text) {
		return fixed(title, characters, text, each -> null);
	}

	/** Adds a column of texts of much the same length with icons before them, wide enough for both. */
	public Tables<T> fixed(String title, int characters, Function<T, String> text, Function<T, ImageDescriptor> icon) {
		return add(title, SWT.LEAD, wide(characters), text, icon);
	}

	private ColumnPixelData wide(int characters) {
		return new ColumnPixelData((int) Math.ceil(characters * character), true, true);
	}

	/** Adds a column of numbers with their units, wide enough for so many characters. */
	public Tables<T> numbers(String title, int characters, Function<T, String> text) {
		return add(title, SWT.TRAIL, wide(characters), text, each -> null);
	}

	private Tables<T> add(String title, int side, ColumnLayoutData data, Function<T, String> text,
			Function<T, ImageDescriptor> icon) {
		TableViewerColumn column = new TableViewerColumn(viewer, side);
		column.getColumn().setText(title);
		column.getColumn().setMoveable(true);
		layout.setColumnData(column.getColumn(), data);
		column.setLabelProvider(new ColumnLabelProvider() {
			@Override
			public String getText(Object element) {
				return text.apply(type.cast(element));
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
