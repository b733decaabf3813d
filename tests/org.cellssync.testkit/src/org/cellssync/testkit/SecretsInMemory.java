package org.cellssync.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.cellssync.api.util.SecretStore;

/**
 * Secrets of one program, or of several that share them, for as long as a test runs: the store of the product needs a
 * framework. Thread-safe.
 */
public final class SecretsInMemory implements SecretStore {

	private final Map<String, String> secrets = new ConcurrentHashMap<>();

	/** Returns all that is kept, in no particular order. */
	public List<String> all() {
		return List.copyOf(secrets.values());
	}

	@Override
	public Guard guard() {
		return Guard.FILE;
	}

	@Override
	public Optional<String> read(String key) {
		return Optional.ofNullable(secrets.get(key));
	}

	@Override
	public void write(String key, String secret) {
		secrets.put(key, secret);
	}

	@Override
	public void remove(String key) {
		secrets.remove(key);
	}

	@Override
	public void reload() {
		// There is one truth.
	}
}
