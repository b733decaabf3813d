package org.cellssync.sandbox.internal.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a sign-in or a refresh hands out.
 *
 * @param signIn id of the sign-in, the same over all its refreshes
 * @param user who signed in
 * @param access the access token
 * @param life how long it is accepted
 * @param refresh the refresh token, where one was asked for
 * @param scope what was granted, separated by blanks
 * @param nonce what the client sent along with its first request
 * @param since when the user signed in
 */
record Issued(String signIn, User user, String access, Duration life, Optional<String> refresh, String scope,
		Optional<String> nonce, Instant since) {
}
