package org.cellssync.protocol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.Server;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.util.Cancellation;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in to a server, over TLS and clear text, and what goes wrong with it. */
@Timeout(120)
class AccountSignInTest {

	@TempDir
	Path settings;

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aPersonInABrowser(boolean tls) throws Exception {
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults().withTls(tls), settings)) {
			Account account = bench.signIn();
			String url = bench.sandbox.url().toString();
			assertEquals(url.replace("://", "://" + bench.user().name() + "@"), account.id());
			assertEquals(url, account.url());
			assertEquals(bench.servers.look(url, Route.USUAL.withCa(bench.sandbox.caFile()), new Cancellation()).title(),
					account.label());
			assertEquals(tls, account.route().ca().isPresent());
			assertEquals(List.of(account), bench.accounts.list());
			assertTrue(AccountBench.list(bench.connection(account), "").contains("common-files"));
			assertEquals("common-files/",
					AccountBench.read(bench.connection(account), "common-files").getPath());
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aPersonalToken(boolean tls) throws Exception {
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults().withTls(tls), settings)) {
			Account account = bench.accounts.signIn(bench.start(), bench.user().token(), Optional.empty(),
					new Cancellation());
			assertEquals(bench.user().name(), account.user());
			assertTrue(account.personalToken());
			assertTrue(AccountBench.list(bench.connection(account), "").contains("common-files"));
			assertEquals(Code.SIGN_IN_REFUSED, AccountBench.failure(() -> bench.accounts.signIn(bench.start(),
					"x".repeat(87), Optional.empty(), new Cancellation())).diagnostic().code());
		}
	}

	@Test
	void severalUsersOfOneServer() throws Exception {
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults(), settings)) {
			Account first = bench.signIn();
			Account second = bench.accounts.signIn(bench.start(),
					(page, expires) -> Thread.ofPlatform().daemon()
							.start(() -> bench.signInAt(page, bench.sandbox.users().get(1))),
					new Cancellation());
			assertEquals(2, bench.accounts.list().size());
			assertFalse(first.id().equals(second.id()));
			assertFalse(bench.accounts.bearer(first.id()).equals(bench.accounts.bearer(second.id())));
		}
	}

	@Test
	void aCertificateNobodyVouchesFor() throws Exception {
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults(), settings)) {
			String url = bench.sandbox.url().toString();
			SignIn start = new SignIn(url, Route.USUAL, Optional.empty());
			Diagnostic failure = AccountBench.failure(() -> bench.accounts.signIn(start, (page, expires) -> {
				throw new AssertionError("shown");
			}, new Cancellation())).diagnostic();
			assertEquals(Code.SERVER_CERTIFICATE, failure.code());
			X509Certificate presented = bench.trust.presented(bench.sandbox.url(), Route.USUAL).getFirst();
			String fingerprint = HexFormat.ofDelimiter(":").withUpperCase()
					.formatHex(MessageDigest.getInstance("SHA-256").digest(presented.getEncoded()));
			assertEquals(fingerprint, failure.args().getFirst());
			assertTrue(failure.message().contains(fingerprint), failure.message());
			assertEquals(List.of(), bench.accounts.list());
		}
	}

	@Test
	void aCertificateFileOfSomebodyElse(@TempDir Path elsewhere) throws Exception {
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults(), settings);
				AccountBench other = AccountBench.start(SandboxOptions.defaults(), elsewhere)) {
			String url = bench.sandbox.url().toString();
			assertEquals(Code.SERVER_CERTIFICATE, AccountBench
					.failure(() -> bench.servers.look(url, Route.USUAL.withCa(other.sandbox.caFile()), new Cancellation()))
					.diagnostic().code());
			Path nonsense = Files.writeString(elsewhere.resolve("nonsense.pem"), "no certificate");
			assertEquals(Code.CERTIFICATE_FILE_UNUSABLE,
					AccountBench
							.failure(() -> bench.servers.look(url, Route.trusting(nonsense), new Cancellation()))
							.diagnostic().code());
			assertEquals(Code.CERTIFICATE_FILE_UNUSABLE,
					AccountBench.failure(() -> bench.servers.look(url,
							Route.trusting(elsewhere.resolve("none.pem")), new Cancellation())).diagnostic()
							.code());
		}
	}

	@Test
	void anAddressAsPeopleTypeIt() throws Exception {
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults(), settings)) {
			String url = bench.sandbox.url().toString();
			String typed = " " + url.replace("https://localhost", "HTTPS://LocalHost")
					+ "/ws-common-files/?a=b#c ";
			assertEquals(url,
					bench.servers.look(typed, Route.USUAL.withCa(bench.sandbox.caFile()), new Cancellation()).url());
		}
	}

	@Test
	void theClearTextAddressOfAServerWithTls() throws Exception {
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults(), settings)) {
			String url = bench.sandbox.url().toString().replace("https://", "http://");
			assertEquals(Diagnostic.of(Code.SERVER_TLS_ONLY, url, bench.sandbox.url().toString()), AccountBench
					.failure(() -> bench.servers.look(url, Route.USUAL, new Cancellation())).diagnostic());
		}
	}

	@Test
	void aServerThatIsStopped() throws Exception {
		String url;
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults(), settings)) {
			url = bench.sandbox.url().toString();
			bench.sandbox.close();
			SignIn start = new SignIn(url, Route.USUAL.withCa(bench.sandbox.caFile().filter(Files::exists)),
					Optional.empty());
			Diagnostic failure = AccountBench.failure(() -> bench.accounts.signIn(start, (page, expires) -> {
				throw new AssertionError("shown");
			}, new Cancellation())).diagnostic();
			assertEquals(Code.SERVER_UNREACHABLE, failure.code());
			assertEquals(url, failure.subject());
		}
	}

	@Test
	void aServerInTrouble() throws Exception {
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults(), settings)) {
			bench.failTokens(Map.of("http", Map.of("status", 503, "code", "x", "message", "down")));
			assertEquals(Code.SERVER_ERROR, AccountBench.failure(bench::signIn).diagnostic().code());
			assertEquals(List.of(), bench.accounts.list());
			assertEquals(new Server(bench.sandbox.url().toString(), bench.signIn().label()), bench.servers
					.look(bench.sandbox.url().toString(), Route.USUAL.withCa(bench.sandbox.caFile()), new Cancellation()));
		}
	}

	@Test
	void noTokenIsKeptInTheSettings() throws Exception {
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults(), settings)) {
			Account account = bench.signIn();
			assertFalse(AccountBench.text(settings).contains(bench.accounts.bearer(account.id())));
		}
	}
}
