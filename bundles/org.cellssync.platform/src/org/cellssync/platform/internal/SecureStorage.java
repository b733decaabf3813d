package org.cellssync.platform.internal;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.cellssync.api.util.Locations;
import org.cellssync.api.util.SecretStore;
import org.cellssync.platform.internal.MasterPasswords.Search;
import org.eclipse.equinox.security.storage.StorageException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secrets in Equinox secure storage: {@code secrets} in the data folder, replaced as a whole by each change,
 * under a lock that all processes heed.
 * <p>
 * Where the keychain that has the password cannot be used now (it is locked, or there is no session of a
 * desktop), secrets seem to be absent until it can; a secret written meanwhile begins a new file, guarded by
 * a file, and the old one is set aside.
 * <p>
 * What guards them is made with the first secret and removed with the last, under that lock: no process has a
 * password, or makes one, while another removes it.
 */
@Component(service = SecretStore.class)
public final class SecureStorage implements SecretStore {

	private static final Logger LOG = LoggerFactory.getLogger(SecureStorage.class);

	private static final Duration PATIENCE = Duration.ofSeconds(5);
	/** How long after a failure the keychain is not asked again. */
	private static final Duration PAUSE = Duration.ofSeconds(30);
	/** Names of files that were set aside. */
	private static final String SET_ASIDE = "secrets.{keychain,unreadable}-*";
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
			.withZone(ZoneOffset.UTC);

	private final Supplier<Path> data;
	private final Keychain keychain;
	private final SecretFile.Opener files;
	private final InstantSource clock;

	// guarded by this
	private Optional<Opened> opened = Optional.empty();
	private Instant nextTry = Instant.MIN;

	private record Opened(SecretFile file, Guard guard, Stamp stamp) {
	}

	/** Tells whether a file is the one it was: each change of ours is a new one. */
	private record Stamp(Object key, Object modified, long size) {

		static Stamp of(Path file) throws IOException {
			if (!OwnerOnly.exists(file)) {
				return new Stamp("", "", -1);
			}
			BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
			return new Stamp(String.valueOf(attributes.fileKey()), attributes.lastModifiedTime(),
					attributes.size());
		}
	}

	/** Does something under the lock. */
	private interface Locked<R> {
		R run() throws IOException, StorageException;
	}

	/** Opens nothing yet. */
	@Activate
	public SecureStorage(@Reference Locations locations) {
		this(locations::data, new PatientKeychain(Keychains.ofSystem(locations::data), PATIENCE),
				EncryptedFile::open, InstantSource.system());
	}

	SecureStorage(Supplier<Path> data, Keychain keychain, SecretFile.Opener files, InstantSource clock) {
		this.data = data;
		this.keychain = keychain;
		this.files = files;
		this.clock = clock;
	}

	@Override
	public synchronized Guard guard() {
		try {
			Optional<Opened> current = current();
			if (current.isPresent()) {
				return current.get().guard;
			}
			// What is there and cannot be opened waits for a keychain.
			return OwnerOnly.exists(secrets()) ? Guard.KEYCHAIN : passwords().prospect();
		} catch (IOException e) {
			LOG.warn("The file of secrets cannot be opened", e);
			return Guard.FILE;
		}
	}

	@Override
	public synchronized Optional<String> read(String key) throws IOException {
		Optional<Opened> current = current();
		if (current.isEmpty()) {
			return Optional.empty();
		}
		try {
			return current.get().file.get(name(key));
		} catch (StorageException e) {
			if (e.getErrorCode() == StorageException.DECRYPTION_ERROR) {
				LOG.warn("A secret was encrypted with a password that is lost; it counts as absent");
				return Optional.empty();
			}
			throw new IOException("a secret cannot be read", e);
		}
	}

	@Override
	public synchronized void write(String key, String secret) throws IOException {
		locked(() -> {
			Opened used = openToWrite();
			// After a failure what is in memory is not what is on disk: it is opened anew then.
			opened = Optional.empty();
			used.file.put(name(key), secret);
			opened = Optional.of(new Opened(used.file, used.guard, Stamp.of(secrets())));
			return null;
		});
	}

	@Override
	public synchronized void remove(String key) throws IOException {
		locked(() -> {
			Optional<Opened> current = openNow();
			opened = Optional.empty();
			// It takes no password to remove something.
			SecretFile file = current.isPresent() ? current.get().file
					: files.open(secrets(), copy(), "");
			file.remove(name(key));
			if (file.isEmpty()) {
				removeGuard();
			} else if (current.isPresent()) {
				opened = Optional.of(new Opened(file, current.get().guard, Stamp.of(secrets())));
			}
			return null;
		});
	}

