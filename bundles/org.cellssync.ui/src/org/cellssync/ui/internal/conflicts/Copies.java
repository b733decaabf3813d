package org.cellssync.ui.internal.conflicts;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Side;
import org.cellssync.ui.internal.Services;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of a conflict's two versions in a temporary folder, for as long as somebody looks at them. Blocks on disk and
 * net.
 */
final class Copies {

	private static final Logger LOG = LoggerFactory.getLogger(Copies.class);

	private final TaskView task;
	private final OpenConflict conflict;
	/** These three are guarded by this object. */
	private Path folder;
	private int fetching;
	private boolean closed;

	Copies(TaskView task, OpenConflict conflict) {
		this.task = task;
		this.conflict = conflict;
	}

	/** Something done with a file in the folder. */
	@FunctionalInterface
	private interface Use {
		void of(Path file) throws IOException, EndpointException;
	}

	/** Returns a copy of one version. */
	Path fetch(Side side, Cancellation cancel) throws EndpointException {
		return with(side.name().toLowerCase(Locale.ROOT) + "-" + conflict.path().name(), target -> {
			Files.deleteIfExists(target);
			Services.get().sessions().fetch(task.spec().id(), conflict.path(), side, target, cancel);
		});
	}

	/** Solves the conflict by what a person made of both versions. */
	void merge(String text, Cancellation cancel) throws EndpointException {
		with("merged-" + conflict.path().name(), file -> {
			Files.writeString(file, text);
			Services.get().sessions().merge(task.spec().id(), conflict, file, cancel);
		});
	}

	private Path with(String name, Use use) throws EndpointException {
		try {
			Path file = begin().resolve(name);
			try {
				use.of(file);
				return file;
			} finally {
				end();
			}
		} catch (IOException e) {
			throw new EndpointException(
					Diagnostic.of(Code.LOCAL_IO, conflict.path().value(), String.valueOf(e.getMessage())), e);
		}
	}

	private synchronized Path begin() throws IOException {
		if (closed) {
			throw new CancellationException();
		}
		if (folder == null) {
			folder = Files.createTempDirectory("cells-sync-conflict-");
		}
		fetching++;
		return folder;
	}

	private void end() {
		abandoned(-1).ifPresent(Copies::remove);
	}

	/** Removes the copies, with those that are being fetched just now once they are there. */
	void close() {
		synchronized (this) {
			closed = true;
		}
		abandoned(0).ifPresent(Copies::remove);
	}

	/** Returns the folder once, when nobody needs it any more. */
	private synchronized Optional<Path> abandoned(int change) {
		fetching += change;
		if (!closed || fetching > 0) {
			return Optional.empty();
		}
		Optional<Path> last = Optional.ofNullable(folder);
		folder = null;
		return last;
	}

	private static void remove(Path folder) {
		try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder)) {
			for (Path copy : copies) {
				Files.delete(copy);
			}
			Files.delete(folder);
		} catch (IOException e) {
			LOG.warn("Copies for comparing stay behind in {}", folder, e);
		}
	}
}
