package org.cellssync.app.internal.owner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Predicate;

import org.cellssync.api.util.Cancellation;
import org.cellssync.app.internal.command.Arguments;
import org.cellssync.app.internal.command.Console;
import org.cellssync.app.internal.command.ExitStatus;
import org.cellssync.app.internal.command.Invocation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does in this program, which owns the data folder, what other starts of it were asked to do. */
public final class ControlServer implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

	private static final Duration HURRY = Duration.ofSeconds(3);

	private final SocketPath place;
	private final Path socket;
	private final ServerSocketChannel server;
	private final Predicate<Arguments> hasTime;
	private final Function<Invocation, ExitStatus> commands;
	private final Set<Cancellation> underWay = new HashSet<>();
	private boolean hurried;

	/**
	 * Listens from now on; only the owner of the data folder calls this.
	 *
	 * @param hasTime whether this program lives long enough for a call; else that is for the next owner
	 */
	public ControlServer(Path data, Predicate<Arguments> hasTime, Function<Invocation, ExitStatus> commands)
			throws IOException {
		this.hasTime = hasTime;
		this.commands = commands;
		place = new SocketPath(data);
		socket = place.create();
		server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		server.bind(UnixDomainSocketAddress.of(socket));
		PosixFileAttributeView view = Files.getFileAttributeView(socket, PosixFileAttributeView.class);
		if (view != null) {
			view.setPermissions(PosixFilePermissions.fromString("rw-------"));
		}
		Thread.ofPlatform().daemon().name("control-socket").start(this::accept);
	}

	private void accept() {
		while (server.isOpen()) {
			try {
				SocketChannel client = server.accept();
				Thread.ofPlatform().daemon().name("control-call").start(() -> serve(client));
			} catch (ClosedChannelException e) {
				return;
			} catch (IOException e) {
				LOG.warn("A call over the local socket could not be taken", e);
			}
		}
	}

	private void serve(SocketChannel client) {
		Cancellation cancel = new Cancellation();
		try (client;
				BufferedReader reader = new BufferedReader(
						Channels.newReader(client, StandardCharsets.UTF_8));
				Writer writer = Channels.newWriter(client, StandardCharsets.UTF_8)) {
			Frame call = Frame.read(reader);
			if (call == null || call.arguments() == null) {
				return;
			}
			Arguments arguments = Arguments.parse(call.arguments());
			if (!hasTime.test(arguments)) {
				Frame.until(ProcessHandle.current().pid()).write(writer);
				return;
			}
			if (!begin(cancel)) {
				return;
			}
			synchronized (writer) {
				Frame.taken().write(writer);
			}
			Thread.ofPlatform().daemon().name("control-hang-up").start(() -> awaitHangUp(reader, cancel));
			Invocation invocation = new Invocation(arguments,
					Path.of(call.directory()),
					Optional.ofNullable(call.input()), false, console(writer, cancel), cancel);
			int status = run(invocation);
			synchronized (writer) {
				Frame.exit(status).write(writer);
			}
		} catch (IOException | UncheckedIOException e) {
			LOG.debug("A call over the local socket ended early", e);
		} finally {
			end(cancel);
		}
	}

	private boolean begin(Cancellation cancel) {
		synchronized (underWay) {
			return server.isOpen() && !hurried && underWay.add(cancel);
		}
	}

	private void end(Cancellation cancel) {
		synchronized (underWay) {
			underWay.remove(cancel);
			underWay.notifyAll();
		}
	}

	/** Ends the calls under way and takes no more: who asked is told that the work was interrupted. */
	public void hurry() {
		List<Cancellation> due;
		synchronized (underWay) {
			hurried = true;
			due = List.copyOf(underWay);
			underWay.notifyAll();
		}
		due.forEach(Cancellation::cancel);
	}

	/** Returns when no call is under way; once they were asked to hurry, after {@link #HURRY} at the latest. */
	private void awaitCalls() {
		long patience = 0;
		synchronized (underWay) {
			while (!underWay.isEmpty()) {
				if (hurried && patience == 0) {
					patience = System.nanoTime() + HURRY.toNanos();
				}
				long left = hurried ? (patience - System.nanoTime()) / 1_000_000 : 0;
				if (hurried && left <= 0) {
					return;
				}
				try {
					underWay.wait(left);
				} catch (InterruptedException e) {
					Thread.currentThread().interrupt();
					return;
				}
			}
		}
	}

	private int run(Invocation invocation) {
		try {
			return commands.apply(invocation).code();
		} catch (CancellationException e) {
			return ExitStatus.INTERRUPTED.code();
		}
	}

	/** Who called says nothing more: an end of the conversation is a Ctrl-C there. */
	private static void awaitHangUp(BufferedReader reader, Cancellation cancel) {
		try {
			while (reader.read() >= 0) {
				// Nothing is said after the call.
			}
		} catch (IOException e) {
			LOG.debug("The other end is gone", e);
		}
		cancel.cancel();
	}

	private static Console console(Writer writer, Cancellation cancel) {
		return new Console() {
			@Override
			public void out(String line) {
				send(Frame.out(line));
			}

			@Override
			public void err(String line) {
				send(Frame.err(line));
			}

			private void send(Frame frame) {
				try {
					synchronized (writer) {
						frame.write(writer);
					}
				} catch (IOException e) {
					cancel.cancel();
					throw new UncheckedIOException(e);
				}
			}
		};
	}

	/** Takes no more calls, and returns when those under way are done. */
	@Override
	public void close() throws IOException {
		server.close();
		awaitCalls();
		place.remove(socket);
	}
}
