package org.cellssync.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.google.gson.JsonObject;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {
	private static final String VERIFIER = "a-verifier-that-is-long-enough-for-everybody-0123456789";

	private static Sandbox sandbox;
	private static Browser browser;

	@BeforeAll
	static void start() throws Exception {
		sandbox = Sandbox.start(SandboxOptions.defaults());
		browser = new Browser(sandbox);
	}

	@AfterAll
	static void stop() throws Exception {
		sandbox.close();
	}

	@Test
	void handsOutTokensForACodeThatIsProven() throws Exception {
		Map<String, String> asked = Browser.authorization();
		asked.put("code_challenge", challenge(VERIFIER));
		asked.put("code_challenge_method", "S256");
		JsonObject tokens = Browser
				.json(browser.exchange(browser.code(asked), Map.of("code_verifier", VERIFIER)));

		assertEquals(Set.of("access_token", "expires_in", "id_token", "refresh_token", "scope", "token_type"),
				tokens.keySet());
		assertTrue(tokens.get("access_token").getAsString().matches("[A-Za-z0-9_.-]{87}"));
		assertEquals(600, tokens.get("expires_in").getAsInt());
		assertEquals(Browser.SCOPE, tokens.get("scope").getAsString());
		assertEquals(200, browser.statusWith(tokens.get("access_token").getAsString()));
	}

	@Test
	void takesAPlainChallengeToo() {
		Map<String, String> asked = Browser.authorization();
		asked.put("code_challenge", VERIFIER);
		asked.put("code_challenge_method", "plain");

		assertEquals(200,
				browser.exchange(browser.code(asked), Map.of("code_verifier", VERIFIER)).statusCode());
	}

	@Test
	void refusesACodeThatIsNotProven() throws Exception {
		Map<String, String> asked = Browser.authorization();
		asked.put("code_challenge", challenge(VERIFIER));
		asked.put("code_challenge_method", "S256");

		assertRefused(400, "invalid_grant",
				browser.exchange(browser.code(asked), Map.of("code_verifier", "wrong")));
	}

	@Test
	void refusesACodeForAnotherRedirect() {
		Map<String, String> other = Map.of("redirect_uri", "http://localhost:3637/servers/callback");

		assertRefused(400, "invalid_grant", browser.exchange(browser.code(Browser.authorization()), other));
	}

	@Test
	void endsTheSignInWhenItsCodeComesTwice() {
		String code = browser.code(Browser.authorization());
		JsonObject tokens = Browser.json(browser.exchange(code, Map.of()));

		assertRefused(400, "invalid_grant", browser.exchange(code, Map.of()));
		assertEquals(401, browser.statusWith(tokens.get("access_token").getAsString()));
	}

	@Test
	void signsAnIdTokenThatTheKeySetProves() throws Exception {
		Map<String, String> asked = Browser.authorization();
		asked.put("nonce", "only-once");
		JsonObject tokens = Browser.json(browser.exchange(browser.code(asked), Map.of()));
		SignedJWT token = SignedJWT.parse(tokens.get("id_token").getAsString());
		RSAKey key = (RSAKey) JWKSet.parse(browser.get("/oidc/.well-known/jwks.json").body())
				.getKeyByKeyId(token.getHeader().getKeyID());

		assertTrue(token.verify(new RSASSAVerifier(key)));
		Map<String, Object> claims = token.getJWTClaimsSet().toJSONObject();
		assertEquals(
				Set.of("iss", "sub", "aud", "name", "email", "authSource", "auth_time", "jti", "rat", "sid",
						"at_hash", "iat", "exp", "nonce"),
				claims.keySet());
		assertEquals(sandbox.url() + "/oidc/", claims.get("iss"));
		assertEquals(sandbox.users().getFirst().name(), claims.get("name"));
		assertEquals("only-once", claims.get("nonce"));
		assertEquals(List.of("cells-sync"), token.getJWTClaimsSet().getAudience());
	}

	@Test
	void givesNoRefreshTokenWithoutItsScope() {
		Map<String, String> asked = Browser.authorization();
		asked.put("scope", "openid");
		JsonObject tokens = Browser.json(browser.exchange(browser.code(asked), Map.of()));

		assertFalse(tokens.has("refresh_token"));
	}

	@Test
	void refreshReplacesAllTokensAndRevokesTheOldAccessTokenAtOnce() {
		JsonObject first = browser.signIn();
		JsonObject second = Browser.json(browser.refresh(first.get("refresh_token").getAsString()));

		for (String name : Set.of("access_token", "refresh_token", "id_token")) {
			assertNotEquals(first.get(name), second.get(name), name);
		}
		assertEquals(401, browser.statusWith(first.get("access_token").getAsString()));
		assertEquals(200, browser.statusWith(second.get("access_token").getAsString()));
	}

	@Test
	void secondUseOfARefreshTokenEndsTheSignIn() {
		JsonObject first = browser.signIn();
		JsonObject second = Browser.json(browser.refresh(first.get("refresh_token").getAsString()));

		assertRefused(401, "token_inactive", browser.refresh(first.get("refresh_token").getAsString()));
		assertRefused(401, "token_inactive", browser.refresh(second.get("refresh_token").getAsString()));
		assertEquals(401, browser.statusWith(second.get("access_token").getAsString()));
	}

	@Test
	void refusesToRefreshNonsenseAndPersonalTokens() {
		assertRefused(400, "invalid_grant", browser.refresh("not-a-token.at-all"));
		assertRefused(400, "invalid_grant", browser.refresh(sandbox.users().getFirst().token()));
	}

	@Test
	void tellsTheUserBehindATokenButNotBehindAPersonalOne() {
		String access = browser.signIn().get("access_token").getAsString();
		JsonObject user = Browser.json(browser.get("/oidc/userinfo", "Authorization", "Bearer " + access));

		assertEquals(Set.of("email", "name", "sub"), user.keySet());
		assertEquals(401, browser.get("/oidc/userinfo", "Authorization", "Bearer "
				+ sandbox.users().getFirst().token()).statusCode());
	}

	@Test
	void tellsTheNameBehindAPersonalToken() {
		SandboxUser second = sandbox.users().get(1);
		String state = browser.get("/a/frontend/state", "Authorization", "Bearer " + second.token()).body();

		assertTrue(state.contains("<user id=\"" + second.name() + "\""), state);
		assertTrue(state.contains("repositorySlug=\"common-files\""), state);
	}

	@Test
	void revokingATokenEndsItsSignIn() {
		JsonObject tokens = browser.signIn();
		String refresh = tokens.get("refresh_token").getAsString();

		assertEquals(200,
				browser.form("/oidc/oauth2/revoke", Map.of("client_id", "cells-sync", "token", refresh))
						.statusCode());
		assertRefused(401, "token_inactive", browser.refresh(refresh));
		assertEquals(401, browser.statusWith(tokens.get("access_token").getAsString()));
	}

	@Test
	void showsAPageThatPostsItsChallengeOnce() {
		HttpResponse<String> redirect = browser.authorize(Browser.authorization());
		HttpResponse<String> page = browser.get(Browser.location(redirect));
		String challenge = Browser.parameters(Browser.location(redirect)).get("login_challenge");
		SandboxUser user = sandbox.users().getFirst();

		assertEquals(302, redirect.statusCode());
		assertTrue(page.body().contains("data-challenge=\"" + challenge + "\""), page.body());
		assertTrue(page.body().contains("action=\"/a/frontend/session\""), page.body());
		assertEquals(401, browser.login(user.name(), "wrong", challenge).statusCode());
		assertEquals(200, browser.login(user.name(), user.password(), challenge).statusCode());
		assertEquals(401, browser.login(user.name(), user.password(), challenge).statusCode());
		assertEquals(400, browser.get(Browser.location(redirect)).statusCode());
	}

	@ParameterizedTest
	@ValueSource(ints = { 3000, 3636, 3650, 3666 })
	void takesTheRegisteredPorts(int port) {
		Map<String, String> asked = Browser.authorization();
		asked.put("redirect_uri", "http://localhost:" + port + "/servers/callback");

		assertTrue(Browser.location(browser.authorize(asked)).contains("/oauth2/login?login_challenge="));
	}

	static Stream<Arguments> refusals() {
		return Stream.of(
				arguments("port below the range", "redirect_uri", "http://localhost:3635/servers/callback",
						false),
				arguments("port above the range", "redirect_uri", "http://localhost:3667/servers/callback",
						false),
				arguments("address instead of name", "redirect_uri", "http://127.0.0.1:3636/servers/callback",
						false),
				arguments("another path", "redirect_uri", "http://localhost:3636/callback", false),
				arguments("https", "redirect_uri", "https://localhost:3636/servers/callback", false),
				arguments("no URL", "redirect_uri", "::nonsense::", false),
				arguments("unknown client", "client_id", "nobody", false),
				arguments("short state", "state", "1234567", true),
				arguments("foreign scope", "scope", "openid offline_access", true),
				arguments("no code", "response_type", "token", true),
				arguments("unknown challenge method", "code_challenge_method", "S512", true));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("refusals")
	void refusesTo(String name, String parameter, String value, boolean clientHears) {
		Map<String, String> asked = Browser.authorization();
		asked.put(parameter, value);
		HttpResponse<String> answer = browser.authorize(asked);
		String location = Browser.location(answer);

		assertEquals(clientHears ? 303 : 302, answer.statusCode());
		assertTrue(location.startsWith(clientHears ? Browser.CALLBACK + "?error="
				: sandbox.url()
						+ "/oauth2/fallbacks/error?error="),
				location);
		if (!clientHears) {
			assertTrue(browser.get(location).body().contains(Browser.parameters(location).get("error")));
		}
	}

	@Test
	void answersPreflightsOfAnyOrigin() {
		HttpResponse<String> answer = browser.send(browser.request("/oidc/oauth2/token", "Origin",
				"http://localhost:3636", "Access-Control-Request-Method", "POST").method("OPTIONS",
						HttpRequest.BodyPublishers.noBody()));

		assertEquals(204, answer.statusCode());
		assertEquals("*", answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
	}

	private static void assertRefused(int status, String error, HttpResponse<String> answer) {
		assertEquals(status + " " + error,
				answer.statusCode() + " " + Browser.json(answer).get("error").getAsString());
	}

	private static String challenge(String verifier) throws Exception {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(
				MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
	}
}
