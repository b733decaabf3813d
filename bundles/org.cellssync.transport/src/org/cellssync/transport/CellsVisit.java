package org.cellssync.transport;

import java.time.Duration;

import org.cellssync.api.util.Cancellation;

import io.grpc.MethodDescriptor;

/**
 * Calls to a server without a token, over a connection of their own: what they meet is told as it is, and nothing is
 * repeated. Thread-safe; every call blocks on net and throws {@link java.util.concurrent.CancellationException} once
 * cancelled.
 */
public interface CellsVisit extends AutoCloseable {

	/** Returns the port where gRPC answers, as the server tells it. */
	int grpcPort();

	/**
	 * Makes a call with one answer.
	 *
	 * @param limit after which it fails with {@link CellsError.Kind#TIMEOUT}
	 */
	<Q, R> R unary(MethodDescriptor<Q, R> method, Q request, Duration limit, Cancellation cancel) throws CellsException;

	/**
	 * Opens a stream of answers.
	 *
	 * @param silence the longest wait for the next answer
	 */
	<Q, R> Answers<R> stream(MethodDescriptor<Q, R> method, Q request, Duration silence, Cancellation cancel)
			throws CellsException;

	/** Ends all calls. */
	@Override
	void close();
}
