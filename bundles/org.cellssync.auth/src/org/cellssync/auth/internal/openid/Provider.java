package org.cellssync.auth.internal.openid;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.cellssync.api.account.Route;
import org.cellssync.api.account.Servers;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.auth.internal.store.Tokens;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.BadJWTExceptions;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;

/** The OpenID provider of one server. Thread-safe; every call blocks on net. */
public final class Provider {

	private static final ClientID CLIENT = new ClientID("cells-sync");
	private static final Scope SCOPE = new Scope("openid", "email", "profile", "pydio", "offline");
	private static final Duration LIMIT = Duration.ofSeconds(30);
	/** How long a server is waited for that is only told farewell. */
	private static final Duration REVOCATION_LIMIT = Duration.ofSeconds(5);
	/** How far the server's clock and ours may be apart. */
	private static final Duration SKEW = Duration.ofMinutes(5);
	/** Where a server does not say how long its tokens live. */
	private static final Duration USUAL_LIFE = Duration.ofMinutes(10);
	/** Error names by which a server says that a refresh token is of no use any more. */
	private static final Set<String> OVER = Set.of("invalid_grant", "token_inactive", "invalid_token");

	private final Servers servers;
	private final String server;
	private final Route route;
	private final InstantSource clock;
	private final OIDCProviderMetadata metadata;

	private Provider(Servers servers, String server, Route route, InstantSource clock,
			OIDCProviderMetadata metadata) {
		this.servers = servers;
		this.server = server;
		this.route = route;
		this.clock = clock;
		this.metadata = metadata;
	}

	/** What a person signs in with and the answer has to match. */
	public record Question(URI page, URI redirect, State state, Nonce nonce, CodeVerifier verifier) {

		/** Shows no secret. */
		@Override
		public String toString() {
			return "Question[" + redirect + ']';
		}
	}

	/** Who signed in, and the tokens. */
	public record SignedIn(String user, Tokens tokens) {
	}

	/**
	 * Asks a server for its provider.
	 *
	 * @param server address in the form accounts keep
	 * @throws EndpointException {@code SERVER_NOT_CELLS} where the provider is another server's, or why there
	 *         is no answer
	 */
	public static Provider of(Servers servers, String server, Route route, InstantSource clock,
			Cancellation cancel) throws EndpointException {
		return of(servers, server, route, clock, LIMIT, cancel);
	}

	/** As {@link #of}, and waits for no longer than {@link #revoke} does. */
	public static Provider forRevoking(Servers servers, String server, Route route, InstantSource clock,
			Cancellation cancel) throws EndpointException {
		return of(servers, server, route, clock, REVOCATION_LIMIT, cancel);
	}

	private static Provider of(Servers servers, String server, Route route, InstantSource clock,
			Duration limit, Cancellation cancel) throws EndpointException {
		HttpResponse<String> answer = servers
				.send(HttpRequest.newBuilder(URI.create(server + "/oidc/.well-known/openid-configuration"))
						.timeout(limit).build(), route, cancel);
		if (answer.statusCode() != 200) {
			throw failure(answer.statusCode() >= 500 ? Code.SERVER_ERROR : Code.SERVER_NOT_CELLS, server,
					"HTTP " + answer.statusCode(), null);
		}
		try {
			OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(answer.body());
			check(server, metadata);
			return new Provider(servers, server, route, clock, metadata);
		} catch (ParseException foreign) {
			throw failure(Code.SERVER_NOT_CELLS, server, foreign.getMessage(), foreign);
		}
	}

	/** Returns whether the way to it is still this one. */
	public boolean isReachedBy(Route other) {
		return route.equals(other);
	}

