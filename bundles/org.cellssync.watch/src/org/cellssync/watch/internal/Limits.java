package org.cellssync.watch.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Says what to raise where the system gives no more watches. */
final class Limits {

	/** Something asked of the watch service. */
	@FunctionalInterface
	interface Request<T> {
		T get() throws IOException;
	}

	private Limits() {
	}

	/** Returns what {@code request} gives. */
	static <T> T explained(Request<T> request) throws IOException {
		try {
			return request.get();
		} catch (FileSystemException e) {
			throw e;
		} catch (IOException e) {
			throw new IOException(explanation(e), e);
		}
	}

	// The JDK reports both limits as a plain IOException with an English text of its own.
	private static String explanation(IOException e) {
		String text = String.valueOf(e.getMessage());
		if (text.contains("inotify watches")) {
			return "the system's limit of watched folders is reached; raise fs.inotify.max_user_watches ("
					+ text + ")";
		}
		if (text.contains("inotify instances")) {
			return "the system's limit of watching programs is reached; raise fs.inotify.max_user_instances ("
					+ text
					+ ")";
		}
		return text;
	}
}
