package org.cellssync.ui.internal;

import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Display;

/** Sizes of dialogs. Display thread. */
public final class Sizes {

	/** Pixels of a line in the font that sizes are written down for. */
	private static final double USUAL_LINE = 17;

	private Sizes() {
	}

	/** Returns a size for the desktop's font, of one for a usual font: a larger font gets as much more room. */
	public static Point byFont(Point usual) {
		GC gc = new GC(Display.getCurrent());
		try {
			double factor = Math.max(1, gc.getFontMetrics().getHeight() / USUAL_LINE);
			return new Point((int) (usual.x * factor), (int) (usual.y * factor));
		} finally {
			gc.dispose();
		}
	}
}
