package org.cellssync.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;

/** The workbench opens as the product's window. */
class WindowTest {

	private static final String DESKTOP = "org.cellssync.ui.desktop";

	@Test
	void opensWithTheProductsName() {
		assertTrue(PlatformUI.isWorkbenchRunning());
		assertEquals("CellsSync", onDisplay(() -> window().getShell().getText()));
	}

	@Test
	void isSeen() {
		assertTrue(onDisplay(() -> window().getShell().isVisible()));
	}

	/** On a light desktop as on a dark one. */
	@Test
	void whatCannotBeUsedLooksSo() {
		IThemeEngine themes = PlatformUI.getWorkbench().getService(IThemeEngine.class);
		String before = onDisplay(() -> themes.getActiveTheme().getId());
		assertTrue(before.startsWith(DESKTOP), before);
		try {
			for (String theme : List.of(DESKTOP, DESKTOP + ".dark")) {
				onDisplay(() -> {
					themes.setTheme(theme, false);
					return theme;
				});
				Faintness faintness = onDisplay(() -> new Faintness(window().getShell(), theme.endsWith("dark")));
				Screen.is("what cannot be used is fainter with " + theme, faintness::isSeen);
				onDisplay(faintness::close);
			}
		} finally {
			onDisplay(() -> {
				themes.setTheme(before, false);
				return before;
			});
		}
	}

	@Test
	void titlesAreAsLargeAsTexts() {
		int text = onDisplay(() -> Display.getCurrent().getSystemFont().getFontData()[0].getHeight());
		assertEquals(text, onDisplay(() -> JFaceResources.getBannerFont().getFontData()[0].getHeight()));
		assertEquals(text, onDisplay(() -> JFaceResources.getTextFont().getFontData()[0].getHeight()));
	}

	private static IWorkbenchWindow window() {
		IWorkbenchWindow[] windows = PlatformUI.getWorkbench().getWorkbenchWindows();
		assertEquals(1, windows.length);
		return windows[0];
	}

	private static <T> T onDisplay(Supplier<T> question) {
		AtomicReference<T> answer = new AtomicReference<>();
		Display display = PlatformUI.getWorkbench().getDisplay();
		display.syncExec(() -> answer.set(question.get()));
		return answer.get();
	}
}
