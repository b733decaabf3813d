package org.cellssync.auth.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.cellssync.api.account.Account;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.util.Cancellation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who removes an account is signed out at the server, too, as far as that can be had. */
class SignOutTest {

	private static final String REVOKE = "POST /oidc/oauth2/revoke";

	@TempDir
	Path settings;
	private Desk desk;

	@BeforeEach
	void open() throws Exception {
		desk = new Desk(settings);
	}

	@AfterEach
	void close() {
		desk.close();
	}

	private Optional<Diagnostic> remove(Account account) throws Exception {
		Optional<Diagnostic> warning = desk.accounts.remove(account.id(), new Cancellation());
		assertEquals(List.of(), desk.accounts.list());
		assertFalse(Files.readString(settings.resolve("secrets")).contains("refresh"));
		return warning;
	}

	private void assertNotEnded(String why, Optional<Diagnostic> warning) {
		assertEquals(Code.SIGN_IN_NOT_ENDED, warning.orElseThrow().code());
		assertTrue(warning.get().message().contains(why), warning.get().message());
		assertFalse(desk.provider.isRevoked());
	}

	@Test
	void endsTheSignInAtTheServer() throws Exception {
		assertEquals(Optional.empty(), remove(desk.signIn()));
		assertTrue(desk.provider.isRevoked());
	}

	@Test
	void endsItWithTheTokensThatAnotherProcessRenewed() throws Exception {
		Account account = desk.signIn();
		desk.clock.pass(Duration.ofSeconds(300));
		desk.anotherProcess().bearer(account.id());
		assertEquals(Optional.empty(), remove(account));
		assertTrue(desk.provider.isRevoked());
	}

	@Test
	void endsItWithTokensThatCouldNotBeStored() throws Exception {
		Account account = desk.signIn();
		OpenIdAccounts accounts = desk.withOurSecrets();
		desk.clock.pass(Duration.ofSeconds(300));
		desk.secrets.full(true);
		assertEquals(Code.LOCAL_IO, Desk.failure(() -> accounts.bearer(account.id())).code());
		desk.secrets.full(false);
		assertEquals(Optional.empty(), accounts.remove(account.id(), new Cancellation()));
		assertTrue(desk.provider.isRevoked());
	}

	@Test
	void leavesAPersonalTokenGood() throws Exception {
		desk.provider.personalToken("personal", "alice");
		Account account = desk.accounts.signIn(desk.start(), "personal", Optional.empty(), new Cancellation());
		assertEquals(Optional.empty(), remove(account));
		assertEquals(0, desk.provider.count(REVOKE));
	}

	@Test
	void asksNobodyWhereTheSignInIsOver() throws Exception {
		Account account = desk.signIn();
		desk.provider.revoke();
		assertEquals(Code.SIGNED_OUT, Desk.failure(() -> desk.accounts.bearerAfter(account.id(), "access-1")).code());
		assertEquals(Optional.empty(), remove(account));
		assertEquals(0, desk.provider.count(REVOKE));
	}

	@Test
	void tellsThatTheServerIsAway() throws Exception {
		Account account = desk.signIn();
		desk.provider.close();
		assertNotEnded("cannot be reached", remove(account));
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 503 })
	void tellsThatTheServerRefuses(int status) throws Exception {
		Account account = desk.signIn();
		desk.provider.refuseRevocation(status);
		assertNotEnded("HTTP " + status + ": invalid_client", remove(account));
		assertEquals(1, desk.provider.count(REVOKE));
	}

	@Test
	void tellsThatTheServerHasNoWay() throws Exception {
		desk.provider.withoutRevocation();
		assertNotEnded("revocation_endpoint", remove(desk.signIn()));
		assertEquals(0, desk.provider.count(REVOKE));
	}

	@Test
	void tellsThatTheTokensAreGone() throws Exception {
		Account account = desk.signIn();
		Files.writeString(settings.resolve("secrets"), "");
		assertNotEnded("cannot be read", remove(account));
	}

	@Test
	void keepsTheAccountWhereItIsCancelledMeanwhile() throws Exception {
		Account account = desk.signIn();
		Cancellation cancel = new Cancellation();
		cancel.cancel();
		assertThrows(CancellationException.class, () -> desk.accounts.remove(account.id(), cancel));
		assertEquals(List.of(account), desk.accounts.list());
		assertEquals("access-1", desk.accounts.bearer(account.id()));
	}
}
