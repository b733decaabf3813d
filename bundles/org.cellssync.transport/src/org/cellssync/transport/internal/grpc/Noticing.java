package org.cellssync.transport.internal.grpc;

import java.util.Optional;
import java.util.function.UnaryOperator;

import org.cellssync.transport.Answers;
import org.cellssync.transport.CellsException;

/** A stream whose failure somebody wants to see. */
record Noticing<T>(Answers<T> answers, UnaryOperator<CellsException> notice) implements Answers<T> {

	@Override
	public Optional<T> next() throws CellsException {
		try {
			return answers.next();
		} catch (CellsException failure) {
			throw notice.apply(failure);
		}
	}

	@Override
	public void close() {
		answers.close();
	}
}
