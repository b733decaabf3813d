package org.cellssync.transport.internal.grpc;

import java.util.Optional;

import org.cellssync.transport.Answers;
import org.cellssync.transport.CellsException;

/** A stream that is opened a second time where its token is refused before anything came. */
final class RepeatedOnce<T> implements Answers<T> {

	/** Opens the stream with the next token. */
	interface Again<T> {
		Answers<T> open() throws CellsException;
	}

	private final Again<T> again;
	private volatile Answers<T> answers;
	private volatile boolean closed;
	/** The reading thread's alone. */
	private boolean begun;

	RepeatedOnce(Answers<T> answers, Again<T> again) {
		this.answers = answers;
		this.again = again;
	}

	@Override
	public Optional<T> next() throws CellsException {
		try {
			Optional<T> next = answers.next();
			begun = true;
			return next;
		} catch (CellsException failure) {
			if (begun || !failure.error().isTokenRefused()) {
				throw failure;
			}
			begun = true;
			answers = again.open();
			if (closed) {
				answers.close();
			}
			return answers.next();
		}
	}

	@Override
	public void close() {
		closed = true;
		answers.close();
	}
}
