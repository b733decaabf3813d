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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.cellssync.api.util.Cancellation;
import org.cellssync.app.internal.command.Console;
import org.cellssync.app.internal.command.Invocation;

/** Has the owner of a data folder do what this start of the program was asked to do. */
public final class ControlClient {

	private final Path data;

	/** @param data the data folder that another program owns */
	public ControlClient(Path data) {
		this.data = data;
	}

	/** What came of a call. */
	public sealed interface Answer {

		/** The owner did it. */
		record Exit(int status) implements Answer {
		}

		/** No owner took the call, so that nothing was done. */
		record Untaken() implements Answer {
		}

		/** The owner ends by itself, and the call then is for the next one. */
		record Until(long process) implements Answer {
		}
	}

	/**
	 * Passes a call on and prints what comes back.
	 *
	 * @param typed the arguments
	 * @param patience how long the owner may take until it says that it has taken the call
	 * @throws java.util.concurrent.CancellationException where who called gave up
	 * @throws OwnerLostException when the owner took the call and then went away without a word
	 */
	public Answer call(List<String> typed, Invocation call, Duration patience)
			throws OwnerLostException {
		CountDownLatch taken = new CountDownLatch(1);
		try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
				Cancellation.Registration registration = call.cancel().onCancel(() -> hangUp(channel))) {
			Thread.ofPlatform().daemon().name("control-patience").start(() -> hangUpUnless(taken, patience, channel));
			channel.connect(UnixDomainSocketAddress.of(new SocketPath(data).find()));
			return talk(channel, Frame.call(typed, call.directory().toString(), call.input().orElse(null)),
					call.console(), taken);
		} catch (IOException e) {
			call.cancel().check();
			if (taken.getCount() == 0) {
				throw new OwnerLostException(e);
			}
			return new Answer.Untaken();
		}
	}

	private static Answer talk(SocketChannel channel, Frame call, Console console,
			CountDownLatch taken)
			throws IOException {
		Writer writer = Channels.newWriter(channel, StandardCharsets.UTF_8);
		BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
		call.write(writer);
		for (Frame frame = Frame.read(reader); frame != null; frame = Frame.read(reader)) {
			taken.countDown();
			if (frame.exit() != null) {
				return new Answer.Exit(frame.exit());
			}
			if (frame.until() != null) {
				return new Answer.Until(frame.until());
			}
			print(frame, console);
		}
		throw new IOException("the owner hung up");
	}

	private static void print(Frame frame, Console console) {
		if (frame.out() != null) {
			console.out(frame.out());
		}
		if (frame.err() != null) {
			console.err(frame.err());
		}
	}

	private static void hangUpUnless(CountDownLatch taken, Duration patience, SocketChannel channel) {
		try {
			if (!taken.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
				hangUp(channel);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
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
