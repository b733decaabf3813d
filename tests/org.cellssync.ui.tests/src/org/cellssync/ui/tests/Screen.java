package org.cellssync.ui.tests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.ui.PlatformUI;
import org.opentest4j.AssertionFailedError;

/**
 * What a person reaches: the window, or the dialog that stands before it. Called by the test's thread, unless it says
 * otherwise.
 */
final class Screen {

	/** Longer than anything here takes on a busy machine. */
	private static final Duration LIMIT = Duration.ofSeconds(60);
	private static final int STEP = 40;

	private Screen() {
	}

	/** Returns the first answer that is not empty; {@code look} is asked on the display's thread until there is one. */
	static <T> T until(String what, Supplier<Optional<T>> look) {
		CompletableFuture<T> answer = new CompletableFuture<>();
		Display display = PlatformUI.getWorkbench().getDisplay();
		display.asyncExec(() -> ask(display, look, answer));
		try {
			return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
		} catch (TimeoutException e) {
			answer.cancel(false);
			throw new AssertionFailedError(what + " did not come about. On the screen:\n" + contents());
		} catch (InterruptedException | ExecutionException e) {
			throw new AssertionFailedError(what, e);
		}
	}

	private static <T> void ask(Display display, Supplier<Optional<T>> look, CompletableFuture<T> answer) {
		if (answer.isDone()) {
			return;
		}
		try {
			look.get().ifPresentOrElse(answer::complete, () -> display.timerExec(STEP, () -> ask(display, look, answer)));
		} catch (RuntimeException e) {
			answer.completeExceptionally(e);
		}
	}

	/** Waits until it is so. */
	static void is(String what, Supplier<Boolean> condition) {
		until(what, () -> condition.get() ? Optional.of(true) : Optional.empty());
	}

	/** Waits until something on the screen says so. */
	static void says(String text) {
		is('"' + text + '"', () -> all().flatMap(Screen::texts).anyMatch(each -> each.contains(text)));
	}

	/** Waits until nothing on the screen says so. */
	static void saysNoMore(String text) {
		is("the end of \"" + text + '"', () -> all().flatMap(Screen::texts).noneMatch(each -> each.contains(text)));
	}

	/** Waits for a button, a tool or a tab of this text that can be used, and uses it. */
	static void press(String text) {
		until("the button \"" + text + '"',
				() -> all().filter(each -> canBePressed(each) && isCalled(each, text)).findFirst()
						.map(Screen::press));
	}

	private static boolean canBePressed(Widget widget) {
		return switch (widget) {
			case Button button -> button.isEnabled();
			case ToolItem item -> item.isEnabled();
			default -> widget instanceof CTabItem || widget instanceof TabItem;
		};
	}

	/** A tab may tell a number behind its name. */
	private static boolean isCalled(Widget widget, String text) {
		return texts(widget).map(each -> each.replace("&", ""))
				.anyMatch(each -> each.equals(text) || widget instanceof CTabItem && each.startsWith(text));
	}

	/** What is pressed may open a dialog and return when that is closed: it is not waited for. Display's thread. */
	private static Widget press(Widget widget) {
		widget.getDisplay().asyncExec(() -> {
			if (widget instanceof CTabItem tab) {
				tab.getParent().setSelection(tab);
				use(tab.getParent(), SWT.Selection, tab);
			} else if (widget instanceof TabItem tab) {
				tab.getParent().setSelection(tab);
				use(tab.getParent(), SWT.Selection, tab);
			} else {
				if (widget instanceof Button button && (button.getStyle() & SWT.CHECK) != 0) {
					button.setSelection(!button.getSelection());
				}
				use(widget, SWT.Selection, widget);
			}
		});
		return widget;
	}

	/** Opens a menu of the window, waits for an item of it that can be used, and uses it. */
	static void menu(String menu, String text) {
		until("the menu item \"" + text + '"', () -> {
			MenuItem opened = Arrays.stream(front().getMenuBar().getItems()).filter(each -> isCalled(each, menu)).findFirst()
					.orElseThrow();
			use(opened.getMenu(), SWT.Show, null);
			Optional<MenuItem> found = Arrays.stream(opened.getMenu().getItems())
					.filter(each -> each.isEnabled() && isCalled(each, text)).findFirst();
			found.ifPresent(Screen::press);
			use(opened.getMenu(), SWT.Hide, null);
			return found;
		});
	}