	/** A provider that is not this server's could be given its codes and tokens. */
	private static void check(String server, OIDCProviderMetadata metadata) throws EndpointException {
		String issuer = metadata.getIssuer().getValue();
		if (!issuer.equals(server + "/oidc/") && !issuer.equals(server + "/oidc")) {
			throw failure(Code.SERVER_NOT_CELLS, server, issuer, null);
		}
		if (metadata.getAuthorizationEndpointURI() == null || metadata.getTokenEndpointURI() == null
				|| metadata.getJWKSetURI() == null) {
			throw failure(Code.SERVER_NOT_CELLS, server, "openid-configuration", null);
		}
		for (URI endpoint : List.of(metadata.getAuthorizationEndpointURI(), metadata.getTokenEndpointURI(),
				metadata.getJWKSetURI())) {
			if (server.startsWith("https:") && !"https".equals(endpoint.getScheme())) {
				throw failure(Code.SERVER_NOT_CELLS, server, endpoint.toString(), null);
			}
		}
	}

	/** Returns a new question whose answer comes to {@code redirect}. */
	public Question question(URI redirect) {
		State state = new State(32);
		Nonce nonce = new Nonce(32);
		CodeVerifier verifier = new CodeVerifier();
		URI page = new AuthenticationRequest.Builder(ResponseType.CODE, SCOPE, CLIENT, redirect)
				.endpointURI(metadata.getAuthorizationEndpointURI()).state(state).nonce(nonce)
				.codeChallenge(verifier, CodeChallengeMethod.S256).build().toURI();
		return new Question(page, redirect, state, nonce, verifier);
	}

	/**
	 * Exchanges the code a person's sign-in brought.
	 *
	 * @throws EndpointException {@code SIGN_IN_REFUSED} where the server refuses the code or its ID token is
	 *         not right, {@code SIGN_IN_CLOCK} where that is not of this time
	 */
	public SignedIn exchange(Question question, String code, Cancellation cancel) throws EndpointException {
		AuthorizationGrant grant = new AuthorizationCodeGrant(new AuthorizationCode(code),
				question.redirect(), question.verifier());
		Instant asked = clock.instant();
		HttpResponse<String> reply = send(
				new TokenRequest.Builder(metadata.getTokenEndpointURI(), CLIENT, grant).build(), cancel);
		if (reply.statusCode() >= 500) {
			throw failure(Code.SERVER_ERROR, server, "HTTP " + reply.statusCode(), null);
		}
		try {
			TokenResponse answer = parse(reply);
			if (answer instanceof OIDCTokenResponse granted) {
				String user = verify(granted.getOIDCTokens().getIDToken(), question.nonce(), cancel);
				return new SignedIn(user, tokens(granted, Optional.empty(), asked));
			}
			throw failure(Code.SIGN_IN_REFUSED, server, words(answer), null);
		} catch (ParseException foreign) {
			throw withoutWords(reply);
		}
	}

	private String verify(JWT identity, Nonce nonce, Cancellation cancel) throws EndpointException {
		if (identity == null) {
			throw failure(Code.SIGN_IN_REFUSED, server, "no ID token", null);
		}
		try {
			if (!(identity.getHeader().getAlgorithm() instanceof JWSAlgorithm algorithm)
					|| !JWSAlgorithm.Family.SIGNATURE.contains(algorithm)
					|| !metadata.getIDTokenJWSAlgs().contains(algorithm)) {
				throw failure(Code.SIGN_IN_REFUSED, server,
						"ID token: " + identity.getHeader().getAlgorithm(), null);
			}
			IDTokenValidator validator = new IDTokenValidator(issuer(), CLIENT, algorithm, keys(cancel));
			validator.setMaxClockSkew(Math.toIntExact(SKEW.toSeconds()));
			IDTokenClaimsSet claims = validator.validate(identity, nonce);
			String name = claims.getStringClaim("name");
			if (name == null || name.isBlank()) {
				throw failure(Code.SIGN_IN_REFUSED, server, "ID token: name", null);
			}
			return name;
		} catch (BadJOSEException | JOSEException wrong) {
			if (wrong == BadJWTExceptions.EXPIRED_EXCEPTION || wrong == BadJWTExceptions.IAT_CLAIM_AHEAD_EXCEPTION) {
				throw notOfThisTime(identity, wrong);
			}
			throw failure(Code.SIGN_IN_REFUSED, server, "ID token: " + wrong.getMessage(), wrong);
		}
	}

