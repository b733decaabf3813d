package org.cellssync.protocol.tests;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.cellssync.api.util.SecretStore;

/** Secrets in memory. */
final class SharedSecrets implements SecretStore {

	private final Map<String, String> secrets = new ConcurrentHashMap<>();

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