	/** Waits for the text field behind a label, and types into it, character by character. */
	static void type(String label, String typed) {
		until("the field " + label, () -> behind(label, Text.class).filter(Text::isEnabled).map(field -> {
			field.setFocus();
			field.setText("");
			typed.chars().forEach(each -> field.append(Character.toString(each)));
			return field;
		}));
	}

	/** Waits for a text that can be changed, and changes a part of it. */
	static void edit(String text, String part, String changed) {
		until("the text " + text, () -> all().filter(StyledText.class::isInstance).map(StyledText.class::cast)
				.filter(each -> each.getEditable() && each.getText().equals(text)).findFirst().map(each -> {
					each.replaceTextRange(text.indexOf(part), part.length(), changed);
					return each;
				}));
	}

	/** Waits for the number behind a label, and changes it. */
	static void set(String label, int number) {
		until("the number " + label, () -> behind(label, Spinner.class).filter(Spinner::isEnabled).map(spinner -> {
			spinner.setSelection(number);
			return spinner;
		}));
	}

	/** Waits until there is text on the clipboard, and takes it from there. */
	static String copied() {
		return until("something copied", () -> {
			Clipboard clipboard = new Clipboard(PlatformUI.getWorkbench().getDisplay());
			try {
				Optional<String> text = Optional.ofNullable((String) clipboard.getContents(TextTransfer.getInstance()));
				clipboard.clearContents();
				return text;
			} finally {
				clipboard.dispose();
			}
		});
	}

	/** Waits for the list behind a label, and types another value into it, character by character. */
	static void typeIn(String label, String typed) {
		until("the choice " + label, () -> behind(label, Combo.class).filter(Combo::isEnabled).map(combo -> {
			combo.setFocus();
			for (int i = 0; i <= typed.length(); i++) {
				combo.setText(typed.substring(0, i));
			}
			return combo;
		}));
	}

	/** Waits until a button can be used, or cannot be. */
	static void offers(String text, boolean usable) {
		is((usable ? "" : "no ") + "use of the button \"" + text + '"',
				() -> all().anyMatch(
						each -> each instanceof Button button && isCalled(button, text) && button.isEnabled() == usable));
	}

	/** Waits until the list behind a label shows a value. */
	static void shows(String label, String value) {
		is(label + " " + value, () -> behind(label, Combo.class).filter(each -> each.getText().equals(value)).isPresent());
	}

	/** Waits for the list behind a label, and chooses a value of it. */
	static void select(String label, String value) {
		until("the choice " + value,
				() -> behind(label, Combo.class).filter(each -> each.isEnabled() && each.indexOf(value) >= 0)
						.map(combo -> {
							combo.select(combo.indexOf(value));
							use(combo, SWT.Selection, null);
							return combo;
						}));
	}

	/** Waits until the label behind another one says so. */
	static void says(String label, String value) {
		is(label + " " + value, () -> behind(label, Label.class).filter(each -> each.getText().equals(value)).isPresent());
	}

	/** Display's thread. */
	private static <T extends Control> Optional<T> behind(String label, Class<T> type) {
		return all().filter(each -> each instanceof Label title && title.getText().equals(label)).map(Label.class::cast)
				.flatMap(title -> Arrays.stream(title.getParent().getChildren()).dropWhile(each -> each != title).skip(1))
				.flatMap(Screen::within).filter(type::isInstance).map(type::cast).findFirst();
	}

	/** Display's thread. */
	private static Stream<Widget> within(Control control) {
		List<Widget> found = new ArrayList<>();
		add(control, found);
		return found.stream();
	}

	/** Waits for a row of a table that says all of this, and chooses it. */
	static void choose(String... told) {
		until("the row " + List.of(told), () -> rows().filter(row -> saysAll(row, told)).findFirst().map(row -> {
			row.getParent().setSelection(row);
			use(row.getParent(), SWT.Selection, row);
			return row;
		}));
	}

	/** Waits until there is a row of a table that says all of this. */
	static void lists(String... told) {
		is("the row " + List.of(told), () -> rows().anyMatch(row -> saysAll(row, told)));
	}

	/** Waits until no row of a table says this. */
	static void listsNoMore(String told) {
		is("the end of the row " + told, () -> rows().noneMatch(row -> saysAll(row, told)));
	}

	private static Stream<TableItem> rows() {
		return all().filter(TableItem.class::isInstance).map(TableItem.class::cast);
	}

	private static boolean saysAll(TableItem row, String... told) {
		return Arrays.stream(told).allMatch(each -> texts(row).anyMatch(each::equals));
	}

