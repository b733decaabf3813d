package org.cellssync.auth.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonalTokenTest {

	@TempDir
	Path settings;
	private Desk desk;

	@BeforeEach
	void open() throws IOException {
		desk = new Desk(settings);
		desk.provider.personalToken("personal-1", "bob smith");
	}

	@AfterEach
	void close() {
		desk.close();
	}

	private Account add(String token) throws EndpointException {
		return desk.accounts.signIn(desk.start(), token, Optional.empty(), new Cancellation());
	}

	@Test
	void keepsAnAccountOfTheUserTheServerTells() throws Exception {
		Account account = add("personal-1\n");
		assertEquals("bob smith", account.user());
		assertEquals(desk.provider.url().replace("http://", "http://bob%20smith@"), account.id());
		assertTrue(account.personalToken());
		assertEquals("personal-1", desk.accounts.bearer(account.id()));
		assertEquals(List.of(account), desk.anotherProcess().list());
	}

	@Test
	void aNameGivenWins() throws Exception {
		Account account = desk.accounts.signIn(desk.start(), "personal-1", Optional.of("robert"),
				new Cancellation());
		assertEquals("robert", account.user());
	}

	@Test
	void isRefusedWhereTheServerRefusesIt() {
		assertEquals(Code.SIGN_IN_REFUSED, Desk.failure(() -> add("unknown")).code());
		assertEquals(Code.SIGN_IN_REFUSED, Desk.failure(() -> add("")).code());
		assertEquals(Code.SIGN_IN_REFUSED, Desk.failure(() -> add("two\r\nlines")).code());
		assertEquals(List.of(), desk.accounts.list());
	}

	@Test
	void isNeverRenewed() throws Exception {
		Account account = add("personal-1");
		desk.clock.pass(Duration.ofDays(400));
		assertEquals("personal-1", desk.accounts.bearer(account.id()));
		assertEquals(0, desk.provider.count("POST /oidc/oauth2/token"));
	}

	@Test
	void isOverOnceTheServerRefusesIt() throws Exception {
		Account account = add("personal-1");
		desk.heard.clear();
		// One refusal is not believed while the server still knows the token.
		assertEquals("personal-1", desk.accounts.bearerAfter(account.id(), "personal-1"));
		desk.provider.forgetPersonalTokens();
		assertEquals(Code.SIGNED_OUT,
				Desk.failure(() -> desk.accounts.bearerAfter(account.id(), "personal-1")).code());
		assertEquals(Code.SIGNED_OUT, Desk.failure(() -> desk.accounts.bearer(account.id())).code());
		assertEquals(Code.SIGNED_OUT,
				Desk.failure(() -> desk.accounts.bearerAfter(account.id(), "personal-1")).code());
		assertEquals(1, desk.heard.size());
		assertEquals(false, desk.accounts.find(account.id()).orElseThrow().signedIn());
	}
}
