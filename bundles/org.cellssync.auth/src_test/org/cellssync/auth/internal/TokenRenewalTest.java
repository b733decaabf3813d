package org.cellssync.auth.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.cellssync.api.account.Account;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.auth.internal.FakeProvider.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hazard H1: a refresh token is good for one use, and a second use ends the sign-in. */
class TokenRenewalTest {

	private static final Duration HALF = Duration.ofSeconds(300);
	private static final String TOKEN = "POST /oidc/oauth2/token";
	private static final String USER_INFO = "GET /oidc/userinfo";

	@TempDir
	Path settings;
	private Desk desk;
	private String id;

	@BeforeEach
	void signIn() throws Exception {
		desk = new Desk(settings);
		Account account = desk.signIn();
		id = account.id();
		desk.heard.clear();
	}

	@AfterEach
	void close() {
		desk.close();
	}

	private long renewals() {
		return desk.provider.count(TOKEN) - 1;
	}

	@Test
	void keepsATokenForTheFirstHalfOfItsLife() throws Exception {
		desk.clock.pass(HALF.minusSeconds(1));
		assertEquals("access-1", desk.accounts.bearer(id));
		assertEquals(0, renewals());
	}

	@Test
	void renewsAtHalfOfTheLife() throws Exception {
		desk.clock.pass(HALF);
		assertEquals("access-2", desk.accounts.bearer(id));
		assertEquals("access-2", desk.accounts.bearer(id));
		assertEquals(1, renewals());
		assertEquals("access-2", desk.anotherProcess().bearer(id));
		assertEquals(1, renewals());
		assertEquals(List.of(), desk.heard);
	}

	@Test
	void goesOnRenewingForAsLongAsItRuns() throws Exception {
		for (int round = 2; round < 20; round++) {
			desk.clock.pass(HALF);
			assertEquals("access-" + round, desk.accounts.bearer(id));
		}
	}

	@Test
	void renewsAfterALongPause() throws Exception {
		desk.clock.pass(Duration.ofDays(3));
		assertEquals("access-2", desk.anotherProcess().bearer(id));
	}

	@Test
	void renewsOnceForAllThreads() throws Exception {
		desk.clock.pass(HALF);
		Set<String> seen = inParallel(16, () -> desk.accounts.bearer(id));
		assertEquals(Set.of("access-2"), seen);
		assertEquals(1, renewals());
	}

	@Test
	void renewsOnceForAllThreadsWhoseCallsWereRefused() throws Exception {
		desk.provider.expireAccess();
		Set<String> seen = inParallel(16, () -> desk.accounts.bearerAfter(id, "access-1"));
		assertEquals(Set.of("access-2"), seen);
		assertEquals(1, renewals());
	}

	@Test
	void renewsOnceForAccountsThatShareTheDisk() throws Exception {
		OpenIdAccounts other = desk.anotherProcess();
		other.bearer(id);
		desk.clock.pass(HALF);
		Set<String> seen = inParallel(
				Stream.of(desk.accounts, other, desk.accounts, other, desk.accounts, other)
						.<Callable<String>>map(accounts -> () -> accounts.bearer(id)).toList());
		assertEquals(Set.of("access-2"), seen);
		assertEquals(1, renewals());
	}

	private static Set<String> inParallel(int threads, Callable<String> call) throws Exception {
		return inParallel(Collections.nCopies(threads, call));
	}

	private static Set<String> inParallel(List<Callable<String>> calls) throws Exception {
		try (ExecutorService pool = Executors.newFixedThreadPool(calls.size())) {
			Set<String> seen = new TreeSet<>();
			for (Future<String> one : pool.invokeAll(calls)) {
				seen.add(one.get());
			}
			return seen;
		}
	}

	@Test
	void givesTheStoredTokenWhereAnotherProcessRenewed() throws Exception {
		desk.accounts.bearer(id);
		OpenIdAccounts other = desk.anotherProcess();
		desk.provider.expireAccess();
		assertEquals("access-2", other.bearerAfter(id, "access-1"));
		assertEquals("access-2", desk.accounts.bearerAfter(id, "access-1"));
		assertEquals(1, renewals());
	}

	@Test
	void storesNewTokensBeforeAnybodyGetsThem() throws Exception {
		OpenIdAccounts accounts = desk.withOurSecrets();
		desk.secrets.reload();
		desk.clock.pass(HALF);
		desk.secrets.full(true);
		assertEquals(Code.LOCAL_IO, Desk.failure(() -> accounts.bearer(id)).code());
		assertEquals(Code.LOCAL_IO, Desk.failure(() -> accounts.bearer(id)).code());
		assertEquals(1, renewals());
		desk.secrets.full(false);
		assertEquals("access-2", accounts.bearer(id));
		assertEquals(1, renewals());
		assertEquals("access-2", desk.anotherProcess().bearer(id));
	}

	@ParameterizedTest
	@EnumSource(names = { "CUT_BEFORE", "BAD_GATEWAY" })
	void repeatsARenewalThatDidNotHappen(Fault fault) throws Exception {
		desk.clock.pass(HALF);
		desk.provider.fail(fault);
		assertEquals("access-2", desk.accounts.bearer(id));
		assertEquals(2, renewals());
		assertEquals(1, desk.provider.count(USER_INFO));
	}

