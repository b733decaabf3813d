package org.cellssync.transport.internal.grpc;

import static org.cellssync.transport.internal.grpc.ServerDouble.ASK;
import static org.cellssync.transport.internal.grpc.ServerDouble.LIST;
import static org.cellssync.transport.internal.grpc.ServerDouble.answer;
import static org.cellssync.transport.internal.grpc.ServerDouble.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.Announcement;
import org.cellssync.transport.Answers;
import org.cellssync.transport.CellsConnection;
import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.Patience;
import org.cellssync.transport.internal.trust.PemServerTrust;
import org.cellssync.transport.internal.web.HttpServers;
import org.cellssync.transport.internal.web.WebDouble;
import org.cellssync.transport.internal.web.WebDouble.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

import com.google.gson.JsonObject;

import io.grpc.Metadata;
import io.grpc.Status;

@Timeout(120)
class AccountConnectionTest {

	private static final ServerDouble.Script REFUSE_FIRST = (call, headers, question) -> {
		if (header(headers, "x-pydio-bearer").equals("token-1")) {
			call.close(Status.UNKNOWN.withDescription("empty idToken"), new Metadata());
		} else {
			answer(call, question);
		}
	};

	private final PemServerTrust trust = new PemServerTrust();
	private final HttpServers servers = new HttpServers(trust);
	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
	private WebDouble web;
	private ServerDouble grpc;
	private TokenDouble tokens;
	private AccountConnections connections;
	private CellsConnection connection;

	@BeforeEach
	void open() throws Exception {
		web = new WebDouble();
		grpc = new ServerDouble();
		announce(grpc.port());
		tokens = new TokenDouble(web.url());
		connections = new AccountConnections(tokens, servers, trust, () -> now.get());
		connection = connections.connect(tokens.id());
	}

	@AfterEach
	void close() {
		connections.close();
		grpc.close();
		web.close();
	}

	private void announce(int port) {
		web.answer("/a/config/discovery", Answer.json("{\"Endpoints\":{\"grpc\":\"" + port + "\"}}"));
	}

	private String ask(String question) throws CellsException {
		return connection.unary(ASK, question, Announcement.V4, Patience.LOOK, new Cancellation());
	}

	private Answers<String> list(String question) throws CellsException {
		return connection.stream(LIST, question, Announcement.OLD, Patience.LISTING, new Cancellation());
	}

	private static List<String> all(Answers<String> answers) throws CellsException {
		List<String> all = new ArrayList<>();
		for (Optional<String> next = answers.next(); next.isPresent(); next = answers.next()) {
			all.add(next.get());
		}
		return all;
	}

	private static CellsError failure(Executable call) {
		return assertThrows(CellsException.class, call).error();
	}

	@Test
	void carriesTokenAnnouncementAndUuidWithEveryCall() throws Exception {
		assertEquals("HELLO", ask("hello"));
		assertEquals(List.of("X"), all(list("x")));
		Metadata first = grpc.calls().getFirst();
		assertEquals("token-1", header(first, "x-pydio-bearer"));
		assertEquals("cells-sync/0.9.4", header(first, "x-pydio-grpc-user-agent"));
		assertEquals(connection.clientUuid(), header(first, "x-pydio-client-uuid"));
		assertEquals("cells-sync/0.9.2", header(grpc.calls().getLast(), "x-pydio-grpc-user-agent"));
		UUID.fromString(connection.clientUuid());
	}

	@Test
	void isSharedByAllWhoAsk() throws Exception {
		assertSame(connection, connections.connect(tokens.id()));
		assertThrows(EndpointException.class, () -> connections.connect("https://nobody@cells.example"));
	}

	@Test
	void repeatsACallOnceWithTheNextToken() throws Exception {
		grpc.play(REFUSE_FIRST);
		assertEquals("hello", ask("hello"));
		assertEquals(2, grpc.calls().size());
		assertEquals("hello", ask("hello"));
		assertEquals(3, grpc.calls().size());
	}

	@Test
	void repeatsAStreamOnceWithTheNextToken() throws Exception {
		grpc.play(REFUSE_FIRST);
		assertEquals(List.of("hello"), all(list("hello")));
		assertEquals(2, grpc.calls().size());
	}

	@Test
	void repeatsNothingTwice() throws Exception {
		grpc.play((call, headers, question) -> call.close(Status.UNKNOWN.withDescription("empty idToken"),
				new Metadata()));
		CellsError error = failure(() -> ask("hello"));
		assertTrue(error.isTokenRefused());
		assertEquals(Code.SERVER_ERROR, error.diagnosis());
		assertEquals(2, grpc.calls().size());
		assertTrue(failure(() -> all(list("hello"))).isTokenRefused());
		assertEquals(4, grpc.calls().size());
	}

	@Test
	void tellsWhereATokenIsRefusedInTheMiddleOfAStream() throws Exception {
		grpc.play((call, headers, question) -> {
			call.sendHeaders(new Metadata());
			call.sendMessage("one");
			call.close(Status.UNKNOWN.withDescription("empty idToken"), new Metadata());
		});
		Answers<String> answers = list("hello");
		assertEquals(Optional.of("one"), answers.next());
		assertTrue(failure(answers::next).isTokenRefused());
		assertEquals(1, grpc.calls().size());
		assertEquals(Optional.empty(), answers.next());
	}

