package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;

import org.cellssync.core.tree.SyncPath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Large files that did not arrive whole. What arrived lies beside the place of the file; how much of it there is and its
 * MD5 are noted in the task's data. A note alone proves nothing: what it tells of is read again before more is added, so
 * that neither notes nor content need be on stable storage. Where power failed in between they do not fit together, and
 * the file comes anew. Thread-safe.
 */
final class Partials {

	/** Smaller files come again as a whole. */
	static final long LEAST = 32L << 20;
	/** So much arrives from one note to the next. */
	static final long STEP = 16L << 20;

	private static final Logger LOG = LoggerFactory.getLogger(Partials.class);
	private static final Duration OLD = Duration.ofDays(7);

	private final Path root;
	private final Path folder;
	private final InstantSource clock;

	/**
	 * What did not arrive whole in a folder.
	 *
	 * @param root the task's folder
	 * @param taskData where notes are kept
	 */
	Partials(Path root, Path taskData, InstantSource clock) {
		this.root = root;
		this.folder = taskData.resolve("incoming");
		this.clock = clock;
	}

	/**
	 * What is to arrive.
	 *
	 * @param key tells it from all else
	 * @param item path in the task
	 * @param temporary where it lies
	 */
	record Arriving(String key, String item, Path temporary) {
	}

	/**
	 * What has arrived.
	 *
	 * @param length bytes
	 * @param md5 of these bytes
	 */
	record Arrived(long length, byte[] md5) {
	}

	/** Returns how one version of a file is kept that is to stand at a place. */
	Arriving arriving(SyncPath path, Path place, String version, long size) {
		MessageDigest digest;
		try {
			digest = MessageDigest.getInstance("SHA-256");
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java platform has SHA-256", e);
		}
		String all = root + "\n" + place + "\n" + version + "\n" + size;
		String key = HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)), 0, 16);
		return new Arriving(key, path.value(), place.resolveSibling(Names.temporary(key)));
	}

	/** Returns what was noted. */
	Optional<Arrived> noted(Arriving file) {
		return read(folder.resolve(file.key())).flatMap(note -> {
			try {
				return Optional.of(new Arrived(Long.parseLong(note.getProperty("length", "")),
						HexFormat.of().parseHex(note.getProperty("md5", ""))));
			} catch (IllegalArgumentException damaged) {
				LOG.warn("A note of what arrived is damaged", damaged);
				return Optional.empty();
			}
		});
	}

	/** Notes what has arrived; where that fails it comes again. */
	void note(Arriving file, Arrived arrived) {
		Properties note = new Properties();
		note.setProperty("root", root.toString());
		note.setProperty("item", file.item());
		note.setProperty("temporary", file.temporary().toString());
		note.setProperty("length", String.valueOf(arrived.length()));
		note.setProperty("md5", HexFormat.of().formatHex(arrived.md5()));
		note.setProperty("time", clock.instant().toString());
		try {
			Files.createDirectories(folder);
			Path fresh = folder.resolve(file.key() + ".new");
			try (OutputStream out = Files.newOutputStream(fresh)) {
				note.store(out, null);
			}
			Files.move(fresh, folder.resolve(file.key()), StandardCopyOption.ATOMIC_MOVE,
					StandardCopyOption.REPLACE_EXISTING);
		} catch (IOException e) {
			LOG.warn("What arrived of {} cannot be noted; should it break off it comes anew", file.item(), e);
		}
	}

	/** Forgets a file; what arrived of it is somebody else's business. */
	void forget(Arriving file) {
		remove(folder.resolve(file.key()));
	}

	/** Returns the names of the temporary files that are not to be swept away. */
	Set<String> kept() {
		Set<String> names = new HashSet<>();
		notes().forEach(note -> names.add(Names.temporary(note.getFileName().toString())));
		return names;
	}

	/** Returns how many bytes of these files lie here already. */
	long kept(Set<SyncPath> files) {
		long bytes = 0;
		for (Path file : notes()) {
			Properties note = read(file).orElseGet(Properties::new);
			if (isOurs(note) && files.stream().anyMatch(each -> each.value().equals(note.getProperty("item")))) {
				try {
					bytes += Files.size(Path.of(note.getProperty("temporary", "")));
				} catch (IOException gone) {
					LOG.debug("nothing arrived of {}", note.getProperty("item"), gone);
				}
			}
		}
		return bytes;
	}

	/** Removes what arrived of files that do not come, or not for long. */
	void removeAllBut(SortedSet<SyncPath> coming) {
		for (Path file : notes()) {
			Properties note = read(file).orElseGet(Properties::new);
			boolean wanted = coming.stream().anyMatch(path -> path.value().equals(note.getProperty("item")));
			if (isOurs(note) && !(wanted && isYoung(note))) {
				Path temporary = Path.of(note.getProperty("temporary", ""));
				if (Names.isTemporary(Names.of(temporary))) {
					remove(temporary);
				}
				remove(file);
			}
		}
	}

	private boolean isOurs(Properties note) {
		return root.toString().equals(note.getProperty("root"));
	}

	private boolean isYoung(Properties note) {
		try {
			return Instant.parse(note.getProperty("time", "")).plus(OLD).isAfter(clock.instant());
		} catch (java.time.format.DateTimeParseException damaged) {
			return false;
		}
	}

	private List<Path> notes() {
		List<Path> found = new ArrayList<>();
		try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
			for (Path each : all) {
				if (!each.getFileName().toString().endsWith(".new")) {
					found.add(each);
				}
			}
		} catch (NoSuchFileException none) {
			return found;
		} catch (IOException e) {
			LOG.warn("The notes of what arrived cannot be listed", e);
		}
		return found;
	}

	private static Optional<Properties> read(Path file) {
		Properties note = new Properties();
		try (InputStream in = Files.newInputStream(file)) {
			note.load(in);
			return Optional.of(note);
		} catch (NoSuchFileException none) {
			return Optional.empty();
		} catch (IOException | IllegalArgumentException e) {
			LOG.warn("A note of what arrived cannot be read", e);
			return Optional.empty();
		}
	}

	private static void remove(Path file) {
		try {
			Files.deleteIfExists(file);
		} catch (IOException e) {
			LOG.warn("{} stays for now", file, e);
		}
	}
}
