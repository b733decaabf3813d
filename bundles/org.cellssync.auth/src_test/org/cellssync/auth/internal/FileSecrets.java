package org.cellssync.auth.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

import org.cellssync.api.util.SecretStore;

/** Secrets in one file that is read when asked and written whole, as the real store does, but in clear. */
public final class FileSecrets implements SecretStore {

	private final Path file;
	private Properties secrets = new Properties();
	private boolean full;
	private int writes;

	/** Opens the file, which need not be there yet. */
	public FileSecrets(Path file) throws IOException {
		this.file = file;
		reload();
	}

	/** Returns all that is kept, sorted. */
	public synchronized List<String> all() {
		return secrets.values().stream().map(String.class::cast).sorted().toList();
	}

	/** The disk is full, or has room again. */
	synchronized void full(boolean now) {
		full = now;
	}

	/** Returns how often something was written. */
	synchronized int writes() {
		return writes;
	}

	@Override
	public Guard guard() {
		return Guard.FILE;
	}

	@Override
	public synchronized Optional<String> read(String key) {
		return Optional.ofNullable(secrets.getProperty(key));
	}

	@Override
	public synchronized void write(String key, String secret) throws IOException {
		if (full) {
			throw new IOException("No space left on device");
		}
		secrets.setProperty(key, secret);
		save();
	}

	@Override
	public synchronized void remove(String key) throws IOException {
		if (secrets.remove(key) != null) {
			save();
		}
	}

	private void save() throws IOException {
		writes++;
		Path draft = Files.createTempFile(file.getParent(), "secrets", ".tmp");
		try (OutputStream out = Files.newOutputStream(draft)) {
			secrets.store(out, null);
		}
		Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
	}

	@Override
	public synchronized void reload() throws IOException {
		Properties read = new Properties();
		if (Files.exists(file)) {
			try (InputStream in = Files.newInputStream(file)) {
				read.load(in);
			}
		}
		secrets = read;
	}
}
