package org.cellssync.api.util;

import java.io.IOException;
import java.util.Optional;

/** Keeps secrets encrypted at rest. Thread-safe; calls block on disk or on the system's keychain and never prompt. */
public interface SecretStore {

	/** What guards the secrets. */
	enum Guard {
		/** The system's keychain. */
		KEYCHAIN,
		/** A random master password in a file only its owner can read. */
		FILE
	}

	/** Returns what guards the secrets. */
	Guard guard();

	/** Returns the secret kept under {@code key}. */
	Optional<String> read(String key) throws IOException;

	/** Keeps a secret; it is on disk when this returns. */
	void write(String key, String secret) throws IOException;

	/** Forgets a secret; no error where there is none. */
	void remove(String key) throws IOException;

	/** Reads again what another process may have written. */
	void reload() throws IOException;
}
