package org.cellssync.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** The workbench opens as the product's window. */
class WindowTest {
	@Test
	void opensWithTheProductsName() {
		assertTrue(PlatformUI.isWorkbenchRunning());
		assertEquals("CellsSync", onDisplay(() -> window().getShell().getText()));
	}

	@Test
	void isSeen() {
		assertTrue(onDisplay(() -> window().getShell().isVisible()));
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