	/** Waits for an item of a tree, whose parents are opened on the way, and chooses it. */
	static void choose(List<String> path) {
		for (int i = 1; i <= path.size(); i++) {
			List<String> part = path.subList(0, i);
			boolean last = i == path.size();
			until("the item " + part, () -> all().filter(Tree.class::isInstance).map(Tree.class::cast)
					.findFirst().flatMap(tree -> item(tree.getItems(), part)).map(item -> {
						Tree tree = item.getParent();
						if (last) {
							tree.setSelection(item);
							use(tree, SWT.Selection, item);
						} else {
							item.setExpanded(true);
							use(tree, SWT.Expand, item);
						}
						return item;
					}));
		}
	}

	/** Waits for an item of a tree that is in sight, and turns its check on or off. */
	static void check(List<String> path) {
		until("the item " + path, () -> all().filter(Tree.class::isInstance).map(Tree.class::cast).findFirst()
				.flatMap(tree -> item(tree.getItems(), path)).map(item -> {
					item.setChecked(!item.getChecked());
					Event event = new Event();
					event.item = item;
					event.detail = SWT.CHECK;
					item.getParent().notifyListeners(SWT.Selection, event);
					return item;
				}));
	}

	private static Optional<TreeItem> item(TreeItem[] items, List<String> path) {
		Optional<TreeItem> first = Arrays.stream(items).filter(each -> each.getText().equals(path.getFirst())).findFirst();
		return path.size() == 1 ? first : first.flatMap(each -> item(each.getItems(), path.subList(1, path.size())));
	}

	private static void use(Widget widget, int type, Widget item) {
		Event event = new Event();
		event.item = item;
		widget.notifyListeners(type, event);
	}

	/** Returns the shell that takes what a person does: the innermost dialog, or the window. Display's thread. */
	static Shell front() {
		return Arrays.stream(PlatformUI.getWorkbench().getDisplay().getShells())
				.filter(each -> each.isVisible() && (each.getStyle() & SWT.ON_TOP) == 0)
				.max(Comparator.comparingInt(Screen::depth)).orElseThrow();
	}

	private static int depth(Shell shell) {
		return shell.getParent() == null ? 0 : 1 + depth(shell.getParent().getShell());
	}

	/** Returns all that is seen in the shell in front, in the order it was made. Display's thread. */
	private static Stream<Widget> all() {
		return within(front());
	}

	private static void add(Control control, List<Widget> found) {
		if (!control.isVisible()) {
			return;
		}
		found.add(control);
		if (control instanceof Table table) {
			found.addAll(List.of(table.getItems()));
		} else if (control instanceof ToolBar bar) {
			found.addAll(List.of(bar.getItems()));
		} else if (control instanceof CTabFolder folder) {
			found.addAll(List.of(folder.getItems()));
		} else if (control instanceof TabFolder folder) {
			found.addAll(List.of(folder.getItems()));
		}
		if (control instanceof Composite composite) {
			Arrays.stream(composite.getChildren()).forEach(each -> add(each, found));
		}
	}

	/** Returns what all widgets of one kind say that are seen. Display's thread. */
	static Stream<String> texts(Class<? extends Widget> type) {
		return all().filter(type::isInstance).flatMap(Screen::texts);
	}

	private static Stream<String> texts(Widget widget) {
		return switch (widget) {
			case Shell shell -> Stream.of(shell.getText());
			case Button button -> Stream.of(button.getText());
			case Label label -> Stream.of(label.getText());
			case CLabel label -> Stream.ofNullable(label.getText());
			case Text text -> Stream.of(text.getText());
			case StyledText text -> Stream.of(text.getText());
			case Group group -> Stream.of(group.getText());
			case ToolItem item -> Stream.of(item.getText());
			case CTabItem item -> Stream.of(item.getText());
			case TabItem item -> Stream.of(item.getText());
			case MenuItem item -> Stream.of(item.getText().replaceFirst("\t.*", ""));
			case TableItem item -> IntStream.range(0, item.getParent().getColumnCount()).mapToObj(item::getText);
			default -> Stream.of();
		};
	}

	private static String contents() {
		CompletableFuture<String> lines = new CompletableFuture<>();
		PlatformUI.getWorkbench().getDisplay().asyncExec(() -> lines.complete(all().map(
				each -> texts(each).filter(text -> !text.isBlank()).collect(Collectors.joining(" | ")))
				.filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"))));
		return lines.completeOnTimeout("(the display's thread does not answer)", LIMIT.toSeconds(), TimeUnit.SECONDS).join();
	}
}
