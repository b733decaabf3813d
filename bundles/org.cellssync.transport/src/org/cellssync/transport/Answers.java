package org.cellssync.transport;

import java.util.Optional;

/**
 * The messages of a stream, in the order of arrival. Few of them are held at a time: the server is slowed
 * down to the reader's pace. For one reading thread; {@link #close()} may come from any.
 *
 * @param <T> kind of message
 */
public interface Answers<T> extends AutoCloseable {

	/**
	 * Waits for the next message; empty at the end of the stream.
	 *
	 * @throws CellsException where the stream broke off; what came before stands
	 * @throws java.util.concurrent.CancellationException once cancelled, closed or interrupted
	 */
	Optional<T> next() throws CellsException;

	/** Ends the stream; no error where it has ended. */
	@Override
	void close();
}
