package org.cellssync.sandbox.internal.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.cellssync.sandbox.internal.Home;
import org.cellssync.sandbox.internal.web.Faults;

class TokensTest {
	private static final Duration LIFE = Duration.ofSeconds(600);

	@TempDir
	private Path folder;
	private Instant now = Instant.parse("2026-01-01T00:00:00Z");
	private final InstantSource clock = () -> now;
	private Home home;
	private Accounts accounts;
	private Tokens tokens;

	@BeforeEach
	void open() throws Exception {
		home = Home.open(Optional.of(folder));
		accounts = Accounts.open(home);
		tokens = reopened();
	}

	@AfterEach
	void close() throws Exception {
		home.close();
	}

	@Test
	void accessTokenEndsWithItsLifeAndARefreshStillWorks() throws Exception {
		Issued first = begin();
		now = now.plus(LIFE).minusMillis(1);
		assertEquals(Optional.of(user()), tokens.user(first.access()));
		now = now.plusMillis(1);

		assertEquals(Optional.empty(), tokens.user(first.access()));
		Issued second = tokens.refresh(first.refresh().orElseThrow());
		assertEquals(Optional.of(user()), tokens.user(second.access()));
		assertEquals(first.since(), second.since());
		assertEquals(first.signIn(), second.signIn());
	}

	@Test
	void personalTokenNeverEnds() {
		now = now.plus(Duration.ofDays(36_500));

		assertEquals(Optional.of(user()), tokens.user(accounts.all().getFirst().token()));
	}

	@Test
	void whatIsToldIsOnTheDiskAlready() throws Exception {
		Issued first = begin();
		Issued second = tokens.refresh(first.refresh().orElseThrow());
		Tokens after = reopened();

		assertEquals(Optional.empty(), after.user(first.access()));
		assertEquals(Optional.of(user()), after.user(second.access()));
		assertTrue(after.refresh(second.refresh().orElseThrow()).refresh().isPresent());
	}

	@Test
	void forgetsSignInsThatCannotBeRefreshedOnceTheyAreOver() throws Exception {
		Issued once = tokens.begin(user(), "openid", Optional.empty(), false);
		now = now.plus(LIFE);
		begin();

		String kept = new String(home.read("tokens.json").orElseThrow());
		assertFalse(kept.contains(once.signIn()), kept);
	}

	private Issued begin() throws Exception {
		return tokens.begin(user(), "openid offline", Optional.empty(), true);
	}

	private User user() {
		return accounts.all().getFirst().user();
	}

	private Tokens reopened() throws Exception {
		return Tokens.open(home, accounts, new Faults(), clock, LIFE);
	}
}
