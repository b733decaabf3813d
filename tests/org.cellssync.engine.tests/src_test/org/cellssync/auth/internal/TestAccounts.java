package org.cellssync.auth.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

import org.cellssync.api.account.Accounts;
import org.cellssync.api.account.Servers;
import org.cellssync.api.util.SecretStore;

/** Opens accounts without a framework. */
public final class TestAccounts {

	private TestAccounts() {
	}

	/** Returns the accounts kept in {@code settings}. */
	public static Accounts open(Path settings, SecretStore secrets, Servers servers) {
		return new OpenIdAccounts(settings, secrets, servers, InstantSource.system(), Duration.ofSeconds(30));
	}
}