	/** Without a token the server answers that the root is empty (H3), so nothing is asked without one. */
	@Test
	void asksNothingWhereTheAccountIsSignedOut() {
		tokens.signOut();
		assertEquals(Kind.SIGNED_OUT, failure(() -> ask("hello")).kind());
		assertEquals(Kind.SIGNED_OUT, failure(() -> list("hello")).kind());
		assertEquals(Kind.SIGNED_OUT, failure(() -> connection.bearer()).kind());
		assertEquals(Kind.SIGNED_OUT, failure(() -> post()).kind());
		assertEquals(List.of(), grpc.calls());
		assertEquals(List.of(), web.requests());
	}

	@Test
	void understandsWhatTheServerRefuses() {
		refusal(Status.UNKNOWN, "{\"Id\":\"path.not.readable\",\"Code\":403,\"Detail\":\"no\"}", Kind.HIDDEN,
				Code.REMOTE_HIDDEN);
		refusal(Status.UNKNOWN, "some words", Kind.OTHER, Code.SERVER_ERROR);
		refusal(Status.FAILED_PRECONDITION,
				"hashing formats differ, please make sure to update the sync application", Kind.WRONG_FAMILY,
				Code.REMOTE_MIXED_HASHES);
		refusal(Status.FAILED_PRECONDITION, "another condition", Kind.OTHER, Code.SERVER_ERROR);
		refusal(Status.NOT_FOUND, "no such node", Kind.NOT_FOUND, Code.REMOTE_CHANGED_MEANWHILE);
		refusal(Status.PERMISSION_DENIED, "no", Kind.FORBIDDEN, Code.REMOTE_LOCKED_OR_FORBIDDEN);
		refusal(Status.ALREADY_EXISTS, "there", Kind.CONFLICT, Code.REMOTE_CHANGED_MEANWHILE);
		refusal(Status.DEADLINE_EXCEEDED, "late", Kind.TIMEOUT, Code.SERVER_TIMEOUT);
		refusal(Status.RESOURCE_EXHAUSTED, "too large", Kind.OTHER, Code.SERVER_ERROR);
		refusal(Status.UNIMPLEMENTED, "what?", Kind.UNREACHABLE, Code.SERVER_GRPC_UNAVAILABLE);
	}

	private void refusal(Status status, String words, Kind kind, Code code) {
		grpc.play((call, headers, question) -> call.close(status.withDescription(words), new Metadata()));
		CellsError error = failure(() -> ask("hello"));
		assertEquals(kind, error.kind(), words);
		assertEquals(code, error.diagnosis(), words);
	}

	@Test
	void findsTheServerAgainAtAnotherPort() throws Exception {
		assertEquals("HELLO", ask("hello"));
		grpc.close();
		assertEquals(Kind.UNREACHABLE, failure(() -> ask("hello")).kind());
		grpc = new ServerDouble();
		announce(grpc.port());
		assertEquals("AGAIN", ask("again"));
		assertEquals(2, web.count("/a/config/discovery"));
	}

	@Test
	void findsTheServerAgainAtTheSamePort() throws Exception {
		assertEquals("HELLO", ask("hello"));
		int port = grpc.port();
		grpc.close();
		for (int i = 0; i < 5; i++) {
			assertEquals(Kind.UNREACHABLE, failure(() -> ask("hello")).kind());
		}
		grpc = new ServerDouble(port);
		assertEquals("AGAIN", ask("again"));
	}

	@Test
	void tellsAServerThatIsAwayFromOneWithoutGrpc() throws Exception {
		assertEquals("HELLO", ask("hello"));
		announce(web.port());
		grpc.close();
		assertEquals(Code.SERVER_UNREACHABLE, failure(() -> ask("hello")).diagnosis());
		assertEquals(Code.SERVER_GRPC_UNAVAILABLE, failure(() -> ask("hello")).diagnosis());
		web.close();
		assertEquals(Code.SERVER_UNREACHABLE, failure(() -> ask("hello")).diagnosis());
	}

	@Test
	void brokenStreamsAreTold() throws Exception {
		CountDownLatch sent = new CountDownLatch(1);
		grpc.play((call, headers, question) -> {
			call.sendHeaders(new Metadata());
			call.sendMessage("one");
			sent.countDown();
		});
		Answers<String> answers = list("hello");
		assertEquals(Optional.of("one"), answers.next());
		sent.await();
		grpc.close();
		assertEquals(Kind.UNREACHABLE, failure(answers::next).kind());
		grpc = new ServerDouble();
		announce(grpc.port());
		assertEquals("HELLO", ask("hello"));
	}

	@Test
	void stopsWhenCancelled() {
		Cancellation cancel = new Cancellation();
		grpc.play((call, headers, question) -> cancel.cancel());
		assertThrows(CancellationException.class,
				() -> connection.unary(ASK, "x", Announcement.V4, Patience.ENDLESS, cancel));
		Cancellation other = new Cancellation();
		grpc.play((call, headers, question) -> other.cancel());
		assertThrows(CancellationException.class,
				() -> connection.stream(LIST, "x", Announcement.V4, Patience.ENDLESS, other).next());
		assertThrows(CancellationException.class,
				() -> connection.post("/x", new JsonObject(), Patience.LOOK, other));
	}

