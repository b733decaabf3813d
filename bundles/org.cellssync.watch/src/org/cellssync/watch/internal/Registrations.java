package org.cellssync.watch.internal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which folder each key of the watch service stands for. Used by one thread at a time.
 * <p>
 * The system watches folders, not paths: a folder that moved inside the tree may keep its key, which then
 * gets the new path here, in whatever order the events of its old and new parent arrive.
 */
final class Registrations {

	private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);
	private static final WatchEvent.Kind<?>[] KINDS = { StandardWatchEventKinds.ENTRY_CREATE,
			StandardWatchEventKinds.ENTRY_DELETE, StandardWatchEventKinds.ENTRY_MODIFY };

	private final Path root;
	private final WatchService service;
	private final Predicate<Path> excluded;
	private final Map<WatchKey, Path> folders = new HashMap<>();
	private final TreeMap<String, WatchKey> keys = new TreeMap<>();
	private WatchKey above;
	private Object rootKey;

	Registrations(Path root, WatchService service, Predicate<Path> excluded) {
		this.root = root;
		this.service = service;
		this.excluded = excluded;
	}

	/** Watches the root with all below it, and its parent, which alone tells when the root goes. */
	void registerRoot() throws IOException {
		rootKey = Files.readAttributes(root, BasicFileAttributes.class).fileKey();
		watch(root);
		registerAbove();
		registerBelow(root);
	}

	private void registerAbove() throws IOException {
		Path parent = root.getParent();
		if (parent == null) {
			return;
		}
		try {
			above = Limits.explained(() -> parent.register(service, KINDS));
		} catch (FileSystemException e) {
			LOG.debug("{} cannot be watched: a move of the watched folder will be noticed late", parent, e);
		}
	}

	boolean isAboveRoot(WatchKey key) {
		return key.equals(above);
	}

	/** Fails where the root is no longer the folder that is watched. */
	void checkRoot() throws IOException {
		try {
			Object now = Files.readAttributes(root, BasicFileAttributes.class).fileKey();
			if (!Objects.equals(now, rootKey)) {
				throw new IOException(root + " is another folder now");
			}
		} catch (FileSystemException e) {
			throw new IOException(root + " is gone", e);
		}
	}

	Optional<Path> folder(WatchKey key) {
		return Optional.ofNullable(folders.get(key));
	}

	/** Watches a folder and all below it; anything else is let be. */
	void register(Path path) throws IOException {
		boolean wanted = path.equals(root) || isFolder(path) && !excluded.test(path);
		if (wanted && watch(path)) {
			registerBelow(path);
		}
	}

	/** Watches what came to be readable. */
	void registerIfNew(Path path) throws IOException {
		if (!keys.containsKey(path.toString())) {
			register(path);
		}
	}

	// Each folder is watched before it is listed: what is made in it later is told by an event.
	private void registerBelow(Path top) throws IOException {
		Deque<Path> waiting = new ArrayDeque<>(List.of(top));
		while (!waiting.isEmpty()) {
			for (Path child : foldersIn(waiting.pop())) {
				if (!excluded.test(child) && watch(child)) {
					waiting.push(child);
				}
			}
		}
	}

	private static List<Path> foldersIn(Path folder) throws IOException {
		List<Path> found = new ArrayList<>();
		try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
			for (Path child : children) {
				if (isFolder(child)) {
					found.add(child);
				}
			}
		} catch (FileSystemException e) {
			vanished(folder, e);
		} catch (DirectoryIteratorException e) {
			vanished(folder, e.getCause());
		}
		return found;
	}

	private static boolean isFolder(Path path) {
		return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
	}

	private boolean watch(Path folder) throws IOException {
		try {
			WatchKey key = Limits.explained(() -> folder.register(service, KINDS));
			Path before = folders.put(key, folder);
			if (before != null && !before.equals(folder)) {
				keys.remove(before.toString(), key);
			}
			keys.put(folder.toString(), key);
			return true;
		} catch (FileSystemException e) {
			if (folder.equals(root)) {
				throw e;
			}
			vanished(folder, e);
			return false;
		}
	}

	// Gone again, or not readable: its parent tells when that changes, and the next look at it says what is
	// wrong.
	private static void vanished(Path folder, IOException e) {
		LOG.debug("{} is not watched", folder, e);
	}

	/** Lets go of the watches at and below a path that is gone or stands elsewhere. */
	void forget(Path path) {
		String text = path.toString();
		WatchKey own = keys.remove(text);
		if (own != null) {
			cancel(own);
		}
		char separator = path.getFileSystem().getSeparator().charAt(0);
		// From the separator to the character after it: exactly the paths below.
		Map<String, WatchKey> below = keys.subMap(text + separator, text + (char) (separator + 1));
		below.values().forEach(this::cancel);
		below.clear();
	}

	private void cancel(WatchKey key) {
		key.cancel();
		folders.remove(key);
	}

	/** A key gives no more events: its folder is gone. */
	void ended(WatchKey key) throws IOException {
		Path folder = folders.remove(key);
		if (folder != null) {
			keys.remove(folder.toString(), key);
		}
		if (root.equals(folder)) {
			throw new IOException(root + " is gone");
		}
		if (isAboveRoot(key)) {
			above = null;
			checkRoot();
		}
	}
}