	@Override
	public synchronized void reload() throws IOException {
		current();
	}

	/**
	 * Returns what is open, opened anew where another process has changed the file; empty while the keychain
	 * is away, and where there is no secret.
	 */
	private Optional<Opened> current() throws IOException {
		if (isOpen()) {
			return opened;
		}
		if (opened.isEmpty() && clock.instant().isBefore(nextTry)) {
			return Optional.empty();
		}
		return locked(this::openNow);
	}

	private boolean isOpen() throws IOException {
		return opened.isPresent() && opened.get().stamp.equals(Stamp.of(secrets()));
	}

	/** To be called under the lock. */
	private Optional<Opened> openNow() throws IOException {
		if (isOpen()) {
			return opened;
		}
		opened = switch (passwords().find()) {
			case Search.Found found -> {
				Opened there = open(found);
				if (there.file.isEmpty()) {
					// It was to be removed with the last secret, when the keychain was away or the process ended.
					removeGuard();
					yield Optional.empty();
				}
				yield Optional.of(there);
			}
			case Search.None none -> {
				setAside("unreadable");
				if (!passwords().removeUnused()) {
					nextTry = clock.instant().plus(PAUSE);
				}
				yield Optional.empty();
			}
			case Search.Away away -> {
				nextTry = clock.instant().plus(PAUSE);
				LOG.warn("The keychain cannot be used ({}); until it can, secrets count as absent",
						away.reason());
				yield Optional.empty();
			}
		};
		return opened;
	}

	/** To be called under the lock. */
	private Opened openToWrite() throws IOException {
		if (isOpen()) {
			return opened.get();
		}
		return switch (passwords().find()) {
			case Search.Found found -> open(found);
			case Search.None none -> {
				setAside("unreadable");
				passwords().removeUnused();
				yield open(passwords().make());
			}
			case Search.Away away -> {
				setAside("keychain");
				LOG.warn("The keychain cannot be used ({}); from now on a file that only its owner can read guards "
						+ "the secrets", away.reason());
				yield open(passwords().makeFile());
			}
		};
	}

	/** To be called under the lock, with no secret left. What was set aside is of no use to anybody then. */
	private void removeGuard() throws IOException {
		OwnerOnly.delete(secrets());
		removeAll(data.get(), SET_ASIDE);
		removeAll(OwnerOnly.folder(work()), "*");
		passwords().forget();
	}

	private MasterPasswords passwords() {
		return new MasterPasswords(data.get(), keychain);
	}

	private Opened open(Search.Found password) throws IOException {
		SecretFile file = files.open(secrets(), copy(), password.password());
		return new Opened(file, password.guard(), Stamp.of(secrets()));
	}

	/**
	 * Returns a name for a copy; those of processes that are gone are removed, and others do not miss theirs.
	 */
	private Path copy() throws IOException {
		Path folder = OwnerOnly.folder(work());
		removeAll(folder, "*");
		return folder.resolve(UUID.randomUUID().toString()).toAbsolutePath();
	}

	private static void removeAll(Path folder, String names) throws IOException {
		for (Path each : OwnerOnly.list(folder, names)) {
			Files.deleteIfExists(each);
		}
	}

	private void setAside(String why) throws IOException {
		Path file = secrets();
		if (OwnerOnly.exists(file)) {
			Path target = file.resolveSibling(
					"secrets." + why + "-" + TIME.format(clock.instant()) + "-" + UUID.randomUUID());
			Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
			LOG.warn("The secrets that can no longer be read were set aside as {}", target.getFileName());
		}
	}

	private <R> R locked(Locked<R> work) throws IOException {
		try (FileChannel channel = FileChannel.open(data.get().resolve("secrets.lock"),
				StandardOpenOption.CREATE,
				StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
			Objects.requireNonNull(lock);
			return work.run();
		} catch (StorageException e) {
			throw new IOException("a secret cannot be kept", e);
		}
	}

	private Path work() {
		return data.get().resolve("secrets.work");
	}

	private Path secrets() {
		return data.get().resolve("secrets");
	}

	/** Equinox takes a slash in a name for a path. */
	private static String name(String key) {
		return URLEncoder.encode(key, StandardCharsets.UTF_8);
	}
}
