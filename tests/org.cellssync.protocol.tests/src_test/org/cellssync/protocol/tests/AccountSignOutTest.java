package org.cellssync.protocol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.util.Cancellation;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonParser;

/** What is left of a sign-in, here and at the server, once the account is removed. */
@Timeout(120)
class AccountSignOutTest {

	private static final String REVOKE = "OIDC revoke";

	@TempDir
	Path settings;

	private static String kept(AccountBench bench, String name) {
		return JsonParser.parseString(bench.secrets.all().getFirst()).getAsJsonObject().get(name).getAsString();
	}

	private static HttpResponse<String> refresh(AccountBench bench, String token) throws Exception {
		return bench.form("/oidc/oauth2/token",
				Map.of("grant_type", "refresh_token", "client_id", "cells-sync", "refresh_token", token));
	}

	private static Optional<Diagnostic> remove(AccountBench bench, Account account) throws Exception {
		Optional<Diagnostic> warning = bench.accounts.remove(account.id(), new Cancellation());
		assertEquals(List.of(), bench.accounts.list());
		assertEquals(List.of(), bench.secrets.all());
		return warning;
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void noTokenIsGoodAnyMore(boolean tls) throws Exception {
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults().withTls(tls), settings)) {
			Account account = bench.signIn();
			String refresh = kept(bench, "refresh");
			String access = kept(bench, "access");
			assertEquals(200, bench.userInfo(access));
			assertEquals(Optional.empty(), remove(bench, account));
			HttpResponse<String> refused = refresh(bench, refresh);
			assertEquals(401, refused.statusCode());
			assertTrue(refused.body().contains("token_inactive"), refused.body());
			assertEquals(401, bench.userInfo(access));
		}
	}

	@Test
	void theOtherUserStaysSignedIn() throws Exception {
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults(), settings)) {
			Account first = bench.signIn();
			Account second = bench.accounts.signIn(bench.start(), (page, expires) -> Thread.ofPlatform().daemon()
					.start(() -> bench.signInAt(page, bench.sandbox.users().get(1))), new Cancellation());
			assertEquals(Optional.empty(), bench.accounts.remove(first.id(), new Cancellation()));
			assertEquals(List.of(second), bench.accounts.list());
			assertEquals(200, bench.userInfo(bench.accounts.bearer(second.id())));
		}
	}

	@Test
	void aPersonalTokenStaysGood() throws Exception {
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults(), settings)) {
			for (int round = 0; round < 2; round++) {
				Account account = bench.accounts.signIn(bench.start(), bench.user().token(), Optional.empty(),
						new Cancellation());
				assertEquals(Optional.empty(), remove(bench, account));
			}
			assertEquals(0, bench.calls(REVOKE));
		}
	}

	@Test
	void anAccountIsRemovedThatTheServerCannotBeToldOf() throws Exception {
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults(), settings)) {
			Account account = bench.signIn();
			bench.sandbox.close();
			Diagnostic warning = remove(bench, account).orElseThrow();
			assertEquals(Code.SIGN_IN_NOT_ENDED, warning.code());
			assertTrue(warning.message().contains("cannot be reached"), warning.message());
		}
	}

	@Test
	void anAccountIsRemovedThatTheServerDoesNotAnswerAbout() throws Exception {
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults(), settings)) {
			Account account = bench.signIn();
			String refresh = kept(bench, "refresh");
			bench.faults(Map.of("fail", Map.of("method", REVOKE, "calls", 1, "answer", "hang")));
			Diagnostic warning = remove(bench, account).orElseThrow();
			assertEquals(Code.SIGN_IN_NOT_ENDED, warning.code());
			assertTrue(warning.message().contains("did not answer in time"), warning.message());
			assertEquals(200, refresh(bench, refresh).statusCode());
		}
	}

	@Test
	void anAccountIsRemovedWhoseSignInTheServerDoesNotEnd() throws Exception {
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults(), settings)) {
			Account account = bench.signIn();
			String refresh = kept(bench, "refresh");
			bench.faults(Map.of("fail", Map.of("method", REVOKE, "calls", 1, "answer",
					Map.of("http", Map.of("status", 503, "code", "busy", "message", "busy")))));
			assertTrue(remove(bench, account).orElseThrow().message().contains("HTTP 503"));
			assertEquals(200, refresh(bench, refresh).statusCode());
		}
	}
}
