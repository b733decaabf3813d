package org.cellssync.endpoint.cells.internal;

import org.cellssync.transport.CellsException;

/**
 * Repeats what a token ended in the middle of. A connection repeats a call that is refused for its token by itself; of an
 * answer that was broken off only its reader knows how to begin anew.
 */
final class NextToken {

	/**
	 * Work that can be done a second time, from its beginning.
	 *
	 * @param <T> what it comes to
	 * @param <E> what else it fails with
	 */
	@FunctionalInterface
	interface Work<T, E extends Exception> {

		/** Does it. */
		T run() throws CellsException, E;
	}

	private NextToken() {
	}

	/** Does work, and once more where its token was refused in the middle of it. */
	static <T, E extends Exception> T with(Work<T, E> work) throws CellsException, E {
		try {
			return work.run();
		} catch (CellsException e) {
			if (!e.error().isTokenRefused()) {
				throw e;
			}
			return work.run();
		}
	}
}