	/**
	 * S3 refuses an expired token, a missing right and a lock alike (H2): the token is asked about, and once
	 * for many.
	 */
	@Test
	void tellsARefusedTokenFromAMissingRight() throws Exception {
		assertEquals(Optional.empty(), connection.bearerAfterRefusal("token-1"));
		assertEquals(Optional.empty(), connection.bearerAfterRefusal("token-1"));
		assertEquals(1, grpc.calls().size());
		now.updateAndGet(time -> time.plusSeconds(6));
		assertEquals(Optional.empty(), connection.bearerAfterRefusal("token-1"));
		assertEquals(2, grpc.calls().size());
		tokens.renew();
		assertEquals(Optional.of("token-2"), connection.bearerAfterRefusal("token-1"));
		assertEquals(2, grpc.calls().size());
		grpc.play((call, headers, question) -> call.close(Status.UNKNOWN.withDescription("empty idToken"),
				new Metadata()));
		assertEquals(Optional.of("token-3"), connection.bearerAfterRefusal("token-2"));
		assertEquals(3, grpc.calls().size());
	}

	private JsonObject post() throws CellsException {
		JsonObject body = new JsonObject();
		body.addProperty("x", "é");
		return connection.post("/a/tree/delete", body, Patience.CHANGE, new Cancellation());
	}

	@Test
	void postsJson() throws Exception {
		web.answer("/a/tree/delete", Answer.json("{\"DeleteJobs\":[]}"));
		assertEquals("{\"DeleteJobs\":[]}", post().toString());
		WebDouble.Request request = web.requests().getLast();
		assertEquals("POST", request.method());
		assertEquals("Bearer token-1", request.headers().get("authorization"));
		assertEquals("application/json", request.headers().get("content-type"));
		assertEquals(connection.clientUuid(), request.headers().get("x-pydio-client-uuid"));
		assertEquals("{\"x\":\"é\"}", request.body());
	}

	@Test
	void getsText() throws Exception {
		web.answer("/a/frontend/state", Answer.json("<state/>"));
		assertEquals("<state/>", connection.get("/a/frontend/state", Patience.LOOK, new Cancellation()));
		WebDouble.Request request = web.requests().getLast();
		assertEquals("GET", request.method());
		assertEquals("Bearer token-1", request.headers().get("authorization"));
		web.answer("/a/frontend/state", Answer.status(404));
		assertEquals(Kind.NOT_FOUND,
				failure(() -> connection.get("/a/frontend/state", Patience.LOOK, new Cancellation())).kind());
	}

	@Test
	void repeatsAPostOnceWithTheNextToken() {
		web.answer("/a/tree/delete", Answer.status(401));
		assertTrue(failure(this::post).isTokenRefused());
		assertEquals(List.of("Bearer token-1", "Bearer token-2"),
				web.requests().stream().map(request -> request.headers().get("authorization")).toList());
	}

	@Test
	void understandsWhatRestRefuses() {
		answers(404, "{\"Title\":\"Not Found\",\"Detail\":\"no node\"}", Kind.NOT_FOUND, "HTTP 404: no node");
		answers(403, "<html>", Kind.FORBIDDEN, "HTTP 403");
		answers(409, "", Kind.CONFLICT, "HTTP 409");
		answers(423, "", Kind.LOCKED, "HTTP 423");
		answers(500, "{\"Id\":\"x\",\"Code\":404,\"Detail\":\"gone\"}", Kind.NOT_FOUND, "gone");
		answers(500, "boom", Kind.OTHER, "HTTP 500");
		answers(502, "", Kind.UNREACHABLE, "HTTP 502");
		answers(200, "<html>", Kind.OTHER, "no JSON object");
	}

	private void answers(int status, String body, Kind kind, String detail) {
		web.answer("/a/tree/delete", new Answer(status, "text/plain", body, Map.of()));
		CellsError error = failure(this::post);
		assertEquals(kind, error.kind());
		assertEquals(detail, error.detail());
	}

	@Test
	void worksAgainForAnAccountAddedAgain() throws Exception {
		assertEquals("HELLO", ask("hello"));
		tokens.removed(true);
		CellsError error = failure(() -> ask("hello"));
		assertEquals(Kind.SIGNED_OUT, error.kind());
		assertEquals(Code.ACCOUNT_UNKNOWN, error.diagnosis());
		tokens.removed(false);
		assertEquals("HELLO", ask("hello"));
	}

	@Test
	void noTokenIsShown() throws IOException {
		grpc.play((call, headers, question) -> call.close(Status.UNKNOWN.withDescription("empty idToken"),
				new Metadata()));
		CellsException refused = assertThrows(CellsException.class, () -> ask("hello"));
		assertFalse((refused + " " + refused.error() + refused.endpointException("x")).contains("token-"),
				refused.toString());
	}
}
