package org.cellssync.ui.internal.conflicts;

import java.util.List;

import org.cellssync.ui.internal.conflicts.LineDifference.Owner;
import org.cellssync.ui.internal.conflicts.LineDifference.Part;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Color;

/** Shows parts of two texts, with what one side holds alone on a colour of its own. Display thread. */
final class Differences {

	private static final Color INK = new Color(0x1e, 0x1e, 0x1e);
	private static final Color HERE = new Color(0xcf, 0xe2, 0xf9);
	private static final Color THERE = new Color(0xd6, 0xf0, 0xd3);

	private Differences() {
	}

	/** Shows the text of one side. */
	static void show(StyledText widget, List<Part> parts, Owner side) {
		fill(widget, parts.stream().filter(part -> part.owner() == Owner.BOTH || part.owner() == side).toList());
	}

	/** Shows all lines of both sides. A last line without an end gets one where others follow. */
	static void showAll(StyledText widget, List<Part> parts) {
		Part last = parts.isEmpty() ? null : parts.getLast();
		fill(widget, parts.stream().map(part -> part == last || part.text().endsWith("\n") ? part
				: new Part(part.owner(), part.text() + "\n")).toList());
	}

	private static void fill(StyledText widget, List<Part> parts) {
		StringBuilder text = new StringBuilder();
		parts.forEach(part -> text.append(part.text()));
		widget.setText(text.toString());
		int start = 0;
		for (Part part : parts) {
			if (part.owner() != Owner.BOTH) {
				widget.setStyleRange(
						new StyleRange(start, part.text().length(), INK, part.owner() == Owner.HERE ? HERE : THERE));
			}
			start += part.text().length();
		}
	}
}
