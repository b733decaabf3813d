package org.cellssync.sandbox.internal.auth;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.cellssync.sandbox.internal.web.Replies;

/**
 * The code flow for the one client that is registered: who asks, who signs in, and what a code is worth. Safe
 * for use by many threads.
 */
public final class OpenId {
	/** The public client that synchronises. */
	static final String CLIENT = "cells-sync";

	private static final Duration PATIENCE = Duration.ofMinutes(30);
	private static final Set<String> SCOPES = Set.of("openid", "email", "profile", "pydio", "offline");

	private final Accounts accounts;
	private final Tokens tokens;
	private final InstantSource clock;
	private final Map<String, Pending> challenges = new ConcurrentHashMap<>();
	private final Map<String, Code> codes = new ConcurrentHashMap<>();

	/** A person on the way through the sign-in page. */
	private record Pending(String redirect, String separator, String state, String scope,
			Optional<String> nonce,
			Optional<String> codeChallenge, boolean hashed, long end) {
	}

	/** What a code stands for; a code that was used keeps the sign-in it began, to end it at a second use. */
	private record Code(Pending pending, User user, Optional<String> signIn) {
	}

	/** Where a browser that asked for a sign-in is sent. */
	sealed interface Way {
		/** To the sign-in page of this server. */
		record ToLogin(String challenge) implements Way {
		}

		/** To the error page of this server; the client hears nothing. */
		record ToErrorPage(String query) implements Way {
		}

		/** Back to the client with an error. */
		record ToClient(String location) implements Way {
		}
	}

	/** Creates a provider for these users. */
	public OpenId(Accounts accounts, Tokens tokens, InstantSource clock) {
		this.accounts = accounts;
		this.tokens = tokens;
		this.clock = clock;
	}

	/** Takes an authorization request and says how it goes on. */
	Way authorize(Map<String, String> asked) {
		if (!CLIENT.equals(asked.get("client_id"))) {
			return errorPage(OAuthException.invalidClient("The requested OAuth 2.0 Client does not exist."));
		}
		String redirect = asked.getOrDefault("redirect_uri", "");
		if (!isRegistered(redirect)) {
			return errorPage(
					OAuthException.invalidRequest("The 'redirect_uri' parameter does not match any of the "
							+ "OAuth 2.0 Client's pre-registered redirect urls."));
		}
		String separator = "fragment".equals(asked.get("response_mode")) ? "#" : "?";
		String state = asked.getOrDefault("state", "");
		String scope = asked.getOrDefault("scope", "").strip();
		Optional<OAuthException> refusal = refusal(asked, state, scope);
		if (refusal.isPresent()) {
			return new Way.ToClient(redirect + separator + query(refusal.get(), state));
		}
		long now = clock.millis();
		challenges.values().removeIf(old -> old.end <= now);
		codes.values().removeIf(old -> old.pending.end <= now);
		String challenge = Secrets.part();
		challenges.put(challenge, new Pending(redirect, separator, state, scope,
				Optional.ofNullable(asked.get("nonce")), Optional.ofNullable(asked.get("code_challenge")),
				"S256".equals(asked.get("code_challenge_method")), now + PATIENCE.toMillis()));
		return new Way.ToLogin(challenge);
	}

	/** Returns whether a person may still answer to this challenge. */
	boolean awaits(String challenge) {
		Pending pending = challenges.get(challenge);
		return pending != null && pending.end > clock.millis();
	}

	/** Returns the user with this password, whatever the challenge. */
	Optional<User> check(String login, String password) {
		return accounts.signedIn(login, password);
	}

	/** Ends the challenge with a code, and returns the address that brings it to the client. */
	Optional<String> accept(String challenge, User user) {
		Pending pending = challenges.remove(challenge);
		if (pending == null || pending.end <= clock.millis()) {
			return Optional.empty();
		}
		String code = Secrets.token();
		codes.put(code, new Code(pending, user, Optional.empty()));
		Map<String, String> answer = new LinkedHashMap<>();
		answer.put("code", code);
		answer.put("state", pending.state);
		return Optional.of(pending.redirect + pending.separator + Replies.query(answer));
	}

	/** Exchanges a code. One that comes twice ends the sign-in it began. */
	synchronized Issued exchange(Map<String, String> sent) throws OAuthException, IOException {
		String text = sent.getOrDefault("code", "");
		Code code = codes.get(text);
		if (code == null || code.pending.end <= clock.millis()) {
			throw OAuthException.invalidGrant();
		}
		if (code.signIn.isPresent()) {
			tokens.revokeSignIn(code.signIn.get());
			throw OAuthException.invalidGrant();
		}
		if (!code.pending.redirect.equals(sent.get("redirect_uri")) || !isProven(code.pending, sent)) {
			throw OAuthException.invalidGrant();
		}
		boolean refreshable = List.of(code.pending.scope.split(" ")).contains("offline");
		Issued issued = tokens.begin(code.user, code.pending.scope, code.pending.nonce, refreshable);
		codes.put(text, new Code(code.pending, code.user, Optional.of(issued.signIn())));
		return issued;
	}

	/** Returns the parameters of an error in the order in which they are sent. */
	static String query(OAuthException refusal, String state) {
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("error", refusal.error());
		parameters.put("error_description", refusal.getMessage());
		if (!state.isEmpty()) {
			parameters.put("state", state);
		}
		return Replies.query(parameters);
	}

	private static Way errorPage(OAuthException refusal) {
		return new Way.ToErrorPage(query(refusal, ""));
	}

	private static Optional<OAuthException> refusal(Map<String, String> asked, String state, String scope) {
		for (String one : scope.isEmpty() ? new String[0] : scope.split(" +")) {
			if (!SCOPES.contains(one)) {
				return Optional.of(new OAuthException(400, "invalid_scope",
						"The requested scope is invalid, unknown, "
								+ "or malformed. The OAuth 2.0 Client is not allowed to request scope '" + one
								+ "'."));
			}
		}
		if (state.length() < 8) {
			return Optional.of(new OAuthException(400, "invalid_state",
					"The state is missing or does not have enough characters and is therefore considered too "
							+ "weak. Request parameter 'state' must be at least be 8 characters long to "
							+ "ensure sufficient entropy."));
		}
		if (!"code".equals(asked.get("response_type"))) {
			return Optional.of(new OAuthException(400, "unsupported_response_type",
					"The authorization server does not support obtaining a token using this method."));
		}
		String method = asked.getOrDefault("code_challenge_method", "plain");
		if (!method.equals("plain") && !method.equals("S256")) {
			return Optional.of(OAuthException
					.invalidRequest("The code_challenge_method is not supported, use S256 instead."));
		}
		return Optional.empty();
	}

	private static boolean isProven(Pending pending, Map<String, String> sent) {
		if (pending.codeChallenge.isEmpty()) {
			return true;
		}
		String verifier = sent.getOrDefault("code_verifier", "");
		String shown = pending.hashed
				? Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.sha256(verifier))
				: verifier;
		return Secrets.same(pending.codeChallenge.get(), shown);
	}

	private static boolean isRegistered(String redirect) {
		try {
			URI uri = new URI(redirect);
			int port = uri.getPort();
			return redirect.equals("http://localhost:" + port + "/servers/callback")
					&& (port == 3000 || port >= 3636 && port <= 3666);
		} catch (URISyntaxException nonsense) {
			return false;
		}
	}
}
