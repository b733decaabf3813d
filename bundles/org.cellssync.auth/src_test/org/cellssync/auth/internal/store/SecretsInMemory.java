package org.cellssync.auth.internal.store;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.cellssync.api.util.SecretStore;

/** Secrets for one test; shows which there are. For one thread. */
final class SecretsInMemory implements SecretStore {

	private final Map<String, String> all = new TreeMap<>();

	Map<String, String> all() {
		return all;
	}

	@Override
	public Guard guard() {
		return Guard.FILE;
	}

	@Override
	public Optional<String> read(String key) {
		return Optional.ofNullable(all.get(key));
	}

	@Override
	public void write(String key, String secret) {
		all.put(key, secret);
	}

	@Override
	public void remove(String key) {
		all.remove(key);
	}

	@Override
	public void reload() {
		// There is nobody else.
	}
}
