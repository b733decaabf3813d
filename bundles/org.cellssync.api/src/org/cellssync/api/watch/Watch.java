package org.cellssync.api.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A tree being watched. */
public interface Watch extends AutoCloseable {

	/**
	 * Blocks until something may have changed, then gathers until nothing more came for {@code quiet}, at most
	 * ten times that long.
	 *
	 * @return absolute paths that may have changed, a folder standing for all below it; empty optional where events were
	 *         lost and everything may have changed
	 * @throws IOException where watching ended (the root is gone, or {@link #close()} was called)
	 */
	Optional<Set<Path>> await(Duration quiet) throws IOException, InterruptedException;

	/** Ends watching; one who waits is woken with an {@link IOException}. */
	@Override
	void close();
}
