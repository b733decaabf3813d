package org.cellssync.sandbox.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.sandbox.SandboxOptions.Family;
import org.cellssync.sandbox.SandboxOptions.Storage;

/** Runs a sandbox without the product around it: the options of the command line in, the ready line out. */
public final class SandboxRunner {
	private SandboxRunner() {
	}

	/** Runs until the process is asked to stop. */
	public static void main(String[] arguments) throws IOException, InterruptedException {
		CountDownLatch stop = new CountDownLatch(1);
		CountDownLatch stopped = new CountDownLatch(1);
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			stop.countDown();
			await(stopped);
			// Being asked to stop is how a server ends well; the status of a signal would say otherwise.
			Runtime.getRuntime().halt(0);
		}, "sandbox-stop"));
		try {
			run(options(List.of(arguments)), System.out, stop);
		} finally {
			stopped.countDown();
		}
	}

	/** Starts a server, prints its ready line, and stops it when the latch opens. */
	static void run(SandboxOptions options, PrintStream out, CountDownLatch stop)
			throws IOException, InterruptedException {
		try (Sandbox sandbox = Sandbox.start(options)) {
			out.println(sandbox.ready().toJson());
			out.flush();
			stop.await();
		}
	}

	/**
	 * Reads the options {@code --dir --port --tls --no-tls --family --storage --token-life --hash-delay
	 * --hazards on|off}.
	 *
	 * @throws IllegalArgumentException if one is unknown or has no fit value
	 */
	static SandboxOptions options(List<String> arguments) {
		SandboxOptions options = SandboxOptions.defaults();
		Deque<String> rest = new ArrayDeque<>(arguments);
		while (!rest.isEmpty()) {
			String name = rest.pop();
			options = switch (name) {
				case "--tls" -> options.withTls(true);
				case "--no-tls" -> options.withTls(false);
				case "--dir" -> options.withDirectory(Path.of(value(name, rest)));
				case "--port" -> options.withPort(Integer.parseInt(value(name, rest)));
				case "--family" -> options.withFamily(Family.valueOf(upper(name, rest)));
				case "--storage" -> options.withStorage(Storage.valueOf(upper(name, rest)));
				case "--token-life" -> options.withTokenLife(seconds(value(name, rest)));
				case "--hash-delay" -> options.withHashDelay(seconds(value(name, rest)));
				case "--hazards" -> options.withHazards(onOff(value(name, rest)));
				default -> throw new IllegalArgumentException("There is no option " + name);
			};
		}
		return options;
	}

	private static String value(String name, Deque<String> rest) {
		if (rest.isEmpty()) {
			throw new IllegalArgumentException(name + " needs a value");
		}
		return rest.pop();
	}

	private static String upper(String name, Deque<String> rest) {
		return value(name, rest).toUpperCase(Locale.ROOT);
	}

	private static Duration seconds(String text) {
		return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
	}

	private static boolean onOff(String text) {
		return switch (text) {
			case "on" -> true;
			case "off" -> false;
			default -> throw new IllegalArgumentException("\"on\" or \"off\" is expected, not \"" + text + "\"");
		};
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
