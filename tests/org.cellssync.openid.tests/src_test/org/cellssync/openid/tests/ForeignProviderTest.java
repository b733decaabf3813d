package org.cellssync.openid.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.auth.internal.OpenIdAccounts;
import org.cellssync.testkit.SecretsInMemory;
import org.cellssync.transport.internal.trust.PemServerTrust;
import org.cellssync.transport.internal.web.HttpServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import com.google.gson.JsonParser;

/**
 * Signing in at a provider that nobody of this project wrote, so that what we take for OpenID is what others take for it:
 * the whole way, from the address to the token of a call, with nothing played but the person and the browser.
 */
@Timeout(120)
class ForeignProviderTest {

	private static final Map<String, Object> ALICE = Map.of("name", "alice", "email", "alice@example.org");

	@TempDir
	Path settings;
	private final PemServerTrust trust = new PemServerTrust();
	private final HttpServers servers = new HttpServers(trust);
	private final SecretsInMemory secrets = new SecretsInMemory();
	/** How far the clock of this computer is ahead of what it says. */
	private volatile Duration ahead = Duration.ZERO;
	private final InstantSource clock = () -> Instant.now().plus(ahead);
	private final List<Account> heard = new CopyOnWriteArrayList<>();
	private ForeignProvider provider;

	@AfterEach
	void close() {
		provider.close();
		servers.close();
	}

	private OpenIdAccounts accounts() {
		OpenIdAccounts accounts = new OpenIdAccounts(settings, secrets, servers, clock, Duration.ofSeconds(100));
		accounts.observe(heard::add);
		return accounts;
	}

	private SignIn start() throws EndpointException {
		String url = provider.url();
		Route route = url.startsWith("https:") ? Route.USUAL.withPin(
				Optional.of(Fingerprint.of(trust.presented(URI.create(url), Route.USUAL).getFirst()))) : Route.USUAL;
		return new SignIn(url, route, Optional.empty());
	}

	private Account signIn(OpenIdAccounts accounts, Map<String, ?> claims) throws EndpointException {
		return signIn(accounts, claims, back -> back);
	}

	/** @param onTheWay what becomes of the address to which the browser is sent back */
	private Account signIn(OpenIdAccounts accounts, Map<String, ?> claims, UnaryOperator<URI> onTheWay)
			throws EndpointException {
		return accounts.signIn(start(), (page, expires) -> Thread.ofPlatform().daemon().start(() -> {
			try {
				provider.visit(onTheWay.apply(provider.signInAt(page, claims)));
			} catch (IOException failure) {
				throw new UncheckedIOException(failure);
			}
		}), new Cancellation());
	}

	private static Map<String, Object> but(String claim, Object value) {
		Map<String, Object> claims = new HashMap<>(ALICE);
		claims.put(claim, value);
		return claims;
	}

	private interface Step {
		void run() throws EndpointException;
	}

	private static Diagnostic failure(Step step) {
		try {
			step.run();
		} catch (EndpointException failure) {
			assertFalse(failure.diagnostic().message().isBlank());
			return failure.diagnostic();
		}
		throw new AssertionError("nothing failed");
	}

	@ParameterizedTest(name = "TLS {0}, {1}")
	@CsvSource({ "false, RS256", "true, RS256", "false, ES256" })
	void aPersonSignsInAndCallsAreMadeInTheirName(boolean tls, String algorithm) throws Exception {
		provider = ForeignProvider.start(tls, algorithm);
		OpenIdAccounts accounts = accounts();
		Account account = signIn(accounts, ALICE);
		assertEquals(provider.url().replace("://", "://alice@"), account.id());
		assertEquals("alice", account.user());
		assertEquals("Theirs", account.label());
		assertTrue(account.signedIn());
		assertEquals(List.of(account), accounts.list());
		assertEquals(List.of(account), heard);
		assertEquals(accounts.bearer(account.id()), accounts().bearer(account.id()), "another process has the same");
		assertEquals(3, accounts.bearer(account.id()).split("[.]").length, "a token of theirs");
	}

	/** It checks the proof of the question only where it was announced: that it does is shown by the thief. */
	@Test
	void aCodeIsOfNoUseToWhoDidNotAsk() throws Exception {
		provider = ForeignProvider.start(false);
		OpenIdAccounts accounts = accounts();
		AtomicReference<HttpResponse<String>> theft = new AtomicReference<>();
		Diagnostic refused = failure(() -> signIn(accounts, ALICE, back -> {
			try {
				URI redirect = URI.create(back.toString().replaceAll("[?].*", ""));
				theft.set(provider.exchange(ForeignProvider.parameters(back.getRawQuery()).get("code"), redirect,
						"x".repeat(43)));
				return back;
			} catch (IOException failure) {
				throw new UncheckedIOException(failure);
			}
		}));
		assertEquals(400, theft.get().statusCode());
		assertTrue(theft.get().body().contains("invalid_pkce"), theft.get().body());
		// The code was used up by the attempt, so that it is of no use to us either.
		assertEquals(Code.SIGN_IN_REFUSED, refused.code());
		assertEquals(List.of(), accounts.list());
		assertTrue(signIn(accounts, ALICE).signedIn());
	}

	@Test
	void anAnswerToAnotherQuestionIsNotTaken() throws Exception {
		provider = ForeignProvider.start(false);
		List<Integer> statuses = new ArrayList<>();
		Account account = signIn(accounts(), ALICE, back -> {
			try {
				URI foreign = URI.create(back.toString().replaceAll("state=[^&]*", "state=of-somebody-else"));
				assertNotEquals(back, foreign);
				statuses.add(provider.visit(foreign).statusCode());
				return back;
			} catch (IOException failure) {
				throw new UncheckedIOException(failure);
			}
		});
		assertEquals(List.of(400), statuses);
		assertEquals("alice", account.user());
	}

