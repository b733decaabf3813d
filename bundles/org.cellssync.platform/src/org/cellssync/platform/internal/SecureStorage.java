package org.cellssync.platform.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import javax.crypto.spec.PBEKeySpec;

import org.cellssync.api.util.Locations;
import org.cellssync.api.util.SecretStore;
import org.eclipse.equinox.security.storage.ISecurePreferences;
import org.eclipse.equinox.security.storage.SecurePreferencesFactory;
import org.eclipse.equinox.security.storage.StorageException;
import org.eclipse.equinox.security.storage.provider.IProviderHints;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Secrets in Equinox secure storage, its file in the data folder. Never prompts. */
@Component(service = SecretStore.class)
public final class SecureStorage implements SecretStore {

	private static final String NODE = "org.cellssync";

	private final Path folder;
	private ISecurePreferences opened;

	/** Opens nothing yet. */
	@Activate
	public SecureStorage(@Reference Locations locations) {
		this.folder = locations.settings();
	}

	@Override
	public Guard guard() {
		return Guard.FILE;
	}

	@Override
	public synchronized Optional<String> read(String key) throws IOException {
		try {
			return Optional.ofNullable(node().get(key, null));
		} catch (StorageException e) {
			throw new IOException("a secret cannot be read", e);
		}
	}

	@Override
	public synchronized void write(String key, String secret) throws IOException {
		try {
			node().put(key, secret, true);
			flush();
		} catch (StorageException e) {
			throw new IOException("a secret cannot be kept", e);
		}
	}

	@Override
	public synchronized void remove(String key) throws IOException {
		node().remove(key);
		flush();
	}

	@Override
	public synchronized void reload() {
		// One program owns the data folder and with it this file: what is in memory is what is on disk.
	}

	private void flush() throws IOException {
		node().flush();
	}

	private ISecurePreferences node() throws IOException {
		if (opened == null) {
			try (FileChannel channel = FileChannel.open(folder.resolve("secrets.lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
				Map<Object, Object> options = new HashMap<>();
				options.put(IProviderHints.PROMPT_USER, Boolean.FALSE);
				options.put(IProviderHints.DEFAULT_PASSWORD,
						new PBEKeySpec(MasterKey.of(folder.resolve("secrets.key")).toCharArray()));
				opened = SecurePreferencesFactory.open(folder.resolve("secrets").toUri().toURL(), options);
			}
		}
		return opened.node(NODE);
	}
}
