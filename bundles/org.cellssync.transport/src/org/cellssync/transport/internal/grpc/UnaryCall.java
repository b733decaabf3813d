package org.cellssync.transport.internal.grpc;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.internal.Waiting;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

/** One question, one answer. */
final class UnaryCall<Q, R> extends ClientCall.Listener<R> {

	/** How much longer we wait than the call's own limit, which both sides know. */
	private static final Duration GRACE = Duration.ofSeconds(5);
	private static final Duration FOR_EVER = Duration.ofDays(10_000);

	private final CompletableFuture<Status> end = new CompletableFuture<>();
	private final Link link;
	private volatile R answer;

	private UnaryCall(Link link) {
		this.link = link;
	}

	static <Q, R> R make(Link link, MethodDescriptor<Q, R> method, Q request, Metadata headers,
			Optional<Duration> limit, Cancellation cancel) throws CellsException {
		cancel.check();
		CallOptions options = limit
				.map(time -> CallOptions.DEFAULT.withDeadlineAfter(time.toMillis(), TimeUnit.MILLISECONDS))
				.orElse(CallOptions.DEFAULT);
		ClientCall<Q, R> call = link.channel().newCall(method, options);
		UnaryCall<Q, R> listener = new UnaryCall<>(link);
		boolean finished = false;
		try {
			call.start(listener, headers);
			call.request(2);
			call.sendMessage(request);
			call.halfClose();
			R answer = listener.await(limit.map(GRACE::plus).orElse(FOR_EVER), cancel);
			finished = true;
			return answer;
		} catch (ExecutionException impossible) {
			throw new IllegalStateException(impossible);
		} catch (TimeoutException late) {
			throw new CellsException(CellsError.of(CellsError.Kind.TIMEOUT, "", ""), late);
		} finally {
			if (!finished) {
				call.cancel("given up", null);
			}
		}
	}

	/** @throws CancellationException once cancelled */
	private R await(Duration limit, Cancellation cancel)
			throws CellsException, ExecutionException, TimeoutException {
		Status status = Waiting.on(end, limit, cancel);
		if (!status.isOk()) {
			throw Refusals.of(status, link.server(), link.hasAnswered());
		}
		if (answer == null) {
			throw new CellsException(CellsError.of(CellsError.Kind.OTHER, "", "no answer"));
		}
		return answer;
	}

	@Override
	public void onHeaders(Metadata headers) {
		link.noteAnswer();
	}

	@Override
	public void onMessage(R message) {
		answer = message;
	}

	@Override
	public void onClose(Status status, Metadata trailers) {
		end.complete(status);
	}
}
