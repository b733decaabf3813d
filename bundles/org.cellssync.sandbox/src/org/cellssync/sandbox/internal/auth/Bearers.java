package org.cellssync.sandbox.internal.auth;

import java.util.Optional;

/** Tells who stands behind a bearer token. Safe for use by many threads; does not block. */
@FunctionalInterface
public interface Bearers {
	/**
	 * Returns the owner of a token that is valid at this moment, or nothing for one that is unknown, expired or
	 * revoked.
	 *
	 * @param bearer the token as it was sent, without any prefix
	 */
	Optional<User> user(String bearer);
}
