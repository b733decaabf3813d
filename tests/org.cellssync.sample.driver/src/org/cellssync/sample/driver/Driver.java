package org.cellssync.sample.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.PlatformUI;

/**
 * Answers one test on a loopback port, which it writes to the file that the property {@code sample.driver} names. A request
 * is one line, an answer some lines and an empty one:
 * <ul>
 * <li>{@code look}: what stands on the screen, one widget or row a line
 * <li>{@code press TEXT}: uses the button, tab or row that begins with the text; answers {@code done} or {@code absent}
 * <li>{@code picture FILE}: the window in front as PNG
 * <li>{@code quit}: ends the program
 * </ul>
 */
public final class Driver implements IStartup {

	@Override
	public void earlyStartup() {
		String file = System.getProperty("sample.driver");
		if (file != null) {
			Thread.ofPlatform().daemon().name("sample-driver").start(() -> serve(Path.of(file)));
		}
	}

	private static void serve(Path file) {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"),
					Integer.toString(server.getLocalPort()));
			Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
			try (Socket socket = server.accept();
					BufferedReader requests = new BufferedReader(
							new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
					PrintWriter answers = new PrintWriter(socket.getOutputStream(), false,
							StandardCharsets.UTF_8)) {
				String request = requests.readLine();
				while (request != null) {
					answer(request).forEach(line -> answers.print(line.replace('\n', ' ') + "\n"));
					answers.print("\n");
					answers.flush();
					request = requests.readLine();
				}
			}
		} catch (IOException e) {
			ILog.of(Driver.class).error("The driver ends", e);
		}
	}

	private static List<String> answer(String request) {
		Display display = PlatformUI.getWorkbench().getDisplay();
		int space = request.indexOf(' ');
		String verb = space < 0 ? request : request.substring(0, space);
		String rest = space < 0 ? "" : request.substring(space + 1);
		return switch (verb) {
			case "look" -> on(display, () -> new Screen(display).lines());
			case "press" -> press(display, rest);
			case "picture" -> on(display, () -> new Screen(display).picture(rest));
			case "quit" -> {
				display.asyncExec(() -> PlatformUI.getWorkbench().close());
				yield List.of("done");
			}
			default -> throw new IllegalArgumentException(request);
		};
	}

	/** What is pressed may open a dialog and return when that is closed: it is not waited for. */
	private static List<String> press(Display display, String text) {
		return on(display, () -> {
			Screen screen = new Screen(display);
			return screen.find(text).map(found -> {
				display.asyncExec(found);
				return List.of("done");
			}).orElse(List.of("absent"));
		});
	}

	private static <T> T on(Display display, Supplier<T> question) {
		CompletableFuture<T> answer = CompletableFuture.supplyAsync(question, display::asyncExec);
		return answer.join();
	}
}
