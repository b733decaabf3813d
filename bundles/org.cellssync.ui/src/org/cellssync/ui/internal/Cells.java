package org.cellssync.ui.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

import org.eclipse.core.runtime.Platform;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/**
 * Draws those cells of a table whose texts are wider than their columns, shortened. Their items hold the whole texts all the
 * same, for tips and for what reads the window aloud. Display thread.
 */
final class Cells {

	private static final int MARGIN = 2;

	/** Makes a text fit. */
	@FunctionalInterface
	interface Cut {
		String cut(String text, int room, ToIntFunction<String> width);
	}

	private final Map<Integer, Cut> cuts = new HashMap<>();

	Cells(Table table) {
		table.addListener(SWT.EraseItem, this::erase);
		table.addListener(SWT.PaintItem, this::paint);
	}

	/** Shortens what is in a column. */
	void shorten(int column, Cut cut) {
		cuts.put(column, cut);
	}

	/** A cell with an image is always ours: where others draw at all, GTK leaves out the images of rows that are chosen. */
	private boolean isOurs(Event event) {
		TableItem item = (TableItem) event.item;
		return cuts.containsKey(event.index)
				&& (item.getImage(event.index) != null || width(event.gc, item.getText(event.index)) > room(event));
	}

	private static int width(GC gc, String text) {
		return gc.textExtent(text, SWT.DRAW_TRANSPARENT).x;
	}

	private static int room(Event event) {
		TableItem item = (TableItem) event.item;
		Rectangle cell = item.getBounds(event.index);
		return cell.x + cell.width - MARGIN - item.getTextBounds(event.index).x;
	}

	private void erase(Event event) {
		if (isOurs(event)) {
			event.detail &= ~SWT.FOREGROUND;
		}
	}

	private void paint(Event event) {
		if (!isOurs(event)) {
			return;
		}
		TableItem item = (TableItem) event.item;
		// GTK lets texts be drawn where texts stand, and leaves the colour of a row that is chosen to who draws.
		event.gc.setClipping(item.getBounds(event.index));
		if (Platform.OS.isLinux() && (event.detail & SWT.SELECTED) != 0) {
			event.gc.setForeground(event.display.getSystemColor(SWT.COLOR_LIST_SELECTION_TEXT));
		}
		String text = cuts.get(event.index).cut(item.getText(event.index), room(event), each -> width(event.gc, each));
		Rectangle place = item.getTextBounds(event.index);
		Point size = event.gc.textExtent(text, SWT.DRAW_TRANSPARENT);
		event.gc.drawText(text, place.x, place.y + (place.height - size.y) / 2, SWT.DRAW_TRANSPARENT);
		Image image = item.getImage(event.index);
		if (image != null) {
			Rectangle before = item.getImageBounds(event.index);
			event.gc.drawImage(image, before.x, before.y + (before.height - image.getBounds().height) / 2);
		}
	}
}
