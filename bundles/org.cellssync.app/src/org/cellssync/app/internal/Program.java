package org.cellssync.app.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.session.Window;
import org.cellssync.api.util.Cancellation;
import org.cellssync.api.util.Locations;
import org.cellssync.app.internal.command.Arguments;
import org.cellssync.app.internal.command.Commands;
import org.cellssync.app.internal.command.DemoFolder;
import org.cellssync.app.internal.command.ExitStatus;
import org.cellssync.app.internal.command.Invocation;
import org.cellssync.app.internal.command.RunCommands;
import org.cellssync.app.internal.command.Services;
import org.cellssync.app.internal.owner.ControlClient;
import org.cellssync.app.internal.owner.ControlClient.Answer;
import org.cellssync.app.internal.owner.ControlServer;
import org.cellssync.app.internal.owner.OwnerLostException;
import org.cellssync.app.internal.owner.Ownership;
import org.cellssync.logging.LogFiles;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a command where it belongs: in this process where it may own the data folder, else in the process that does. */
final class Program {

	private static final Logger LOG = LoggerFactory.getLogger(Program.class);
	private static final String DATA = "cellssync.data";
	/** An owner that is just starting or ending gets so long to answer or to let go. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);
	private static final Duration PAUSE = Duration.ofMillis(100);

	private final BundleContext bundles = FrameworkUtil.getBundle(Program.class).getBundleContext();

	/** Returns the exit status. */
	int run(Invocation call, List<String> typed) {
		try {
			if (!Commands.needsData(call.arguments())) {
				return commands(false).run(call).code();
			}
			call.arguments().data()
					.map(folder -> call.directory().resolve(folder).toAbsolutePath().normalize())
					.or(() -> DemoFolder.data(call.arguments(), call.directory()))
					.ifPresent(folder -> System.setProperty(DATA, folder.toString()));
			return onData(call, typed);
		} catch (CancellationException e) {
			return (Commands.runsUntilStopped(call.arguments()) ? ExitStatus.DONE : ExitStatus.INTERRUPTED).code();
		} catch (IOException e) {
			LOG.error("The data folder cannot be used", e);
			call.console().failure(
					Diagnostic.of(Code.STATE_NOT_WRITABLE, System.getProperty(DATA, ""), String.valueOf(e)),
					call.arguments().json());
			return ExitStatus.INTERNAL.code();
		}
	}

	private int onData(Invocation call, List<String> typed) throws IOException {
		Path data = locations().data();
		long patience = System.nanoTime() + PATIENCE.toNanos();
		boolean waits = false;
		while (true) {
			Optional<Ownership> ownership = Ownership.take(data);
			if (ownership.isPresent()) {
				return own(ownership.get(), data, call);
			}
			Duration left = Duration.ofNanos(patience - System.nanoTime());
			if (!left.isPositive()) {
				return inUse(data, call);
			}
			switch (ask(data, call, typed, left)) {
				case Answer.Exit exit -> {
					return exit.status();
				}
				case Answer.Untaken untaken -> LOG.debug("The owner of the data folder took no call");
				case Answer.Until until -> {
					if (!waits && !call.arguments().json()) {
						call.console().err("waiting for the command of process " + until.process() + " to end");
					}
					waits = true;
					patience = System.nanoTime() + PATIENCE.toNanos();
				}
			}
			call.cancel().check();
			pause();
		}
	}

	private Locations locations() {
		return service(Locations.class).orElseThrow(() -> new IllegalStateException("no service tells the data folder"));
	}

	/** Runs a command with the data folder, and those that other starts of the program ask for meanwhile. */
	private int own(Ownership ownership, Path data, Invocation call) throws IOException {
		try (ownership;
				LogFiles log = LogFiles.in(locations().logs());
				ControlServer control = new ControlServer(data, other -> hasTime(call, other), commands(true)::run);
				Cancellation.Registration registration = call.cancel().onCancel(control::hurry)) {
			int status = commands(false).run(call).code();
			if (Commands.runsUntilStopped(call.arguments())) {
				control.hurry();
			}
			return status;
		}
	}

	/**
	 * Whether the program that does one thing lives as long as another is to: what runs until stopped does not end with
	 * {@code sync --once}.
	 */
	private static boolean hasTime(Invocation own, Arguments other) {
		return Commands.runsUntilStopped(own.arguments()) || !Commands.runsUntilStopped(other);
	}

	private static Answer ask(Path data, Invocation call, List<String> typed, Duration patience) {
		try {
			return new ControlClient(data).call(typed, call, patience);
		} catch (OwnerLostException e) {
			LOG.warn("The owner of the data folder went away during a call", e);
			return new Answer.Exit(inUse(data, call));
		}
	}

	private static int inUse(Path data, Invocation call) {
		call.console().failure(Diagnostic.of(Code.DATA_IN_USE, data.toString()), call.arguments().json());
		return ExitStatus.IN_USE.code();
	}

	private static void pause() {
		java.util.concurrent.locks.LockSupport.parkNanos(PAUSE.toNanos());
	}

	private Commands commands(boolean remote) {
		Supplier<Services> services = () -> service(Services.class)
				.orElseThrow(
						() -> new IllegalStateException("a part of the program is missing or did not start"));
		return new Commands(services, new RunCommands.Running() {
			@Override
			public Optional<Window> window() {
				return service(Window.class).filter(Window::hasScreen);
			}

			@Override
			public boolean remote() {
				return remote;
			}
		});
	}

	private <T> Optional<T> service(Class<T> type) {
		ServiceReference<T> reference = bundles.getServiceReference(type);
		return reference == null ? Optional.empty() : Optional.ofNullable(bundles.getService(reference));
	}
}
