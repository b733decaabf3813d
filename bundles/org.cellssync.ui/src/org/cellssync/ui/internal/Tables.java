package org.cellssync.ui.internal;

import java.util.function.Function;

import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;

/** A table of rows of one type, built column by column. Display thread. */
public final class Tables<T> {

	private static final int NARROWEST = 40;

	private final Class<T> type;
	private final TableColumnLayout layout = new TableColumnLayout(true);
	private final TableViewer viewer;
	private final LocalResourceManager images;

	/** Makes an empty table that fills {@code parent}. */
	public Tables(Composite parent, Class<T> type) {
		this.type = type;
		parent.setLayout(layout);
		viewer = new TableViewer(parent, SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL | SWT.VIRTUAL);
		viewer.getTable().setHeaderVisible(true);
		images = new LocalResourceManager(JFaceResources.getResources(), viewer.getControl());
	}

	/** Adds a column of texts; {@code weight} is its share of the width. */
	public Tables<T> column(String title, int weight, Function<T, String> text) {
		return column(title, weight, text, each -> null);
	}

	/** Adds a column of texts with icons before them. */
	public Tables<T> column(String title, int weight, Function<T, String> text, Function<T, ImageDescriptor> icon) {
		TableViewerColumn column = new TableViewerColumn(viewer, SWT.LEAD);
		column.getColumn().setText(title);
		column.getColumn().setMoveable(true);
		layout.setColumnData(column.getColumn(), new ColumnWeightData(weight, NARROWEST, true));
		column.setLabelProvider(new ColumnLabelProvider() {
			@Override
			public String getText(Object element) {
				return text.apply(type.cast(element));
			}

			@Override
			public String getToolTipText(Object element) {
				return getText(element);
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
		org.eclipse.jface.viewers.ColumnViewerToolTipSupport.enableFor(viewer);
		return viewer;
	}
}
