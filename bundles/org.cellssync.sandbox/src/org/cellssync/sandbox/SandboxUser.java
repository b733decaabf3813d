package org.cellssync.sandbox;

import java.util.Objects;

/**
 * Somebody who can sign in to a sandbox.
 *
 * @param name the user name
 * @param password for the sign-in page
 * @param token a personal access token, which does not expire
 */
public record SandboxUser(String name, String password, String token) {
	/** Rejects absent parts. */
	public SandboxUser {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(password, "password");
		Objects.requireNonNull(token, "token");
	}

	/** Names the user, without password and token. */
	@Override
	public String toString() {
		return "SandboxUser[" + name + "]";
	}
}
