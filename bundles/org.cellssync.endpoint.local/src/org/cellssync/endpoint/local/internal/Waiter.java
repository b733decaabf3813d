package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.util.Cancellation;
import org.cellssync.api.watch.TreeWatcher;
import org.cellssync.api.watch.Watch;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.tree.SyncPath;

/** Waits for changes of the folder. Used by one thread at a time, closed by any. */
final class Waiter implements AutoCloseable {

	/** Long enough for an editor to put its new file in the place of the old one. */
	private static final Duration QUIET = Duration.ofMillis(50);

	private final Root root;
	private final TreeWatcher watcher;
	private final Supplier<Ignore> ignore;
	private final Predicate<SyncPath> seen;
	// Both guarded by this.
	private Watch watch;
	private boolean closed;
	private boolean anew;

	/**
	 * Waits for changes of a folder.
	 *
	 * @param ignore tells what is left out
	 * @param seen tells whether the last look found something at a path
	 */
	Waiter(Root root, TreeWatcher watcher, Supplier<Ignore> ignore, Predicate<SyncPath> seen) {
		this.root = root;
		this.watcher = watcher;
		this.ignore = ignore;
		this.seen = seen;
	}

	/**
	 * Blocks until something that is not ignored may have changed; the first call begins to watch and says at
	 * once that anything may have.
	 */
	Hint await(Cancellation cancel) throws EndpointException {
		while (true) {
			cancel.check();
			Hint hint = next(cancel);
			if (!hint.isNothing()) {
				return hint;
			}
		}
	}

	/** Has folders watched that were left out so far; whoever waits hears that anything may have changed. */
	void beginAnew() {
		Watch over;
		synchronized (this) {
			anew = watch != null;
			over = watch;
		}
		if (over != null) {
			over.close();
		}
	}

	/** Returns whether the watch that just ended was ended to begin anew. */
	private synchronized boolean isToBeginAnew() {
		boolean begin = anew && !closed;
		anew = false;
		return begin;
	}

	private Hint next(Cancellation cancel) throws EndpointException {
		try {
			Optional<Watch> current = current();
			if (current.isEmpty()) {
				begin();
				// Whatever changed before, nobody told.
				return Hint.Everything.EVERYTHING;
			}
			Optional<Set<Path>> told = Interruption.whileWaiting(cancel, () -> current.get().await(QUIET));
			return told.map(this::hint).orElse(Hint.Everything.EVERYTHING);
		} catch (InterruptedException e) {
			cancel.check();
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted while waiting for changes");
		} catch (IOException e) {
			end();
			requireOpen();
			if (isToBeginAnew()) {
				return Hint.NOTHING;
			}
			root.id();
			throw Troubles.failure(Code.LOCAL_IO, e, root.path().toString());
		}
	}

	private synchronized Optional<Watch> current() {
		requireOpen();
		return Optional.ofNullable(watch);
	}

	private void begin() throws IOException {
		Watch begun = watcher.watch(root.path(), this::isLeftOut);
		synchronized (this) {
			watch = begun;
			if (!closed) {
				return;
			}
		}
		end();
		requireOpen();
	}

	private synchronized void requireOpen() {
		if (closed) {
			throw new CancellationException("the endpoint was closed");
		}
	}

	private boolean isLeftOut(Path folder) {
		return isLeftOut(root.path().relativize(folder), true);
	}

	private boolean isLeftOut(Path relative, boolean folder) {
		SyncPath path = SyncPath.ROOT;
		int last = relative.getNameCount() - 1;
		for (int i = 0; i <= last; i++) {
			String name = relative.getName(i).toString();
			path = path.child(name);
			// What a path that may be gone was is not known: it is left out only where it would be as either.
			boolean ignored = ignore.get().ignored(path, true)
					&& (i < last || folder || ignore.get().ignored(path, false));
			if (Names.isOwn(name) || ignored) {
				return true;
			}
		}
		return false;
	}

	private Hint hint(Set<Path> told) {
		TreeSet<SyncPath> paths = new TreeSet<>();
		for (Path path : told) {
			if (path.equals(root.path())) {
				return Hint.Everything.EVERYTHING;
			}
			Path relative = root.path().relativize(path);
			SyncPath changed = SyncPath.of(relative.toString().replace(path.getFileSystem().getSeparator(), "/"));
			if (!isLeftOut(relative, false) || cameOrWent(changed, relative, path)) {
				paths.add(changed);
			}
		}
		return Hint.at(paths);
	}

	/** What is left out keeps the folder it stands in, so that it is there matters; what it holds does not. */
	private boolean cameOrWent(SyncPath changed, Path relative, Path place) {
		boolean keeps = !Names.isOwn(changed.name()) && ignore.get().shown(changed, false).exists()
				&& (relative.getParent() == null || !isLeftOut(relative.getParent(), true));
		return keeps && seen.test(changed) != Files.exists(place, LinkOption.NOFOLLOW_LINKS);
	}

	private void end() {
		Watch over;
		synchronized (this) {
			over = watch;
			watch = null;
		}
		if (over != null) {
			over.close();
		}
	}

	@Override
	public void close() {
		synchronized (this) {
			closed = true;
		}
		end();
	}
}
