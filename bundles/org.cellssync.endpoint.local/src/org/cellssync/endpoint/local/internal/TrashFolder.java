package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the trash of one task lies, and its batches. A batch is a folder named by its time. Thread-safe: it
 * has no state.
 */
final class TrashFolder {

	private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'")
			.withZone(ZoneOffset.UTC);
	private static final String NAME = "trash";
	private static final int TASK_DIGITS = 8;

	private final Path folder;
	private final Optional<Path> root;

	private TrashFolder(Path folder, Optional<Path> root) {
		this.folder = folder;
		this.root = root;
	}

	/**
	 * The trash in the task's data, or, where the task's folder is on another file system, in a hidden folder
	 * at its root.
	 */
	static TrashFolder of(Path root, Path taskData) throws IOException {
		return new TrashFolder(
				(Volume.isOne(root, taskData) ? taskData : root.resolve(Names.hidden(digest(taskData))))
						.resolve(NAME),
				Optional.of(root));
	}

	/** The trash of a task that has no folder here. */
	static TrashFolder inData(Path taskData) {
		return new TrashFolder(taskData.resolve(NAME), Optional.empty());
	}

	private static String digest(Path taskData) {
		try {
			byte[] md5 = MessageDigest.getInstance("MD5")
					.digest(taskData.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(md5).substring(0, TASK_DIGITS);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java platform has MD5", e);
		}
	}

	/** Returns the task's folder, where it has one here. */
	Optional<Path> root() {
		return root;
	}

	/** Returns where the batches lie; made with the first one. */
	Path place() {
		return folder;
	}

	/** Begins a batch; the folders above are made where they are missing, readable by their owner alone. */
	TrashBatch begin(Instant now, Disk disk) throws IOException {
		createPrivate(folder);
		for (int number = 1;; number++) {
			try {
				Path batch = folder.resolve(STAMP.format(now) + '-' + number);
				Files.createDirectory(batch);
				return new TrashBatch(batch, disk);
			} catch (FileAlreadyExistsException e) {
				// taken by a batch of the same moment
				continue;
			}
		}
	}

	private static void createPrivate(Path wanted) throws IOException {
		if (Files.isDirectory(wanted, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		if (SystemDisk.isPosix(wanted)) {
			Files.createDirectories(wanted,
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		} else {
			Files.createDirectories(wanted);
		}
	}

	/** Returns the batches, oldest first. */
	List<Batch> batches() throws IOException {
		List<Batch> batches = new ArrayList<>();
		try (Stream<Path> children = Files.list(folder)) {
			children.forEach(child -> batch(child).ifPresent(batches::add));
		} catch (NoSuchFileException e) {
			return List.of();
		}
		batches.sort(Comparator.comparing(Batch::time).thenComparing(batch -> batch.place.toString()));
		return batches;
	}

	/** Returns the batch of this name. */
	Optional<Batch> batch(String name) {
		return name.indexOf('/') >= 0 ? Optional.empty() : batch(folder.resolve(name));
	}

	private static Optional<Batch> batch(Path place) {
		String name = Names.of(place);
		int dash = name.lastIndexOf('-');
		if (dash < 0 || !Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
			return Optional.empty();
		}
		try {
			return Optional.of(new Batch(place, Instant.from(STAMP.parse(name.substring(0, dash)))));
		} catch (DateTimeException e) {
			return Optional.empty();
		}
	}

	/** One batch as it lies there. */
	record Batch(Path place, Instant time) {

		String name() {
			return Names.of(place);
		}

		Path files() {
			return place.resolve(TrashBatch.FILES);
		}

		Path item(String name) {
			return files().resolve(name);
		}

		/** Returns the items that are still there, oldest first. */
		List<TrashIndex.Line> items() throws IOException {
			List<TrashIndex.Line> present = new ArrayList<>();
			for (TrashIndex.Line line : TrashIndex.read(place.resolve(TrashBatch.INDEX))) {
				if (Files.exists(item(line.name()), LinkOption.NOFOLLOW_LINKS) && isInside(line.name())) {
					present.add(line);
				}
			}
			return present;
		}

		/** Returns whether a name leads to something in this batch. */
		boolean isInside(String name) {
			Path item = item(name).normalize();
			return item.startsWith(files()) && !item.equals(files());
		}
	}
}
