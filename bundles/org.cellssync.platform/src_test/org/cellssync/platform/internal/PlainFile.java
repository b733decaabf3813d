package org.cellssync.platform.internal;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

import org.eclipse.equinox.security.storage.StorageException;

/**
 * Texts in clear, each with the password it was kept with, for where no Equinox runs. Like the real one it reads the
 * file once.
 */
final class PlainFile implements SecretFile {

	private final Path file;
	private final String password;
	private final Properties texts = new Properties();

	private PlainFile(Path file, String password) {
		this.file = file;
		this.password = password;
	}

	static SecretFile open(Path file, Path copy, String password) throws IOException {
		PlainFile opened = new PlainFile(file, password);
		if (Files.exists(file)) {
			OwnerOnly.write(copy, Files.readAllBytes(file));
			opened.texts.load(new StringReader(Files.readString(file)));
		}
		return opened;
	}

	@Override
	public Optional<String> get(String name) throws StorageException {
		String text = texts.getProperty(name);
		if (text == null) {
			return Optional.empty();
		}
		if (!text.startsWith(password + ' ')) {
			throw new StorageException(StorageException.DECRYPTION_ERROR, "another password");
		}
		return Optional.of(text.substring(password.length() + 1));
	}

	@Override
	public void put(String name, String text) throws IOException {
		texts.setProperty(name, password + ' ' + text);
		flush();
	}

	@Override
	public void remove(String name) throws IOException {
		if (texts.remove(name) != null) {
			flush();
		}
	}

	@Override
	public boolean isEmpty() {
		return texts.isEmpty();
	}

	private void flush() throws IOException {
		StringWriter written = new StringWriter();
		texts.store(written, null);
		OwnerOnly.write(file, written.toString());
	}
}
