package org.cellssync.sandbox.internal.auth;

/** A refusal of the OpenID provider, with the status and the words of a real one. */
final class OAuthException extends Exception {
	private static final long serialVersionUID = 1L;

	private final int status;
	private final String error;

	OAuthException(int status, String error, String description) {
		super(description);
		this.status = status;
		this.error = error;
	}

	static OAuthException invalidGrant() {
		return new OAuthException(400, "invalid_grant",
				"The provided authorization grant (e.g., authorization code, resource owner credentials) "
						+ "or refresh token is invalid, expired, revoked, does not match the redirection URI "
						+ "used in the authorization request, or was issued to another client.");
	}

	static OAuthException inactive() {
		return new OAuthException(401, "token_inactive",
				"Token is inactive because it is malformed, expired or otherwise invalid. "
						+ "Token validation failed.");
	}

	static OAuthException invalidRequest(String detail) {
		return new OAuthException(400, "invalid_request",
				"The request is missing a required parameter, includes an invalid parameter value, "
						+ "includes a parameter more than once, or is otherwise malformed. " + detail);
	}

	static OAuthException invalidClient(String detail) {
		return new OAuthException(401, "invalid_client",
				"Client authentication failed (e.g., unknown client, no client authentication included, "
						+ "or unsupported authentication method). " + detail);
	}

	static OAuthException unauthorized() {
		return new OAuthException(401, "request_unauthorized",
				"The request could not be authorized. "
						+ "Check that you provided valid credentials in the right format.");
	}

	int status() {
		return status;
	}

	String error() {
		return error;
	}
}