	static Stream<Arguments> wrongs() {
		return Stream.of(arguments("nonce", "of another sign-in", Code.SIGN_IN_REFUSED),
				arguments("iss", "http://elsewhere.example/oidc", Code.SIGN_IN_REFUSED),
				arguments("aud", List.of("another-client"), Code.SIGN_IN_REFUSED),
				arguments("iat", Instant.now().plus(Duration.ofDays(1)).getEpochSecond(), Code.SIGN_IN_CLOCK),
				arguments("name", "", Code.SIGN_IN_REFUSED),
				// Theirs says then that the access token lives for less than nothing, too.
				arguments("exp", 1_700_000_000L, Code.SIGN_IN_CLOCK));
	}

	@ParameterizedTest(name = "{0}: {2}")
	@MethodSource("wrongs")
	void anIdTokenThatIsNotRightIsRefused(String claim, Object wrong, Code told) throws Exception {
		provider = ForeignProvider.start(false);
		OpenIdAccounts accounts = accounts();
		assertEquals(told, failure(() -> signIn(accounts, but(claim, wrong))).code());
		assertEquals(List.of(), accounts.list());
		assertEquals(List.of(), secrets.all());
	}

	@Test
	void eachRefreshTokenIsUsedOnceAndByOneProcess() throws Exception {
		provider = ForeignProvider.start(false);
		List<OpenIdAccounts> processes = List.of(accounts(), accounts());
		Account account = signIn(processes.get(0), ALICE);
		List<String> tokens = new ArrayList<>(List.of(processes.get(0).bearer(account.id())));
		for (int round = 1; round <= 3; round++) {
			// Half of an hour's life.
			ahead = ahead.plus(Duration.ofMinutes(31));
			String token = processes.get(round % 2).bearer(account.id());
			assertFalse(tokens.contains(token));
			tokens.add(token);
			assertEquals(token, processes.get(0).bearer(account.id()));
			assertEquals(token, processes.get(1).bearer(account.id()));
			assertEquals(round, provider.renewals().size());
		}
		assertEquals(3, provider.renewals().stream().map(sent -> sent.get("refresh_token")).distinct().count());
		for (Map<String, String> sent : provider.renewals()) {
			assertEquals("cells-sync", sent.get("client_id"));
			assertFalse(sent.containsKey("client_secret"));
		}
		assertEquals(1, heard.size(), heard.toString());
	}

	@Test
	void aTokenThatACallWasRefusedWithIsRenewedBeforeItsTime() throws Exception {
		provider = ForeignProvider.start(false);
		OpenIdAccounts accounts = accounts();
		Account account = signIn(accounts, ALICE);
		String refused = accounts.bearer(account.id());
		String next = accounts.bearerAfter(account.id(), refused);
		assertNotEquals(refused, next);
		assertEquals(next, accounts.bearerAfter(account.id(), refused), "whoever comes later gets the same");
		assertEquals(1, provider.renewals().size());
	}

	@Test
	void aSignInThatWasRevokedIsOverOnce() throws Exception {
		provider = ForeignProvider.start(false);
		OpenIdAccounts accounts = accounts();
		Account account = signIn(accounts, ALICE);
		accounts.bearerAfter(account.id(), accounts.bearer(account.id()));
		heard.clear();
		provider.revoke(refreshToken());
		ahead = Duration.ofMinutes(31);
		assertEquals(Code.SIGNED_OUT, failure(() -> accounts.bearer(account.id())).code());
		assertEquals(2, provider.renewals().size());
		assertEquals(List.of(account.signedOut()), heard);
		assertEquals(List.of(), secrets.all());
		assertEquals(Code.SIGNED_OUT, failure(() -> accounts.bearer(account.id())).code());
		assertEquals(2, provider.renewals().size(), "asked no more");
		assertEquals(account, signIn(accounts, ALICE));
		accounts.bearer(account.id());
	}

	@Test
	void aProviderThatIsAwayCostsNoSignIn() throws Exception {
		provider = ForeignProvider.start(false);
		OpenIdAccounts accounts = accounts();
		Account account = signIn(accounts, ALICE);
		String before = accounts.bearer(account.id());
		provider.away(true);
		ahead = Duration.ofMinutes(31);
		assertEquals(before, accounts.bearer(account.id()), "it is good for half an hour more");
		ahead = Duration.ofMinutes(61);
		assertEquals(Code.SERVER_ERROR, failure(() -> accounts.bearer(account.id())).code());
		provider.away(false);
		assertNotEquals(before, accounts.bearer(account.id()));
		assertTrue(accounts.find(account.id()).orElseThrow().signedIn());
	}

	@Test
	void aServerWhoseProviderSaysItIsAnothersIsNotAskedForTokens() throws Exception {
		provider = ForeignProvider.start(false);
		provider.elsewhere();
		AtomicReference<URI> shown = new AtomicReference<>();
		SignIn start = start();
		Diagnostic failure = failure(
				() -> accounts().signIn(start, (page, expires) -> shown.set(page), new Cancellation()));
		assertEquals(Code.SERVER_NOT_CELLS, failure.code());
		assertEquals(provider.url() + "/another", failure.args().getFirst());
		assertNull(shown.get());
	}

	/** Returns the refresh token of the one account that has some. */
	private String refreshToken() {
		return secrets.all().stream().map(text -> JsonParser.parseString(text).getAsJsonObject())
				.filter(json -> json.has("refresh")).findFirst().orElseThrow().get("refresh").getAsString();
	}
}
