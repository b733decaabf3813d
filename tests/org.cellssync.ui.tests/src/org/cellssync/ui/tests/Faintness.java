package org.cellssync.ui.tests;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/** Tools and buttons that can be used beside such that cannot, and how they are drawn. Display's thread. */
final class Faintness {

	private static final String TEXT = "Keep";
	private static final int LEGIBLE = 100;
	private static final double FAINTER = 0.8;

	private final boolean dark;
	private final Shell shell;
	private final ToolBar tools;
	private final Button usable;
	private final Button unusable;

	/** @param dark whether all is to be light on dark */
	Faintness(Shell parent, boolean dark) {
		this.dark = dark;
		shell = new Shell(parent, SWT.DIALOG_TRIM);
		shell.setLayout(new GridLayout());
		Composite area = new Composite(shell, SWT.NONE);
		area.setLayout(new GridLayout());
		tools = new ToolBar(area, SWT.FLAT | SWT.RIGHT);
		for (boolean enabled : new boolean[] { true, false }) {
			ToolItem tool = new ToolItem(tools, SWT.PUSH);
			tool.setText(TEXT);
			tool.setEnabled(enabled);
		}
		usable = button(area);
		unusable = button(area);
		unusable.setEnabled(false);
		shell.pack();
		shell.open();
	}

	private static Button button(Composite parent) {
		Button button = new Button(parent, SWT.PUSH);
		button.setText(TEXT);
		return button;
	}

	/** Returns whether that is so. What is drawn comes some time after it was made. */
	boolean isSeen() {
		return isFainter(contrast(tools, tools.getItem(1).getBounds()), contrast(tools, tools.getItem(0).getBounds()))
				&& isFainter(contrast(unusable, inner(unusable)), contrast(usable, inner(usable)));
	}

	private static boolean isFainter(int one, int other) {
		return other > LEGIBLE && one > 0 && one < other * FAINTER;
	}

	/** Without the border. */
	private static Rectangle inner(Button button) {
		int border = 6;
		return new Rectangle(border, border, button.getSize().x - 2 * border, button.getSize().y - 2 * border);
	}

	/**
	 * Returns how far the ink stands out from its ground, of 255; nothing where they are not on the right side of each
	 * other.
	 */
	private int contrast(Control control, Rectangle area) {
		Image image = new Image(control.getDisplay(), area.width, area.height);
		GC gc = new GC(control);
		try {
			gc.copyArea(image, area.x, area.y);
			ImageData data = image.getImageData();
			int ground = grey(data, 0, 0);
			int most = 0;
			for (int y = 0; y < data.height; y++) {
				for (int x = 0; x < data.width; x++) {
					most = Math.max(most, dark ? grey(data, x, y) - ground : ground - grey(data, x, y));
				}
			}
			return most;
		} finally {
			gc.dispose();
			image.dispose();
		}
	}

	private static int grey(ImageData data, int x, int y) {
		RGB colour = data.palette.getRGB(data.getPixel(x, y));
		return (colour.red + colour.green + colour.blue) / 3;
	}

	boolean close() {
		shell.close();
		return true;
	}
}
