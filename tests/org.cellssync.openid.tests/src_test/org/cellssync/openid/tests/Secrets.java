package org.cellssync.openid.tests;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.cellssync.api.util.SecretStore;

import com.google.gson.JsonParser;

/** Secrets in memory that a test looks into; the processes of a computer share them. */
final class Secrets implements SecretStore {

	private final Map<String, String> secrets = new ConcurrentHashMap<>();

	/** Returns the refresh token of the one account that has some. */
	String refreshToken() {
		return secrets.values().stream().map(text -> JsonParser.parseString(text).getAsJsonObject())
				.filter(json -> json.has("refresh")).findFirst().orElseThrow().get("refresh").getAsString();
	}

	boolean isEmpty() {
		return secrets.isEmpty();
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
