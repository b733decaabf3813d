package org.cellssync.auth.internal.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

import org.cellssync.api.util.SecretStore;

/** The tokens of accounts among the secrets. */
public final class TokenVault {

	/** All secrets may stand in one file. */
	static final String LOCK = "secrets.lock";

	private final SecretStore secrets;
	private final Path lockFile;

	/**
	 * @param secrets where they are kept
	 * @param folder the folder of settings, for a lock between processes
	 */
	public TokenVault(SecretStore secrets, Path folder) {
		this.secrets = secrets;
		this.lockFile = folder.resolve(LOCK);
	}

	private static String key(String id) {
		return "account/" + id;
	}

	/** Returns an account's tokens as the last process left them. */
	public Optional<Tokens> read(String id) throws IOException {
		secrets.reload();
		return secrets.read(key(id)).flatMap(Tokens::parse);
	}

	/** Keeps an account's tokens; they are on disk when this returns. */
	public void write(String id, Tokens tokens) throws IOException {
		// All secrets may stand in one file: without the newest state of it another account's newest tokens
		// would be undone.
		try (ProcessLock lock = ProcessLock.hold(lockFile)) {
			Objects.requireNonNull(lock);
			secrets.reload();
			secrets.write(key(id), tokens.json());
		}
	}

	/** Forgets an account's tokens. */
	public void remove(String id) throws IOException {
		try (ProcessLock lock = ProcessLock.hold(lockFile)) {
			Objects.requireNonNull(lock);
			secrets.reload();
			secrets.remove(key(id));
		}
	}
}
