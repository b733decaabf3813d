package org.cellssync.watch.internal;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.cellssync.api.watch.Watch;

/**
 * One watched tree. A thread of its own takes the system's events as they come, so that its queue stays
 * short, and keeps the set of watched folders in step with the tree.
 */
final class FolderWatch implements Watch {

	private final Path root;
	private final WatchService service;
	private final Registrations registrations;
	private final Pending pending = new Pending();

	private FolderWatch(Path root, WatchService service, Registrations registrations) {
		this.root = root;
		this.service = service;
		this.registrations = registrations;
	}

	static FolderWatch start(Path root, Predicate<Path> excluded) throws IOException {
		Path absolute = root.toAbsolutePath().normalize();
		WatchService service = Limits.explained(() -> absolute.getFileSystem().newWatchService());
		try {
			FolderWatch watch = new FolderWatch(absolute, service,
					new Registrations(absolute, service, excluded));
			watch.registrations.registerRoot();
			Thread thread = new Thread(watch::run, "watch-" + absolute.getFileName());
			thread.setDaemon(true);
			thread.start();
			return watch;
		} catch (IOException | RuntimeException e) {
			service.close();
			throw e;
		}
	}

	@Override
	public Optional<Set<Path>> await(Duration quiet) throws IOException, InterruptedException {
		return pending.take(quiet);
	}

	@Override
	public void close() {
		pending.end(new IOException("watching " + root + " was ended"));
		try {
			service.close();
		} catch (IOException e) {
			throw new IllegalStateException("the system did not end watching " + root, e);
		}
	}

	private void run() {
		try {
			while (true) {
				take(service.take());
			}
		} catch (ClosedWatchServiceException e) {
			pending.end(new IOException("watching " + root + " was ended", e));
		} catch (IOException e) {
			endWith(e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			endWith(new IOException("watching " + root + " was interrupted", e));
		} catch (RuntimeException e) {
			endWith(new IOException("watching " + root + " failed", e));
		}
	}

	private void endWith(IOException reason) {
		pending.end(reason);
		try {
			service.close();
		} catch (IOException e) {
			reason.addSuppressed(e);
		}
	}

	private void take(WatchKey key) throws IOException {
		Optional<Path> folder = registrations.folder(key);
		for (WatchEvent<?> event : key.pollEvents()) {
			if (registrations.isAboveRoot(key)) {
				registrations.checkRoot();
			} else if (folder.isPresent()) {
				take(folder.get(), event);
			}
		}
		if (!key.reset()) {
			registrations.ended(key);
		}
	}

	private void take(Path folder, WatchEvent<?> event) throws IOException {
		if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
			lost(folder);
			return;
		}
		Path path = folder.resolve((Path) event.context());
		if (event.kind() == StandardWatchEventKinds.ENTRY_DELETE) {
			registrations.forget(path);
		} else if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE) {
			registrations.register(path);
		} else {
			registrations.registerIfNew(path);
		}
		// Told last: who looks now finds everything that was made before the new folders were watched.
		pending.add(path);
	}

	/**
	 * Folders made meanwhile have no watch yet: the subtree is registered anew before anyone is told to look
	 * at it.
	 */
	private void lost(Path folder) throws IOException {
		registrations.register(folder);
		if (folder.equals(root)) {
			pending.addEverything();
		} else {
			pending.add(folder);
		}
	}
}
