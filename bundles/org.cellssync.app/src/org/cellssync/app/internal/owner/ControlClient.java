package org.cellssync.app.internal.owner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.util.Cancellation;
import org.cellssync.app.internal.command.Console;
import org.cellssync.app.internal.command.ExitStatus;

/** Has the owner of a data folder do what this start of the program was asked to do. */
public final class ControlClient {

	private final Path data;

	/** @param data the data folder that another program owns */
	public ControlClient(Path data) {
		this.data = data;
	}

	/**
	 * Passes a call on and prints what comes back.
	 *
	 * @return the exit status; nothing where no owner answers
	 */
	public Optional<Integer> call(List<String> arguments, Path directory, Optional<String> input, Console console,
			Cancellation cancel) {
		try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
			channel.connect(UnixDomainSocketAddress.of(new SocketPath(data).find()));
			return talk(channel, Frame.call(arguments, directory.toString(), input.orElse(null)), console, cancel);
		} catch (IOException e) {
			return Optional.empty();
		}
	}

	private static Optional<Integer> talk(SocketChannel channel, Frame call, Console console, Cancellation cancel)
			throws IOException {
		Writer writer = Channels.newWriter(channel, StandardCharsets.UTF_8);
		BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
		call.write(writer);
		boolean answered = false;
		try (var registration = cancel.onCancel(() -> hangUp(channel))) {
			for (Frame frame = Frame.read(reader); frame != null; frame = Frame.read(reader)) {
				answered = true;
				if (frame.exit() != null) {
					return Optional.of(frame.exit());
				}
				print(frame, console);
			}
		} catch (IOException e) {
			if (!cancel.isCancelled() && !answered) {
				throw e;
			}
		}
		if (cancel.isCancelled()) {
			return Optional.of(ExitStatus.INTERRUPTED.code());
		}
		return answered ? Optional.of(ExitStatus.IN_USE.code()) : Optional.empty();
	}

	private static void print(Frame frame, Console console) {
		if (frame.out() != null) {
			console.out(frame.out());
		}
		if (frame.err() != null) {
			console.err(frame.err());
		}
	}

	private static void hangUp(SocketChannel channel) {
		try {
			channel.close();
		} catch (IOException e) {
			throw new IllegalStateException("a socket cannot be closed", e);
		}
	}
}
