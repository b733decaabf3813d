package org.cellssync.engine.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.hash.ContentDigests;
import org.cellssync.api.session.Progress;
import org.cellssync.api.state.Agreed;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/**
 * Reads all files that both ends agreed on and compares them with what was agreed. Changes neither the ends nor what is
 * remembered; works on a pair of its own, beside the task's loop.
 */
final class Verifying {

	/** As many files at a time as a small server gives gladly to one client. */
	private static final int AT_ONCE = 4;
	private static final int BUFFER = 1 << 18;

	private final TaskRuntime task;
	private final Pair pair;
	private final Ignore ignore;
	private final InstantSource clock;
	private final Consumer<Progress> listener;
	private final Cancellation cancel;
	private final Found found = new Found();
	private Progress progress = Progress.NONE;
	/** Set when the result is not wanted any more: files being read are given up. */
	private volatile boolean over;

	Verifying(TaskRuntime task, Pair pair, Ignore ignore, InstantSource clock, Consumer<Progress> listener,
			Cancellation cancel) {
		this.task = task;
		this.pair = pair;
		this.ignore = ignore;
		this.clock = clock;
		this.listener = listener;
		this.cancel = cancel;
	}

	/** What was found so far. Guarded by itself. */
	static final class Found {
		long files;
		long bytes;
		long pending;
		final List<Doubted> doubted = new ArrayList<>();
		final List<Diagnostic> unread = new ArrayList<>();
	}

	/**
	 * A file that does not hold on both ends what was agreed.
	 *
	 * @param local what the left end's version holds
	 * @param remote what the right end's version holds
	 * @param observed a moment before either was read
	 */
	record Doubted(SyncPath path, Read local, Read remote, Entry.File agreed, Instant observed) {

		/** Returns what is wrong, an item for each end that differs. */
		List<Diagnostic> diagnostics() {
			List<Diagnostic> all = new ArrayList<>();
			if (!local.digest.equals(agreed.content())) {
				all.add(Diagnostic.of(Code.LOCAL_CONTENT_CHANGED, path.value()));
			}
			if (!remote.digest.equals(agreed.content())) {
				all.add(Diagnostic.of(Code.REMOTE_CONTENT_CHANGED, path.value()));
			}
			return all;
		}
	}

	/** What a version was read to hold. */
	record Read(String version, Digest digest) {
	}