	/** What was signed a moment ago is over, or is of a time to come: one of the two clocks is wrong. */
	private EndpointException notOfThisTime(JWT identity, Exception wrong) {
		try {
			Instant there = identity.getJWTClaimsSet().getIssueTime().toInstant();
			Instant here = clock.instant().truncatedTo(ChronoUnit.SECONDS);
			return new EndpointException(Diagnostic.of(Code.SIGN_IN_CLOCK, server, there + " – " + here), wrong);
		} catch (java.text.ParseException impossible) {
			throw new IllegalStateException("its times were compared", impossible);
		}
	}

	private Issuer issuer() {
		return metadata.getIssuer();
	}

	private JWKSet keys(Cancellation cancel) throws EndpointException {
		HttpResponse<String> answer = servers
				.send(HttpRequest.newBuilder(metadata.getJWKSetURI()).timeout(LIMIT).build(), route, cancel);
		try {
			return JWKSet.parse(answer.body());
		} catch (java.text.ParseException foreign) {
			throw failure(Code.SERVER_ERROR, server, "jwks.json: HTTP " + answer.statusCode(), foreign);
		}
	}

	/**
	 * Asks for new tokens once. A refresh token is good for one use, so what became of this one is told
	 * exactly.
	 *
	 * @throws EndpointException where the server refuses for a reason that has nothing to do with the token
	 */
	public Renewal renew(Tokens tokens, Cancellation cancel) throws EndpointException {
		String token = tokens.refresh()
				.orElseThrow(() -> new IllegalArgumentException("These tokens cannot be renewed"));
		TokenRequest request = new TokenRequest.Builder(metadata.getTokenEndpointURI(), CLIENT,
				new RefreshTokenGrant(new RefreshToken(token))).scope(SCOPE).build();
		Instant asked = clock.instant();
		HttpResponse<String> answer;
		try {
			answer = send(request, cancel);
		} catch (EndpointException noAnswer) {
			return new Renewal.Lost(noAnswer);
		}
		if (answer.statusCode() >= 500) {
			return new Renewal.Lost(failure(Code.SERVER_ERROR, server, "HTTP " + answer.statusCode(), null));
		}
		try {
			TokenResponse message = parse(answer);
			if (message instanceof OIDCTokenResponse granted) {
				return new Renewal.Renewed(tokens(granted, tokens.refresh(), asked));
			}
			return refused(answer.statusCode(), message);
		} catch (ParseException foreign) {
			// A page of a proxy, perhaps, in place of an answer that is lost.
			return new Renewal.Lost(withoutWords(answer));
		}
	}

	/** What came is not repeated, nor is what a parser says of it: there may be tokens in it. */
	private EndpointException withoutWords(HttpResponse<String> answer) {
		return failure(Code.SERVER_ERROR, server, "HTTP " + answer.statusCode() + ": token?", null);
	}

	private Renewal refused(int status, TokenResponse message) throws EndpointException {
		ErrorObject error = ((TokenErrorResponse) message).getErrorObject();
		if (error.getCode() != null && OVER.contains(error.getCode())) {
			return new Renewal.Over(error.getCode());
		}
		throw failure(Code.SERVER_ERROR, server, "HTTP " + status + ": " + words(message), null);
	}

	/**
	 * Returns whether an access token is still accepted.
	 *
	 * @throws EndpointException where the server does not say
	 */
	public boolean accepts(String access, Cancellation cancel) throws EndpointException {
		URI endpoint = metadata.getUserInfoEndpointURI() == null ? URI.create(server + "/oidc/userinfo")
				: metadata.getUserInfoEndpointURI();
		HttpResponse<String> answer = servers.send(HttpRequest.newBuilder(endpoint).timeout(LIMIT)
				.header("Authorization", "Bearer " + access).build(), route, cancel);
		return switch (answer.statusCode()) {
			case 200 -> true;
			case 401 -> false;
			default -> throw failure(Code.SERVER_ERROR, server, "HTTP " + answer.statusCode(), null);
		};
	}

