package org.cellssync.protocol.tests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.cellssync.api.account.Account;
import org.cellssync.api.util.Cancellation;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.transport.CellsConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

/** Hazard H13, our side of it: whatever a log is set to, no token gets into it. */
@Timeout(60)
class NoTokenInLogsTest {

	private static final String OURS = "org.cellssync";
	/** What the connections stand on: it logs with the same provider as we do. */
	private static final String GRPC = "io.grpc";

	@TempDir
	Path settings;
	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void listen() {
		log.start();
		for (String name : List.of(OURS, GRPC)) {
			Logger logger = (Logger) LoggerFactory.getLogger(name);
			logger.setLevel(Level.TRACE);
			logger.setAdditive(false);
			logger.addAppender(log);
		}
	}

	@AfterEach
	void stopListening() {
		for (String name : List.of(OURS, GRPC)) {
			Logger logger = (Logger) LoggerFactory.getLogger(name);
			logger.detachAppender(log);
			logger.setAdditive(true);
			logger.setLevel(null);
		}
	}

	@Test
	void h13NeitherTokensNorCodesAreLogged() throws Exception {
		TreeSet<String> secrets = new TreeSet<>();
		try (AccountBench bench = AccountBench.start(SandboxOptions.defaults(), settings)) {
			Account account = bench.accounts.signIn(bench.start(),
					(page, expires) -> Thread.ofPlatform().daemon().start(() -> bench.signInAt(page, bench.user())),
					new Cancellation());
			CellsConnection connection = bench.connection(account);
			for (int round = 0; round < 3; round++) {
				AccountBench.list(connection, "");
				AccountBench.read(connection, "common-files");
				secrets.add(connection.bearer());
				bench.faults(Map.of("expireTokens", true));
			}
			secrets.add(bench.user().token());
			Account personal = bench.accounts.signIn(bench.start(), bench.user().token(),
					Optional.of("robert"), new Cancellation());
			AccountBench.read(bench.connection(personal), "common-files");
			bench.faults(Map.of("revokeTokens", true));
			for (Account one : List.of(account, personal)) {
				secrets.add(String.valueOf(AccountBench
						.failure(() -> bench.accounts.bearerAfter(one.id(), bench.accounts.bearer(one.id())))
						.diagnostic().code()));
			}
		}
		assertTrue(secrets.remove("SIGNED_OUT"));
		assertTrue(secrets.size() >= 4, "tokens of three renewals and a personal one");
		assertFalse(log.list.isEmpty(), "something is logged");
		for (ILoggingEvent event : List.copyOf(log.list)) {
			String text = event.getFormattedMessage() + event.getThrowableProxy();
			assertFalse(secrets.stream().anyMatch(text::contains),
					() -> event.getLoggerName() + " logs a token");
		}
	}
}
