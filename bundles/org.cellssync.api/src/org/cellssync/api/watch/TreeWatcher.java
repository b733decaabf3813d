package org.cellssync.api.watch;

import java.io.IOException;
import java.nio.file.Path;

/** Watches whole trees of folders natively. Thread-safe. */
public interface TreeWatcher {

	/**
	 * Begins watching {@code root} with everything below it, links not followed. When this returns, later changes are seen.
	 *
	 * @param excluded tells folders that need no watch, by their path
	 * @throws IOException where the root cannot be watched
	 */
	Watch watch(Path root, java.util.function.Predicate<Path> excluded) throws IOException;
}