	Found run() throws EndpointException {
		Agreed agreed = task.state().agreed();
		TreeMap<SyncPath, Entry.File> files = new TreeMap<>();
		Tree.walk(SyncPath.ROOT, agreed.tree(), (path, entry) -> {
			if (entry instanceof Entry.File file) {
				files.put(path, file);
			}
		});
		progress = new Progress(0, files.size(), 0, files.values().stream().mapToLong(Entry.File::size).sum());
		listener.accept(progress);
		Both.Results<Scan, Scan> now = pair.both().run(() -> look(Side.LOCAL, agreed.tree(), agreed.local()),
				() -> look(Side.REMOTE, agreed.tree(), agreed.remote()));
		ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE,
				work -> Thread.ofPlatform().daemon().name("sync-verify").unstarted(work));
		try {
			List<Future<?>> running = new ArrayList<>();
			files.forEach((path, file) -> running.add(threads.submit(() -> {
				verify(path, file, agreed, now.local(), now.remote());
				return null;
			})));
			for (Future<?> each : running) {
				await(each);
			}
		} finally {
			over = true;
			threads.shutdownNow();
			threads.close();
		}
		return found;
	}

	private Scan look(Side side, Entry expected, Identities identities) throws EndpointException {
		return pair.of(side).scan(new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING, expected, identities,
				task.state().known(side), ignore), cancel);
	}

	private static void await(Future<?> work) throws EndpointException {
		try {
			work.get();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted while files were compared");
		} catch (ExecutionException e) {
			switch (e.getCause()) {
				case EndpointException known -> throw known;
				case RuntimeException known -> throw known;
				case Error known -> throw known;
				default -> throw new IllegalStateException(e.getCause());
			}
		}
	}

	private void verify(SyncPath path, Entry.File file, Agreed agreed, Scan local, Scan remote) throws EndpointException {
		check();
		Optional<Identity> here = unchanged(path, agreed.local(), local);
		Optional<Identity> there = unchanged(path, agreed.remote(), remote);
		if (here.isEmpty() || there.isEmpty()) {
			pending(file);
			return;
		}
		Instant observed = clock.instant();
		try {
			Digest localDigest = read(Side.LOCAL, path, here.get());
			Digest remoteDigest = read(Side.REMOTE, path, there.get());
			boolean same = localDigest.equals(file.content()) && remoteDigest.equals(file.content());
			compared(file, same ? Optional.empty()
					: Optional.of(new Doubted(path, new Read(here.get().version(), localDigest),
							new Read(there.get().version(), remoteDigest), file, observed)));
		} catch (EndpointException e) {
			if (e.diagnostic().code().cutsOff()) {
				throw e;
			}
			switch (e.diagnostic().code()) {
				case LOCAL_CHANGED_MEANWHILE, REMOTE_CHANGED_MEANWHILE -> pending(file);
				case SIGNED_OUT, WORKSPACE_GONE, LOCAL_ROOT_MISSING -> throw e;
				default -> unread(file, e.diagnostic());
			}
		}
	}

	private void check() {
		cancel.check();
		if (over) {
			throw new CancellationException("another file ended the comparison");
		}
	}

	/** Returns who a file is, where the end says that it is the one that was agreed on. */
	private static Optional<Identity> unchanged(SyncPath path, Identities agreed, Scan now) {
		return now.identities().of(path).filter(each -> Tree.at(now.tree(), path) instanceof Entry.File
				&& agreed.of(path).filter(then -> then.version().equals(each.version())).isPresent());
	}

	/** Reads a file; content that does not fit what the end says of it is read once more, and then believed. */
	private Digest read(Side side, SyncPath path, Identity identity) throws EndpointException {
		try {
			return read(side, path, identity, true);
		} catch (EndpointException e) {
			if (e.diagnostic().code() != Code.CONTENT_MISMATCH) {
				throw e;
			}
			return read(side, path, identity, false);
		}
	}

	private Digest read(Side side, SyncPath path, Identity identity, boolean asTold) throws EndpointException {
		ContentDigests digests = new ContentDigests();
		byte[] buffer = new byte[BUFFER];
		try (SourceFile file = pair.of(side).open(path, identity, cancel); InputStream content = file.read(0, file.size())) {
			for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
				check();
				digests.update(buffer, 0, count);
			}
			ContentDigests.Both both = digests.digest();
			if (asTold) {
				file.verifyWhole(both.md5());
			}
			return both.v4();
		} catch (IOException e) {
			if (e.getCause() instanceof EndpointException known) {
				throw known;
			}
			throw new EndpointException(Diagnostic.of(side == Side.LOCAL ? Code.LOCAL_UNREADABLE : Code.SERVER_ERROR,
					path.value(), String.valueOf(e.getMessage())), e);
		}
	}

	private synchronized void compared(Entry.File file, Optional<Doubted> doubt) {
		found.files++;
		found.bytes += file.size();
		doubt.ifPresent(found.doubted::add);
		advance(file);
	}

	private synchronized void pending(Entry.File file) {
		found.pending++;
		advance(file);
	}

	private synchronized void unread(Entry.File file, Diagnostic why) {
		found.unread.add(why);
		advance(file);
	}

	private void advance(Entry.File file) {
		progress = new Progress(progress.files() + 1, progress.filesTotal(), progress.bytes() + file.size(),
				progress.bytesTotal());
		listener.accept(progress);
	}
}
