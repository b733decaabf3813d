package org.cellssync.sandbox.internal.auth;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * One sign-in of one user, from the code to the last refresh, in the form in which it is kept. Guarded by the
 * {@link Tokens} that own it. Times are epoch milliseconds, because this is what the file holds.
 */
final class SignIn {
	String id;
	String user;
	String scope;
	String nonce;
	long since;
	/** The access tokens that are good, with their ends; more than one only while H1 is off. */
	Map<String, Long> access = new HashMap<>();
	/** The refresh token that is good; null where none was asked for. */
	String refresh;
	Set<String> usedRefresh = new HashSet<>();
	boolean revoked;

	boolean knows(String refreshToken) {
		return refreshToken.equals(refresh) || usedRefresh.contains(refreshToken);
	}

	/** Returns whether this can still matter to anybody. */
	boolean isOver(long now) {
		return refresh == null && access.values().stream().allMatch(end -> end <= now);
	}
}
