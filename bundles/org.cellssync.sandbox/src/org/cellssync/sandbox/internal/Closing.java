package org.cellssync.sandbox.internal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, the last one first, and all of it even when one fails. Not thread-safe. */
final class Closing {
	private final Deque<AutoCloseable> opened = new ArrayDeque<>();

	<T extends AutoCloseable> T add(T one) {
		opened.push(one);
		return one;
	}

	void close() throws IOException {
		IOException failure = null;
		while (!opened.isEmpty()) {
			try {
				opened.pop().close();
			} catch (Exception e) {
				if (failure == null) {
					failure = e instanceof IOException io ? io : new IOException(e);
				} else {
					failure.addSuppressed(e);
				}
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

	/** Closes after a failure, which stays the one that is told. */
	void closeAfter(Exception failure) {
		try {
			close();
		} catch (IOException e) {
			failure.addSuppressed(e);
		}
	}
}
