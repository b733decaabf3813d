package org.cellssync.protocol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.cellssync.api.account.Account;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.util.Cancellation;
import org.cellssync.protocol.tree.CreateNodeRequest;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeChangeEvent;
import org.cellssync.protocol.tree.NodeChangesStreamerGrpc;
import org.cellssync.protocol.tree.NodeReceiverGrpc;
import org.cellssync.protocol.tree.NodeType;
import org.cellssync.protocol.tree.StreamChangesRequest;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.transport.Announcement;
import org.cellssync.transport.Answers;
import org.cellssync.transport.CellsConnection;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** Tokens that end in the middle of everything, unnoticed: hazards H1, H2 (the bearer's part) and H3. */
@Timeout(120)
class TokenLifeTest {

	private static final String LIST = "tree.NodeProvider/ListNodes";
	private static final String TOKEN = "OIDC token";

	@TempDir
	Path settings;

	private AccountBench bench() throws Exception {
		return AccountBench.start(SandboxOptions.defaults(), settings);
	}

	private static CellsException failure(AccountBench.Step call) {
		return assertThrows(CellsException.class, call::run);
	}

	private static void makeFolder(CellsConnection connection, String path) throws CellsException {
		connection.unary(NodeReceiverGrpc.getCreateNodeMethod(),
				CreateNodeRequest.newBuilder()
						.setNode(Node.newBuilder().setPath(path).setType(NodeType.COLLECTION)).build(),
				Announcement.V4, Patience.CHANGE, new Cancellation());
	}

	private static Answers<NodeChangeEvent> changes(CellsConnection connection, String path)
			throws CellsException {
		return connection.stream(NodeChangesStreamerGrpc.getStreamChangesMethod(),
				StreamChangesRequest.newBuilder().setRootPath(path).build(), Announcement.V4,
				Patience.ENDLESS, new Cancellation());
	}

	@Test
	void h1TokensThatLiveTwoSecondsAreNoticedByNobody() throws Exception {
		try (AccountBench bench = AccountBench
				.start(SandboxOptions.defaults().withTokenLife(Duration.ofSeconds(2)), settings)) {
			Account account = bench.signIn();
			CellsConnection connection = bench.connection(account);
			AccountBench.until(Instant.now().plusSeconds(7), () -> {
				assertTrue(AccountBench.list(connection, "").contains("common-files"));
				AccountBench.read(connection, "common-files");
			});
			long renewals = bench.calls(TOKEN) - 1;
			assertTrue(renewals >= 2 && renewals <= 8, renewals + " renewals");
			assertTrue(bench.accounts.find(account.id()).orElseThrow().signedIn());
		}
	}

	@Test
	void h1CallsInFlightAreRepeatedWithTheNextToken() throws Exception {
		try (AccountBench bench = bench(); ExecutorService threads = Executors.newFixedThreadPool(8)) {
			Account account = bench.signIn();
			CellsConnection connection = bench.connection(account);
			for (int round = 1; round <= 5; round++) {
				bench.faults(Map.of("expireTokens", true));
				List<Future<Node>> reads = new ArrayList<>();
				for (int i = 0; i < 16; i++) {
					reads.add(threads.submit(() -> AccountBench.read(connection, "common-files")));
				}
				for (Future<Node> read : reads) {
					assertEquals("common-files/", read.get().getPath());
				}
				assertEquals(1 + round, bench.calls(TOKEN), "one renewal for all");
			}
		}
	}

	@Test
	void h1StreamsAndPostsAreRepeatedWithTheNextToken() throws Exception {
		try (AccountBench bench = bench()) {
			CellsConnection connection = bench.connection(bench.signIn());
			bench.faults(Map.of("expireTokens", true));
			assertTrue(AccountBench.list(connection, "").contains("common-files"));
			makeFolder(connection, "common-files/away");
			bench.faults(Map.of("expireTokens", true));
			JsonObject node = new JsonObject();
			node.addProperty("Path", "common-files/away");
			JsonArray nodes = new JsonArray();
			nodes.add(node);
			JsonObject body = new JsonObject();
			body.add("Nodes", nodes);
			JsonObject answer = connection.post("/a/tree/delete", body, Patience.CHANGE, new Cancellation());
			assertEquals(1, answer.getAsJsonArray("DeleteJobs").size());
			assertEquals(3, bench.calls(TOKEN));
		}
	}

	@Test
	void h1AStreamOutlivesTheTokenItWasOpenedWith() throws Exception {
		try (AccountBench bench = bench()) {
			CellsConnection connection = bench.connection(bench.signIn());
			try (Answers<NodeChangeEvent> changes = changes(connection, "common-files")) {
				int number = 0;
				Optional<NodeChangeEvent> first = Optional.empty();
				try (ExecutorService reader = Executors.newCachedThreadPool()) {
					Future<Optional<NodeChangeEvent>> event = reader.submit(changes::next);
					while (!event.isDone()) {
						makeFolder(connection, "common-files/before-" + number++);
					}
					first = event.get();
				}
				assertTrue(first.orElseThrow().getTarget().getPath().startsWith("common-files/before-"));
				bench.faults(Map.of("expireTokens", true));
				makeFolder(connection, "common-files/after");
				while (!changes.next().orElseThrow().getTarget().getPath().equals("common-files/after")) {
					assertEquals(2, bench.calls(TOKEN));
				}
				assertEquals(1, bench.calls("tree.NodeChangesStreamer/StreamChanges"));
			}
		}
	}

	@Test
	void h1ARenewalWhoseAnswerIsLostEndsTheSignInOnce() throws Exception {
		try (AccountBench bench = bench()) {
			Account account = bench.signIn();
			CellsConnection connection = bench.connection(account);
			AccountBench.read(connection, "common-files");
			bench.heard.clear();
			bench.faults(Map.of("expireTokens", true));
			bench.failTokens("lostReply");
			CellsException failure = failure(() -> AccountBench.read(connection, "common-files"));
			assertEquals(Kind.SIGNED_OUT, failure.kind());
			assertEquals(Code.SIGNED_OUT, failure.endpointException("x").diagnostic().code());
			assertEquals(1, bench.heard.size());
			assertFalse(bench.heard.getFirst().signedIn());
			long asked = bench.calls(TOKEN);
			assertEquals(Kind.SIGNED_OUT,
					failure(() -> AccountBench.read(connection, "common-files")).kind());
			assertEquals(asked, bench.calls(TOKEN));
			assertEquals(account, bench.signIn());
			assertEquals("common-files/", AccountBench.read(connection, "common-files").getPath());
		}
	}

	@Test
	void h1ARenewalThatDidNotHappenIsRepeated() throws Exception {
		try (AccountBench bench = bench()) {
			CellsConnection connection = bench.connection(bench.signIn());
			bench.faults(Map.of("expireTokens", true));
			bench.failTokens("reset");
			assertEquals("common-files/", AccountBench.read(connection, "common-files").getPath());
			assertEquals(3, bench.calls(TOKEN));
			assertEquals("common-files/", AccountBench.read(connection, "common-files").getPath());
		}
	}

	@Test
	void h1ASignInThatWasRevokedIsToldAndNotAskedAbout() throws Exception {
		try (AccountBench bench = bench()) {
			Account account = bench.signIn();
			CellsConnection connection = bench.connection(account);
			bench.faults(Map.of("revokeSignIns", true));
			assertEquals(Kind.SIGNED_OUT,
					failure(() -> AccountBench.read(connection, "common-files")).kind());
			assertFalse(bench.accounts.find(account.id()).orElseThrow().signedIn());
			assertEquals(2, bench.calls(TOKEN));
		}
	}

	@Test
	void aPersonalTokenThatWasRevokedIsToldAndNotAskedAbout() throws Exception {
		try (AccountBench bench = bench()) {
			Account account = bench.accounts.signIn(bench.start(), bench.user().token(), Optional.empty(),
					new Cancellation());
			CellsConnection connection = bench.connection(account);
			AccountBench.read(connection, "common-files");
			bench.faults(Map.of("revokeTokens", true));
			assertEquals(Kind.SIGNED_OUT,
					failure(() -> AccountBench.read(connection, "common-files")).kind());
			long asked = bench.calls("REST state");
			assertEquals(Kind.SIGNED_OUT,
					failure(() -> AccountBench.read(connection, "common-files")).kind());
			assertEquals(asked, bench.calls("REST state"));
			assertEquals(0, bench.calls(TOKEN));
		}
	}

	@Test
	void h2ARefusalByS3LeadsToAnotherTokenOrToNone() throws Exception {
		try (AccountBench bench = bench()) {
			CellsConnection connection = bench.connection(bench.signIn());
			String token = connection.bearer();
			assertEquals(Optional.empty(), connection.bearerAfterRefusal(token));
			assertEquals(1, bench.calls(TOKEN));
			bench.faults(Map.of("expireTokens", true));
			// What was found good a moment ago is not asked about again, so a refusal may be believed too
			// early, but not for long.
			Optional<String> other = connection.bearerAfterRefusal(token);
			while (other.isEmpty()) {
				other = connection.bearerAfterRefusal(token);
			}
			assertFalse(other.get().equals(token));
			assertEquals(other.get(), connection.bearer());
		}
	}

	@Test
	void h3NothingIsListedWithoutAToken() throws Exception {
		try (AccountBench bench = bench()) {
			CellsConnection connection = bench.connection(bench.signIn());
			assertTrue(AccountBench.list(connection, "").contains("common-files"));
			bench.faults(Map.of("revokeSignIns", true));
			assertEquals(Kind.SIGNED_OUT, failure(() -> AccountBench.list(connection, "")).kind());
			long asked = bench.calls(LIST);
			assertEquals(Kind.SIGNED_OUT, failure(() -> AccountBench.list(connection, "")).kind());
			assertEquals(asked, bench.calls(LIST));
		}
	}

	@Test
	void aServerThatStartsAgainAtOtherPortsIsFoundAgain(@TempDir Path kept) throws Exception {
		SandboxOptions options = SandboxOptions.defaults().withTls(false).withDirectory(kept);
		try (AccountBench bench = AccountBench.start(options, settings)) {
			CellsConnection connection = bench.connection(bench.signIn());
			AccountBench.read(connection, "common-files");
			URI url = bench.sandbox.url();
			bench.sandbox.close();
			CellsException away = failure(() -> AccountBench.read(connection, "common-files"));
			assertEquals(Kind.UNREACHABLE, away.kind());
			assertEquals(Kind.UNREACHABLE,
					failure(() -> AccountBench.list(connection, "common-files")).kind());
			try (var again = Sandbox.start(options.withPort(url.getPort()))) {
				assertEquals(url, again.url());
				assertEquals("common-files/", AccountBench.read(connection, "common-files").getPath());
			}
		}
	}
}
