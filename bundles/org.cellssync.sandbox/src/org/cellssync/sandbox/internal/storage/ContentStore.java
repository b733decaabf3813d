package org.cellssync.sandbox.internal.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where content lies: what is small on the heap and the rest in temporary files, or all of it in files of a
 * folder that outlives the run. Safe for use by many threads.
 */
public final class ContentStore implements AutoCloseable {
	/** Content up to this many bytes stays on the heap. */
	static final int SMALL = 32 * 1024;

	/** When the heap holds this many bytes of content, files take what comes. */
	static final long HEAP_LIMIT = 192L * 1024 * 1024;

	private final Path dir;
	private final boolean isKept;
	private final AtomicLong heap = new AtomicLong();

	private ContentStore(Path dir, boolean isKept) {
		this.dir = dir;
		this.isKept = isKept;
	}

	/** Returns a store for this run only. */
	public static ContentStore temporary() {
		try {
			return new ContentStore(Files.createTempDirectory("cells-sandbox"), false);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Returns a store whose content is there again after a restart. */
	public static ContentStore kept(Path dir) {
		try {
			return new ContentStore(Files.createDirectories(dir), true);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Returns a place for content of yet unknown size. */
	public Receiver receive() {
		return new Receiver(this);
	}

	/** Returns content that is a short text. */
	public Content text(String text) {
		return new TextContent(text);
	}

	/** Returns one content made of several, which it takes over. */
	public Content joined(List<Content> parts) {
		return parts.size() == 1 ? parts.getFirst() : new JoinedContent(parts);
	}

	/** Returns content that was there before a restart, or nothing when it is lost. */
	public Optional<Content> find(String id) {
		if (id.startsWith(TextContent.PREFIX)) {
			return Optional.of(new TextContent(id.substring(TextContent.PREFIX.length())));
		}
		var parts = new ArrayList<Content>();
		for (var part : id.split("\\+")) {
			var file = dir.resolve(part);
			if (part.isEmpty() || !Files.isRegularFile(file)) {
				return Optional.empty();
			}
			try {
				parts.add(new FileContent(part, file, Files.size(file)));
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		}
		return Optional.of(joined(parts));
	}

	/** Removes all content that is not one of these. */
	public void keepOnly(Set<String> ids) {
		var kept = new HashSet<String>();
		ids.forEach(id -> kept.addAll(List.of(id.split("\\+"))));
		try (var files = Files.list(dir)) {
			for (var file : files.toList()) {
				if (!kept.contains(file.getFileName().toString())) {
					Files.deleteIfExists(file);
				}
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	boolean mayStayOnHeap(long bytes) {
		return !isKept && bytes <= SMALL && heap.get() < HEAP_LIMIT;
	}

	Content onHeap(byte[] bytes) {
		return new MemoryContent(bytes, heap);
	}

	Path newFile() {
		return dir.resolve(UUID.randomUUID().toString());
	}

	/** Removes what was for this run only. */
	@Override
	public void close() {
		if (isKept) {
			return;
		}
		try (var files = Files.walk(dir)) {
			for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(file);
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
