package org.cellssync.store.lmdb.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;

/** The place of a state in a task's folder: {@code state}, or what came of one that could not be read. */
final class StateFolder {

	private static final String NAME = "state";
	/** Where a new one is made, so that {@code state} is whole from the moment it is there. */
	private static final String NEW = "state.new";
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
			.withZone(ZoneOffset.UTC);

	private final Path parent;
	private final Path state;

	StateFolder(Path parent) {
		this.parent = parent;
		this.state = parent.resolve(NAME);
	}

	/** Returns the folder of the environment. */
	Path path() {
		return state;
	}

	/**
	 * Sees to it that there is a state that can be opened. One that cannot be believed is set aside.
	 *
	 * @return what was set aside and why
	 */
	Optional<Diagnostic> prepare(Instant now) throws IOException {
		removeTree(parent.resolve(NEW));
		Optional<Diagnostic> aside = Optional.empty();
		Optional<String> trouble = trouble();
		if (trouble.isPresent()) {
			aside = Optional.of(Diagnostic.of(Code.STATE_SET_ASIDE, setAside(now), trouble.get()));
		}
		if (!Files.exists(state, LinkOption.NOFOLLOW_LINKS)) {
			create();
		}
		return aside;
	}

	/** Returns why what is there cannot be believed; empty where it can, or where nothing is there. */
	private Optional<String> trouble() throws IOException {
		if (!Files.exists(state, LinkOption.NOFOLLOW_LINKS)) {
			return Optional.empty();
		}
		if (!Files.isDirectory(state, LinkOption.NOFOLLOW_LINKS)) {
			return Optional.of("it is no folder");
		}
		Path data = state.resolve(Environment.DATA);
		try {
			if (Files.exists(data, LinkOption.NOFOLLOW_LINKS)
					&& !Files.isRegularFile(data, LinkOption.NOFOLLOW_LINKS)) {
				return Optional.of("its data file is no file");
			}
			DataFile.check(data);
			return Optional.empty();
		} catch (NoSuchFileException e) {
			return Optional.of("its data file is missing");
		} catch (Unreadable e) {
			return Optional.of(e.getMessage());
		}
	}

	private String setAside(Instant now) throws IOException {
		String name = NAME + ".unreadable-" + TIME.format(now);
		Path target = parent.resolve(name);
		for (int number = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); number++) {
			target = parent.resolve(name + "-" + number);
		}
		Files.move(state, target, StandardCopyOption.ATOMIC_MOVE);
		return target.getFileName().toString();
	}

	private void create() throws IOException {
		Path fresh = parent.resolve(NEW);
		makeFolder(fresh);
		Environment.create(fresh, Schema.NUMBER);
		Files.move(fresh, state, StandardCopyOption.ATOMIC_MOVE);
		force(parent);
	}

	private static void makeFolder(Path folder) throws IOException {
		if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.createDirectory(folder,
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		} else {
			Files.createDirectory(folder);
		}
	}

	/** Brings the names in {@code folder} to stable storage, where the system lets one do so. */
	private static void force(Path folder) throws IOException {
		if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
				channel.force(true);
			}
		}
	}

	private static void removeTree(Path folder) throws IOException {
		if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		try (Stream<Path> tree = Files.walk(folder)) {
			List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
			for (Path path : deepestFirst) {
				Files.delete(path);
			}
		} catch (UncheckedIOException e) {
			throw new FileSystemException(folder.toString(), null, String.valueOf(e.getCause().getMessage()));
		}
	}
}