	/** Returns whether the server tells a way to end sign-ins. */
	public boolean canRevoke() {
		return metadata.getRevocationEndpointURI() != null;
	}

	/**
	 * Ends the sign-in that these tokens are of (RFC 7009). Waits for five seconds at most.
	 *
	 * @throws EndpointException where the server does not answer or refuses; whether it acted is not known where no
	 *         answer came
	 */
	public void revoke(Tokens tokens, Cancellation cancel) throws EndpointException {
		String token = tokens.refresh()
				.orElseThrow(() -> new IllegalArgumentException("These tokens are of no sign-in"));
		URI endpoint = metadata.getRevocationEndpointURI();
		if (server.startsWith("https:") && !"https".equals(endpoint.getScheme())) {
			throw failure(Code.SERVER_NOT_CELLS, server, endpoint.toString(), null);
		}
		HTTPRequest request = new TokenRevocationRequest(endpoint, CLIENT, new RefreshToken(token))
				.toHTTPRequest();
		HttpResponse<String> answer = servers.send(SdkMessages.request(request, REVOCATION_LIMIT), route, cancel);
		if (answer.statusCode() != 200) {
			throw failure(Code.SERVER_ERROR, server, "HTTP " + answer.statusCode() + refusal(answer), null);
		}
	}

	/** Returns the name of an error, which is all that is repeated of an answer. */
	private static String refusal(HttpResponse<String> answer) {
		try {
			String code = TokenErrorResponse.parse(SdkMessages.response(answer)).getErrorObject().getCode();
			return code == null ? "" : ": " + code;
		} catch (ParseException foreign) {
			// A page of a proxy, perhaps; its status says enough.
			return "";
		}
	}

	private HttpResponse<String> send(TokenRequest request, Cancellation cancel) throws EndpointException {
		return servers.send(SdkMessages.request(request.toHTTPRequest(), LIMIT), route, cancel);
	}

	private static TokenResponse parse(HttpResponse<String> answer) throws ParseException {
		HTTPResponse message = SdkMessages.response(answer);
		withoutNegativeLife(answer.body()).ifPresent(message::setBody);
		return OIDCTokenResponseParser.parse(message);
	}

	/**
	 * A server that takes its tokens for over already gives them less than no time to live, which the parser refuses. The
	 * tokens are not to be lost for that: what they are good for is seen when they are checked or used.
	 */
	private static Optional<String> withoutNegativeLife(String body) {
		try {
			if (JsonParser.parseString(body) instanceof JsonObject answer
					&& answer.get("expires_in") instanceof JsonPrimitive life && life.isNumber() && life.getAsDouble() < 0) {
				answer.remove("expires_in");
				return Optional.of(answer.toString());
			}
			return Optional.empty();
		} catch (JsonParseException foreign) {
			// Whoever parses the answer says so.
			return Optional.empty();
		}
	}

	private static Tokens tokens(OIDCTokenResponse granted, Optional<String> formerRefresh, Instant asked) {
		AccessToken access = granted.getOIDCTokens().getAccessToken();
		Duration life = access.getLifetime() > 0 ? Duration.ofSeconds(access.getLifetime()) : USUAL_LIFE;
		Optional<String> refresh = Optional.ofNullable(granted.getOIDCTokens().getRefreshToken())
				.map(RefreshToken::getValue).or(() -> formerRefresh);
		return new Tokens(access.getValue(), refresh,
				Optional.ofNullable(granted.getOIDCTokens().getIDTokenString()), asked, asked.plus(life));
	}

	private static String words(TokenResponse refusal) {
		ErrorObject error = ((TokenErrorResponse) refusal).getErrorObject();
		return error.getDescription() == null ? String.valueOf(error.getCode()) : error.getDescription();
	}

	private static EndpointException failure(Code code, String server, String seen, Exception cause) {
		return new EndpointException(Diagnostic.of(code, server, seen), cause);
	}
}
