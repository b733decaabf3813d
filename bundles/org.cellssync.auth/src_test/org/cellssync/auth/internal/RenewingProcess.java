package org.cellssync.auth.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * A process of its own that asks for a token over and over, as a program under way does, and prints what it
 * got.
 */
public final class RenewingProcess {

	private RenewingProcess() {
	}

	/**
	 * Takes the folder of settings, the account's id, and how often to ask; begins when it is given a line.
	 */
	public static void main(String[] arguments) throws Exception {
		Path settings = Path.of(arguments[0]);
		OpenIdAccounts accounts = new OpenIdAccounts(settings, new FileSecrets(settings.resolve("secrets")),
				new PlainServers(), InstantSource.system(), Duration.ofSeconds(20));
		System.in.read();
		String last = "";
		for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
			last = last.isEmpty() ? accounts.bearer(arguments[1]) : accounts.bearerAfter(arguments[1], last);
			System.out.println(last);
		}
	}
}
