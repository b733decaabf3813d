package org.cellssync.sample.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/** What a person sees at one moment, and how it is used. Display thread. */
final class Screen {

	/** What one widget or row says, and what using it does. */
	private record Seen(String text, Runnable use) {

		Seen {
			text = text == null ? "" : text;
		}
	}

	private static final Runnable NOTHING = () -> {};

	private final Display display;
	private final List<Seen> seen = new ArrayList<>();

	Screen(Display display) {
		this.display = display;
		for (Shell shell : display.getShells()) {
			if (shell.isVisible()) {
				seen.add(new Seen(shell.getText(), NOTHING));
				look(shell);
			}
		}
	}

	List<String> lines() {
		return seen.stream().map(Seen::text).filter(text -> !text.isBlank()).toList();
	}

	/** The last that begins so: what a dialog holds comes after the window. */
	Optional<Runnable> find(String text) {
		return seen.stream().filter(each -> each.text.startsWith(text) && each.use != NOTHING).map(Seen::use)
				.reduce((before, after) -> after);
	}

	List<String> picture(String file) {
		Control front = display.getActiveShell() == null ? display.getShells()[0] : display.getActiveShell();
		Image image = new Image(display, front.getBounds().width, front.getBounds().height);
		GC gc = new GC(display);
		gc.copyArea(image, front.getBounds().x, front.getBounds().y);
		gc.dispose();
		ImageLoader loader = new ImageLoader();
		loader.data = new org.eclipse.swt.graphics.ImageData[] { image.getImageData() };
		loader.save(file, SWT.IMAGE_PNG);
		image.dispose();
		return List.of("done");
	}

	private void look(Composite parent) {
		for (Control child : parent.getChildren()) {
			if (child.isVisible()) {
				look(child);
			}
		}
	}

	private void look(Control control) {
		switch (control) {
			case Table table -> rows(table);
			case ToolBar bar -> items(bar);
			case CTabFolder folder -> {
				tabs(folder);
				look((Composite) folder);
			}
			case Group group -> {
				seen.add(new Seen(group.getText(), NOTHING));
				look((Composite) group);
			}
			case Composite composite -> {
				if (composite instanceof CLabel label) {
					seen.add(new Seen(label.getText(), NOTHING));
				}
				look(composite);
			}
			case Button button -> seen.add(new Seen(button.getText(), () -> use(button, SWT.Selection, null)));
			case Label label -> seen.add(new Seen(label.getText(), NOTHING));
			case Text text -> seen.add(new Seen(text.getText(), NOTHING));
			default -> {
			}
		}
	}

	private void rows(Table table) {
		for (TableItem item : table.getItems()) {
			String text = IntStream.range(0, Math.max(1, table.getColumnCount())).mapToObj(item::getText)
					.collect(Collectors.joining(" | "));
			seen.add(new Seen(text, () -> {
				table.setSelection(item);
				use(table, SWT.Selection, item);
				use(table, SWT.DefaultSelection, item);
			}));
		}
	}

	private void items(ToolBar bar) {
		for (ToolItem item : bar.getItems()) {
			String text = item.getText().isEmpty() ? item.getToolTipText() : item.getText();
			seen.add(new Seen(text, item.isEnabled() ? () -> use(item, SWT.Selection, null) : NOTHING));
		}
	}

	private void tabs(CTabFolder folder) {
		for (CTabItem item : folder.getItems()) {
			seen.add(new Seen("Tab " + item.getText(), () -> {
				folder.setSelection(item);
				use(folder, SWT.Selection, item);
			}));
		}
	}

	private static void use(org.eclipse.swt.widgets.Widget widget, int type,
			org.eclipse.swt.widgets.Widget item) {
		Event event = new Event();
		event.item = item;
		event.type = type;
		widget.notifyListeners(type, event);
	}
}
