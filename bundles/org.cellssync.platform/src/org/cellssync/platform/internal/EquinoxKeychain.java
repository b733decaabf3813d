package org.cellssync.platform.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.eclipse.equinox.security.storage.ISecurePreferences;
import org.eclipse.equinox.security.storage.SecurePreferencesFactory;
import org.eclipse.equinox.security.storage.StorageException;
import org.eclipse.equinox.security.storage.provider.IProviderHints;

/**
 * A keychain that Equinox has a provider for (Windows, macOS): a small storage file beside the secrets, which
 * is written once and encrypted with what the provider gives.
 */
final class EquinoxKeychain implements Keychain {

	private final Supplier<Path> data;
	private final String module;

	// guarded by this
	private Optional<ISecurePreferences> opened = Optional.empty();

	/**
	 * A keychain that is opened when it is used.
	 *
	 * @param module id of the provider
	 */
	EquinoxKeychain(Supplier<Path> data, String module) {
		this.data = data;
		this.module = module;
	}

	@Override
	public synchronized Optional<String> find(String id) throws KeychainException {
		try {
			return Optional.ofNullable(node().get(id, null));
		} catch (IOException | StorageException e) {
			throw new KeychainException("the provider of the keychain failed", e);
		}
	}

	@Override
	public synchronized void store(String id, String secret) throws KeychainException {
		try {
			node().put(id, secret, true);
			node().flush();
		} catch (IOException | StorageException e) {
			throw new KeychainException("the provider of the keychain failed", e);
		}
	}

	@Override
	public void remove(String id) {
		throw new UnsupportedOperationException();
	}

	/**
	 * What the system itself keeps is Equinox's, on macOS one item for all programs built on it; and a file
	 * that other processes have read once is not to change under them.
	 */
	@Override
	public boolean removes() {
		return false;
	}

	/** Nothing can be told before something is kept, and the file is not read before there is one. */
	@Override
	public void check() {
		// There always is one on these systems.
	}

	private ISecurePreferences node() throws IOException {
		if (opened.isEmpty()) {
			Map<Object, Object> options = new HashMap<>();
			options.put(IProviderHints.PROMPT_USER, Boolean.FALSE);
			options.put(IProviderHints.REQUIRED_MODULE_ID, module);
			Path file = data.get().resolve("secrets.master").toAbsolutePath();
			opened = Optional
					.of(SecurePreferencesFactory.open(RawFileUrl.of(file), options).node("/org.cellssync"));
		}
		return opened.get();
	}
}
