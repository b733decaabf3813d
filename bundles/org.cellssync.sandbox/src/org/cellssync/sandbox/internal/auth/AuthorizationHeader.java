package org.cellssync.sandbox.internal.auth;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

/** Reads the header with which a REST call says whose it is. */
public final class AuthorizationHeader {
	private static final String PREFIX = "Bearer ";

	private AuthorizationHeader() {
	}

	/** Returns the token that a request carries, or nothing where it carries none. */
	public static Optional<String> bearer(HttpServletRequest request) {
		String header = request.getHeader("Authorization");
		return header != null && header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
				? Optional.of(header.substring(PREFIX.length()).strip())
				: Optional.empty();
	}
}
