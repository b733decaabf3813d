package org.cellssync.api.account;

import java.net.URI;
import java.time.Instant;

/** Brings the sign-in page before a person: opens the browser, or prints the address. Called from the signing-in thread. */
@FunctionalInterface
public interface SignInPrompt {

	/**
	 * Shows the page; returns at once.
	 *
	 * @param page to be opened in a browser on this computer
	 * @param expires when waiting for the person ends
	 */
	void show(URI page, Instant expires);
}
