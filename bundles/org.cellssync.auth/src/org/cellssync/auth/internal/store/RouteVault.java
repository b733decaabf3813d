package org.cellssync.auth.internal.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.ClientCertificate;
import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.Secret;
import org.cellssync.api.util.SecretStore;

/** The secrets of accounts' ways among the secrets: the password of a proxy, the passphrase of a certificate. */
public final class RouteVault {

	private static final String PROXY = "proxy";

	private final SecretStore secrets;
	private final Path lockFile;

	/**
	 * @param secrets where they are kept
	 * @param folder the folder of settings, for a lock between processes
	 */
	public RouteVault(SecretStore secrets, Path folder) {
		this.secrets = secrets;
		this.lockFile = folder.resolve(TokenVault.LOCK);
	}

	private static String key(String id, String part) {
		return "route/" + id + '/' + part;
	}

	/** Returns the password of an account's proxy as the last process left it. */
	Optional<Secret> proxyPassword(String id) throws IOException {
		return read(id, PROXY);
	}

	/** Returns the passphrase of a copy of a certificate. */
	Optional<Secret> passphrase(String id, Path copy) throws IOException {
		return read(id, copy.getFileName().toString());
	}

	private Optional<Secret> read(String id, String part) throws IOException {
		secrets.reload();
		return secrets.read(key(id, part)).map(Secret::new);
	}

	/** Keeps the secrets of an account's way; they are on disk when this returns. */
	public void write(Account account) throws IOException {
		Optional<Secret> password = account.route().proxy() instanceof NetworkProxy.Fixed proxy ? proxy.password()
				: Optional.empty();
		try (ProcessLock lock = ProcessLock.hold(lockFile)) {
			Objects.requireNonNull(lock);
			secrets.reload();
			if (password.isPresent()) {
				secrets.write(key(account.id(), PROXY), password.get().text());
			} else {
				secrets.remove(key(account.id(), PROXY));
			}
			if (account.route().client().isPresent()) {
				// By the name of the copy, which is another for other content: the two never part.
				ClientCertificate client = account.route().client().get();
				secrets.write(key(account.id(), client.file().getFileName().toString()), client.passphrase().text());
			}
		}
	}

	/** Forgets the password of an account's proxy. */
	public void forgetProxy(String id) throws IOException {
		remove(id, PROXY);
	}

	/** Forgets the passphrase of a copy of a certificate. */
	public void forgetClient(String id, Path copy) throws IOException {
		remove(id, copy.getFileName().toString());
	}

	private void remove(String id, String part) throws IOException {
		try (ProcessLock lock = ProcessLock.hold(lockFile)) {
			Objects.requireNonNull(lock);
			secrets.reload();
			secrets.remove(key(id, part));
		}
	}
}
