package org.cellssync.app.internal.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.session.Window;
import org.cellssync.api.util.Cancellation;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code start}, {@code demo}, {@code sandbox}: what runs until it is stopped. */
@Command(name = "cells-sync")
public final class RunCommands {

	private final Context context;
	private final Running running;

	/** What the program around the commands knows of its own running. */
	public interface Running {

		/** Returns the window, where there is one and a screen to show it on. */
		Optional<Window> window();

		/** Returns whether the call comes from another start of the program, while this one runs. */
		boolean remote();
	}

	RunCommands(Context context, Running running) {
		this.context = context;
		this.running = running;
	}

	@Command(name = "start", mixinStandardHelpOptions = true, description = "Run all tasks until stopped.")
	ExitStatus start(@Option(names = "--headless", description = "Without a window.") boolean headless)
			throws CommandFailure {
		if (running.remote()) {
			return again();
		}
		SyncSessions sessions = context.services().sessions();
		try (Cancellation.Registration watch = headless ? StatePrinter.watch(context, sessions) : () -> {}) {
			sessions.start();
			sessions.views().forEach(view -> {
				if (headless) {
					StatePrinter.print(context, view);
				}
			});
			runUntilStopped(headless);
		} finally {
			sessions.stop();
		}
		return ExitStatus.DONE;
	}

	private ExitStatus again() throws CommandFailure {
		Window window = running.window().filter(Window::isOpen).orElseThrow(() -> CommandFailure.usage(
				"the tasks are running already, without a window (process " + ProcessHandle.current().pid() + ")"));
		window.show();
		context.done("the window is shown (process " + ProcessHandle.current().pid() + ")");
		return ExitStatus.DONE;
	}

	private void runUntilStopped(boolean headless) throws CommandFailure {
		if (headless) {
			awaitStop(context.call().cancel());
			return;
		}
		Window window = running.window().orElseThrow(NoScreen::failure);
		try (var registration = context.call().cancel().onCancel(window::close)) {
			window.run();
		}
	}

	static void awaitStop(Cancellation cancel) {
		CountDownLatch stopped = new CountDownLatch(1);
		try (var registration = cancel.onCancel(stopped::countDown)) {
			stopped.await();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	@Command(name = "demo", mixinStandardHelpOptions = true,
			description = "A server of its own with sample files, an account and a task on it, running.")
	ExitStatus demo(@Option(names = "--headless", description = "Without a window.") boolean headless,
			@Option(names = "--dir", paramLabel = "DIR", description = "Holds everything.") Optional<String> dir)
			throws CommandFailure, EndpointException {
		if (running.remote()) {
			return again();
		}
		Path home = DemoFolder.of(context.call(), dir);
		boolean screen = !headless && running.window().isPresent();
		if (!headless && !screen) {
			context.call().console().err("There is no screen to open a window on: the demo runs in this terminal.");
		}
		try (Demo demo = Demo.begin(context, home);
				Cancellation.Registration watch = StatePrinter.watch(context, context.services().sessions())) {
			demo.ready();
			context.services().sessions().start();
			runUntilStopped(!screen);
		} finally {
			context.services().sessions().stop();
		}
		return ExitStatus.DONE;
	}

	@Command(name = "sandbox", mixinStandardHelpOptions = true,
			description = "A server to try things on, which behaves as a real one does.")
	ExitStatus sandbox(@Option(names = "--dir", paramLabel = "DIR") Optional<String> dir,
			@Option(names = "--port", paramLabel = "PORT", defaultValue = "0") int port,
			@Option(names = "--tls", negatable = true, defaultValue = "true", fallbackValue = "true") boolean tls,
			@Option(names = "--family", paramLabel = "v4|v3", defaultValue = "v4") String family,
			@Option(names = "--storage", paramLabel = "flat|structured", defaultValue = "flat") String storage,
			@Option(names = "--token-life", paramLabel = "SECONDS", defaultValue = "600") double tokenLife,
			@Option(names = "--hash-delay", paramLabel = "SECONDS", defaultValue = "0.3") double hashDelay)
			throws CommandFailure {
		try (SandboxServer server = SandboxServer.start(dir.map(context.call()::path), port, tls, family, storage,
				seconds(tokenLife), seconds(hashDelay))) {
			context.result(server.ready(), server.text());
			awaitStop(context.call().cancel());
		}
		return ExitStatus.DONE;
	}

	private static Duration seconds(double seconds) throws CommandFailure {
		if (!(seconds >= 0)) {
			throw CommandFailure.usage("seconds cannot be negative");
		}
		return Duration.ofMillis(Math.round(seconds * 1000));
	}
}