	@ParameterizedTest
	@EnumSource(names = { "CUT_AFTER", "GARBAGE_AFTER", "HALF_AFTER" })
	void doesNotUseARefreshTokenTwiceWhereTheAnswerWasLost(Fault fault) {
		desk.clock.pass(HALF);
		desk.provider.fail(fault);
		assertEquals(Code.SIGNED_OUT, Desk.failure(() -> desk.accounts.bearer(id)).code());
		assertEquals(1, renewals());
		assertEquals(1, desk.provider.count(USER_INFO));
		signedOutOnce();
	}

	@Test
	void goesOnWithTheOldTokenWhileTheServerIsAway() throws Exception {
		desk.clock.pass(HALF);
		desk.provider.fail(Fault.BAD_GATEWAY, Fault.BAD_GATEWAY);
		assertEquals("access-1", desk.accounts.bearer(id));
		assertEquals("access-1", desk.accounts.bearer(id));
		assertEquals(2, renewals());
		desk.clock.pass(Duration.ofSeconds(6));
		assertEquals("access-2", desk.accounts.bearer(id));
	}

	@Test
	void asksTheOldTokenFirstWhereALostRenewalIsTriedAgain() throws Exception {
		desk.clock.pass(HALF);
		desk.provider.fail(Fault.BAD_GATEWAY, Fault.CUT_AFTER);
		assertEquals("access-1", desk.accounts.bearer(id));
		assertEquals(2, renewals());
		desk.clock.pass(Duration.ofSeconds(6));
		assertEquals(Code.SIGNED_OUT, Desk.failure(() -> desk.accounts.bearer(id)).code());
		assertEquals(2, renewals());
		signedOutOnce();
	}

	@Test
	void failsWhileTheServerIsAwayAndTheOldTokenIsOver() throws Exception {
		desk.clock.pass(HALF.multipliedBy(3));
		desk.provider.fail(Fault.BAD_GATEWAY, Fault.BAD_GATEWAY);
		assertEquals(Code.SERVER_ERROR, Desk.failure(() -> desk.accounts.bearer(id)).code());
		assertTrue(desk.accounts.find(id).orElseThrow().signedIn());
		assertEquals("access-2", desk.accounts.bearer(id));
	}

	@Test
	void anErrorOfAnotherKindDoesNotEndTheSignIn() throws Exception {
		desk.provider.expireAccess();
		desk.provider.fail(Fault.INVALID_CLIENT);
		assertEquals(Code.SERVER_ERROR, Desk.failure(() -> desk.accounts.bearerAfter(id, "access-1")).code());
		assertEquals("access-2", desk.accounts.bearerAfter(id, "access-1"));
	}

	@Test
	void renewsWhereACallWasRefusedBeforeTime() throws Exception {
		desk.provider.expireAccess();
		assertEquals("access-2", desk.accounts.bearerAfter(id, "access-1"));
		assertEquals("access-2", desk.accounts.bearer(id));
		assertEquals("access-2", desk.accounts.bearerAfter(id, "access-1"));
		assertEquals(1, renewals());
	}

	@Test
	void endsTheSignInOnceAndAsksNoMore() {
		desk.provider.revoke();
		assertEquals(Code.SIGNED_OUT, Desk.failure(() -> desk.accounts.bearerAfter(id, "access-1")).code());
		long asked = desk.provider.requests().size();
		for (int i = 0; i < 5; i++) {
			assertEquals(Code.SIGNED_OUT, Desk.failure(() -> desk.accounts.bearer(id)).code());
			assertEquals(Code.SIGNED_OUT,
					Desk.failure(() -> desk.accounts.bearerAfter(id, "access-1")).code());
		}
		assertEquals(asked, desk.provider.requests().size());
		signedOutOnce();
	}

	private void signedOutOnce() {
		assertEquals(1, desk.heard.size());
		assertFalse(desk.heard.getFirst().signedIn());
		assertFalse(desk.accounts.find(id).orElseThrow().signedIn());
	}

	@Test
	void noticesTheSignOutOfAnotherProcess() throws Exception {
		desk.provider.revoke();
		OpenIdAccounts other = desk.anotherProcess();
		Desk.failure(() -> other.bearerAfter(id, "access-1"));
		assertFalse(desk.accounts.find(id).orElseThrow().signedIn());
		long asked = desk.provider.requests().size();
		assertEquals(Code.SIGNED_OUT, Desk.failure(() -> desk.accounts.bearerAfter(id, "access-1")).code());
		assertEquals(asked, desk.provider.requests().size());
	}

	@Test
	void isSignedOutWhereTheSecretsAreGone() throws Exception {
		Files.delete(settings.resolve("secrets"));
		OpenIdAccounts later = desk.anotherProcess();
		assertEquals(Code.SIGNED_OUT, Desk.failure(() -> later.bearer(id)).code());
		assertFalse(later.find(id).orElseThrow().signedIn());
	}

	@Test
	void accountsHoldNoToken() throws IOException {
		String text = Files.readString(settings.resolve("accounts.json"));
		assertFalse(text.contains("access-"), text);
		assertFalse(text.contains("refresh-"), text);
		assertNotEquals("", text);
	}
}
