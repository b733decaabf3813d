package org.cellssync.sandbox.internal.auth;

import java.util.Objects;

/**
 * A user with the two ways to prove it.
 *
 * @param user who it is
 * @param password what the sign-in page asks for
 * @param token a personal access token, which does not expire
 */
public record Account(User user, String password, String token) {
	public Account {
		Objects.requireNonNull(user, "user");
		Objects.requireNonNull(password, "password");
		Objects.requireNonNull(token, "token");
	}
}
