package org.cellssync.transport.internal.grpc;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.Answers;
import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsException;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

/**
 * A stream of answers, of which at most {@value #AHEAD} wait for the reader; the server learns to wait for
 * more.
 */
final class StreamCall<Q, R> implements Answers<R> {

	private static final int AHEAD = 128;
	private static final Duration FOR_EVER = Duration.ofDays(10_000);

	/** What arrives: a message, the end, or a reason to look up: the reader's side gave up. */
	private sealed interface Arrival<R> {
		record Message<R>(R message) implements Arrival<R> {
		}

		record End<R>(Status status) implements Arrival<R> {
		}

		record GivenUp<R>() implements Arrival<R> {
		}
	}

	private final BlockingQueue<Arrival<R>> arrivals = new LinkedBlockingQueue<>();
	private final Link link;
	private final ClientCall<Q, R> call;
	private final Duration silence;
	private final Cancellation.Registration registration;
	private volatile boolean givenUp;
	/** The reading thread's alone. */
	private int taken;
	private boolean ended;

	private StreamCall(Link link, ClientCall<Q, R> call, Optional<Duration> silence, Cancellation cancel) {
		this.link = link;
		this.call = call;
		this.silence = silence.orElse(FOR_EVER);
		this.registration = cancel.onCancel(this::giveUp);
	}

	static <Q, R> StreamCall<Q, R> open(Link link, MethodDescriptor<Q, R> method, Q request, Metadata headers,
			Optional<Duration> silence, Cancellation cancel) {
		cancel.check();
		ClientCall<Q, R> call = link.channel().newCall(method, CallOptions.DEFAULT);
		StreamCall<Q, R> stream = new StreamCall<>(link, call, silence, cancel);
		try {
			call.start(stream.new Listener(), headers);
			call.request(AHEAD);
			call.sendMessage(request);
			call.halfClose();
		} catch (IllegalStateException ended) {
			// A call that is cancelled by another thread meanwhile takes nothing more.
			cancel.check();
			throw ended;
		}
		return stream;
	}

	private final class Listener extends ClientCall.Listener<R> {

		@Override
		public void onHeaders(Metadata headers) {
			link.noteAnswer();
		}

		@Override
		public void onMessage(R message) {
			arrivals.add(new Arrival.Message<>(message));
		}

		@Override
		public void onClose(Status status, Metadata trailers) {
			arrivals.add(new Arrival.End<>(status));
		}
	}

	@Override
	public Optional<R> next() throws CellsException {
		if (ended) {
			return Optional.empty();
		}
		return switch (take()) {
			case Arrival.Message<R>(R message) -> {
				askForMore();
				yield Optional.of(message);
			}
			case Arrival.End<R>(Status status) -> {
				finish();
				if (!status.isOk()) {
					throw Refusals.of(status, link.server(), link.hasAnswered());
				}
				yield Optional.empty();
			}
			case Arrival.GivenUp<R>() -> throw new CancellationException("stream closed");
		};
	}

	private Arrival<R> take() throws CellsException {
		if (givenUp) {
			throw new CancellationException("stream closed");
		}
		try {
			Arrival<R> arrival = arrivals.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
			if (givenUp) {
				throw new CancellationException("stream closed");
			}
			if (arrival == null) {
				close();
				throw new CellsException(
						CellsError.of(CellsError.Kind.TIMEOUT, "", silence.toSeconds() + " s"));
			}
			return arrival;
		} catch (InterruptedException interrupted) {
			close();
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		}
	}

	private void askForMore() {
		taken++;
		if (taken == AHEAD / 2) {
			call.request(taken);
			taken = 0;
		}
	}

	private void finish() {
		ended = true;
		registration.close();
	}

	private void giveUp() {
		givenUp = true;
		arrivals.add(new Arrival.GivenUp<>());
		call.cancel("given up", null);
	}

	@Override
	public void close() {
		registration.close();
		giveUp();
	}
}
