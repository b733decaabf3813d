package org.cellssync.protocol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.doctor.Check;
import org.cellssync.api.doctor.CheckOutcome;
import org.cellssync.api.doctor.CheckStep;
import org.cellssync.api.doctor.Examination;
import org.cellssync.api.doctor.Examined;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.endpoint.cells.internal.CellsWorkspaces;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.transport.internal.grpc.AccountConnections;
import org.cellssync.transport.internal.trust.PemServerTrust;
import org.cellssync.transport.internal.web.HttpServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

import com.sun.net.httpserver.HttpServer;

/** What the doctor says of servers without a proxy before them, and of what is none. */
@ExtendWith(DoctorTable.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ServerDoctorTest {

	private static final List<CheckStep> NEED_AN_ACCOUNT = List.of(CheckStep.RIGHTS, CheckStep.HASH_FAMILY, CheckStep.S3_UP,
			CheckStep.S3_DOWN, CheckStep.EVENTS);

	/** Returns the folders where the doctor writes. */
	private static List<String> folders(Sandbox sandbox) throws Exception {
		PemServerTrust trust = new PemServerTrust();
		HttpServers servers = new HttpServers(trust);
		FixedAccounts accounts = new FixedAccounts(sandbox, sandbox.users().getFirst());
		AccountConnections connections = new AccountConnections(accounts, servers, trust);
		try {
			return new CellsWorkspaces(connections).folders(accounts.account().id(), "personal-files", new Cancellation());
		} finally {
			connections.close();
			servers.close();
		}
	}

	static Stream<SandboxOptions> kinds() {
		return Stream.of(SandboxOptions.defaults(), SandboxOptions.defaults().withTls(false),
				SandboxOptions.defaults().withFamily(SandboxOptions.Family.V3));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void findsNothingWrongWithAServerThatIsWell(SandboxOptions options) throws Exception {
		try (Sandbox sandbox = Sandbox.start(options);
				DoctorBench bench = new DoctorBench(new FixedAccounts(sandbox, sandbox.users().getFirst()))) {
			List<String> before = folders(sandbox);
			Examined examined = bench.examine();
			assertEquals(options.tls() ? List.of() : List.of("tls: SERVER_CLEAR_TEXT"), DoctorBench.troubles(examined),
					() -> DoctorBench.text(examined));
			assertEquals(Arrays.asList(CheckStep.values()), examined.checks().stream().map(Check::step).toList());
			assertTrue(examined.checks().stream().noneMatch(check -> check.outcome() == CheckOutcome.SKIPPED));
			assertEquals(before, folders(sandbox));
		}
	}

	@Test
	void checksWhatItCanWithoutAnAccount() throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
				DoctorBench bench = new DoctorBench(new FixedAccounts(sandbox, sandbox.users().getFirst()))) {
			// To the program another address is another server, to which nobody is signed in.
			Examined examined = bench.examine(sandbox.url().toString().replace("localhost", "127.0.0.1"),
					sandbox.caFile());
			assertEquals(List.of(), DoctorBench.troubles(examined), () -> DoctorBench.text(examined));
			for (CheckStep step : CheckStep.values()) {
				assertEquals(NEED_AN_ACCOUNT.contains(step) ? CheckOutcome.SKIPPED : CheckOutcome.OK,
						DoctorBench.of(examined, step).outcome(), step.id());
			}
			assertEquals(Code.CHECK_NEEDS_ACCOUNT,
					DoctorBench.of(examined, CheckStep.S3_UP).trouble().orElseThrow().code());
		}
	}

	@Test
	void namesTheCertificateThatIsNotTrusted() throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
				DoctorBench bench = new DoctorBench(new FixedAccounts(sandbox, sandbox.users().getFirst()))) {
			Examined examined = bench.examine(sandbox.url().toString().replace("localhost", "127.0.0.1"),
					Optional.empty());
			assertEquals(List.of("tls: SERVER_CERTIFICATE"), DoctorBench.troubles(examined));
			Check tls = DoctorBench.of(examined, CheckStep.TLS);
			assertTrue(tls.trouble().orElseThrow().message().contains(tls.details().get("fingerprint")),
					tls.trouble().orElseThrow().message());
			assertEquals(Code.CHECK_NEEDS_STEP,
					DoctorBench.of(examined, CheckStep.GRPC_UNARY).trouble().orElseThrow().code());
		}
	}

	@Test
	void saysThatATokenIsNotAcceptedAnyMore() throws Exception {
		try (AccountFaults faults = AccountFaults.start()) {
			faults.bench().faults(Map.of("revokeTokens", true));
			Examined examined = faults.doctor().examine();
			assertEquals(List.of("rights: SIGNED_OUT"), DoctorBench.troubles(examined));
		}
	}

	/** A server lists a workspace of two families for nobody, as long as its data sources are being rehashed one by one. */
	@Test
	void namesTheWorkspaceThatIsHashedInTwoWays() throws Exception {
		try (AccountFaults faults = AccountFaults.start()) {
			faults.bench().faults(rehash("personal-files", "mixed"));
			Examined examined = faults.doctor().examine();
			assertEquals(List.of("hash-family: SERVER_MIXED_HASHES"), DoctorBench.troubles(examined),
					() -> DoctorBench.text(examined));
			Check families = DoctorBench.of(examined, CheckStep.HASH_FAMILY);
			assertEquals("personal-files", families.details().get("mixed"));
			assertTrue(families.trouble().orElseThrow().message().contains("personal-files"), families.toString());
			faults.bench().faults(rehash("personal-files", "v4"));
			assertEquals(List.of(), DoctorBench.troubles(faults.doctor().examine()));
		}
	}

	/** Rehashed half-way, files have hashes of both families in a workspace of one: nothing waits for the rest. */
	@Test
	void findsNothingWrongWhileOneDataSourceIsRehashed() throws Exception {
		try (AccountFaults faults = AccountFaults.start()) {
			faults.bench().faults(Map.of("rehash",
					Map.of("workspace", "common-files", "family", "v3", "hashed", 0.5)));
			Examined examined = faults.doctor().examine();
			assertEquals(List.of(), DoctorBench.troubles(examined), () -> DoctorBench.text(examined));
			assertTrue(DoctorBench.of(examined, CheckStep.HASH_FAMILY).details().get("v3").contains("common-files"),
					() -> DoctorBench.text(examined));
		}
	}

	private static Map<String, ?> rehash(String workspace, String family) {
		return Map.of("rehash", Map.of("workspace", workspace, "family", family));
	}

	/** A server with a doctor for it. */
	private record AccountFaults(CellsBench bench, DoctorBench doctor) implements AutoCloseable {

		static AccountFaults start() throws Exception {
			CellsBench bench = CellsBench.start(SandboxOptions.defaults());
			return new AccountFaults(bench, new DoctorBench(bench.accounts()));
		}

		@Override
		public void close() throws Exception {
			doctor.close();
			bench.close();
		}
	}

	@Test
	void saysWhenStreamsAreDropped() throws Exception {
		try (AccountFaults faults = AccountFaults.start()) {
			Examination asked = new Examination(faults.bench().accounts().account().url(), Optional.empty(),
					Optional.empty(), Duration.ofSeconds(30));
			Examined examined = faults.doctor().doctor().examine(asked, check -> {
				if (check.step() == CheckStep.S3_DOWN) {
					drop(faults.bench());
				}
			}, new Cancellation());
			assertEquals(List.of("events: SERVER_STREAM_CUT"), DoctorBench.troubles(examined));
		}
	}

	private static void drop(CellsBench bench) {
		try {
			bench.faults(Map.of("dropStreams", true));
		} catch (IOException | InterruptedException failure) {
			throw new AssertionError(failure);
		}
	}

	@Test
	void leavesNothingBehindWhenItIsCancelled() throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
				DoctorBench bench = new DoctorBench(new FixedAccounts(sandbox, sandbox.users().getFirst()))) {
			List<String> before = folders(sandbox);
			Cancellation cancel = new Cancellation();
			Examination asked = new Examination(sandbox.url().toString(), Optional.empty(), Optional.empty(),
					DoctorBench.WATCH);
			assertThrows(CancellationException.class, () -> bench.doctor().examine(asked, check -> {
				if (check.step() == CheckStep.S3_UP) {
					cancel.cancel();
				}
			}, cancel));
			assertEquals(before, folders(sandbox));
		}
	}

	@Test
	void refusesWhatCannotBeExamined() throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
				DoctorBench bench = new DoctorBench(new FixedAccounts(sandbox, sandbox.users().getFirst()))) {
			assertEquals(Code.SERVER_URL_INVALID,
					assertThrows(EndpointException.class, () -> bench.examine("files.example.com", Optional.empty()))
							.diagnostic().code());
			Examination stranger = new Examination(sandbox.url().toString(), Optional.empty(),
					Optional.of("https://nobody@localhost"), DoctorBench.WATCH);
			assertEquals(Code.ACCOUNT_UNKNOWN, assertThrows(EndpointException.class,
					() -> bench.doctor().examine(stranger, check -> {}, new Cancellation())).diagnostic().code());
		}
	}

	@Test
	void saysThatNobodyListens() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		assertEquals(List.of("port: SERVER_PORT_CLOSED"), troubles("https://localhost:" + port));
	}

	@Test
	void saysThatTlsAloneIsSpoken() throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
				DoctorBench bench = new DoctorBench(new FixedAccounts(sandbox, sandbox.users().getFirst()))) {
			Examined examined = bench.examine(sandbox.url().toString().replace("https://", "http://"), Optional.empty());
			assertEquals(List.of("tls: SERVER_CLEAR_TEXT", "http: SERVER_TLS_ONLY"), DoctorBench.troubles(examined));
			assertTrue(DoctorBench.of(examined, CheckStep.HTTP).trouble().orElseThrow().message()
					.endsWith(": " + sandbox.url()));
		}
	}

	@Test
	void saysThatANameLeadsNowhere() throws Exception {
		assertEquals(List.of("name: SERVER_NAME_UNKNOWN"), troubles("https://no-such-host.invalid"));
	}

	private static List<String> troubles(String url) throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
				DoctorBench bench = new DoctorBench(new FixedAccounts(sandbox, sandbox.users().getFirst()))) {
			return DoctorBench.troubles(bench.examine(url, Optional.empty()));
		}
	}

	/** A proxy that passes calls on in another protocol brings answers without their end. */
	@Test
	void saysThatTheEndsOfCallsAreMissing() throws Exception {
		Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		HttpConfiguration http = new HttpConfiguration();
		ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http),
				new HTTP2CServerConnectionFactory(http));
		connector.setHost("localhost");
		server.setConnectors(new Connector[] { connector });
		server.setHandler(new Handler.Abstract() {
			@Override
			public boolean handle(Request request, Response response, Callback callback) {
				boolean call = request.getHttpURI().getPath().startsWith("/tree.");
				response.getHeaders().put(HttpHeader.CONTENT_TYPE, call ? "application/grpc" : "application/json");
				// An empty message in the form of gRPC, which is whole, but not followed by a status.
				byte[] body = call ? new byte[5] : "{\"Endpoints\":{}}".getBytes(StandardCharsets.UTF_8);
				response.write(true, ByteBuffer.wrap(body), callback);
				return true;
			}
		});
		server.start();
		try {
			assertEquals(
					List.of("tls: SERVER_CLEAR_TEXT", "oidc: SERVER_OIDC_NOT_PASSED", "grpc-unary: SERVER_GRPC_TRAILERS"),
					troubles("http://localhost:" + connector.getLocalPort()));
		} finally {
			server.stop();
		}
	}

	/** What a web server answers to a path. */
	private record Reply(String path, int status, String location, String body) {
	}

	static Stream<Arguments> others() {
		String cells = "{\"Endpoints\":{\"rest\":\"http://localhost:1/a\"}}";
		return Stream.of(
				arguments("something else", "", List.of(new Reply("/", 200, "", "<html>Welcome</html>")),
						"discovery: SERVER_NOT_CELLS"),
				arguments("a name the server does not know", "", List.of(new Reply("/", 200, "", "")),
						"discovery: SERVER_HOST_UNKNOWN"),
				arguments("a proxy alone", "", List.of(new Reply("/", 502, "", "Bad gateway")), "http: SERVER_PROXY_ALONE"),
				arguments("sent elsewhere", "", List.of(new Reply("/", 301, "https://elsewhere.example/", "")),
						"http: SERVER_REDIRECTS"),
				arguments("below a path that was typed", "/cells/",
						List.of(new Reply("/", 404, "", "none"), new Reply("/cells/a/config/discovery", 200, "", cells)),
						"discovery: SERVER_PATH_PREFIX"),
				arguments("below a path the first page leads to", "",
						List.of(new Reply("/", 302, "/files/login", ""), new Reply("/a/", 404, "", "none"),
								new Reply("/files/a/config/discovery", 200, "", cells)),
						"discovery: SERVER_PATH_PREFIX"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("others")
	void namesWhatIsNoCellsServer(String name, String path, List<Reply> replies, String expected) throws Exception {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		replies.forEach(reply -> server.createContext(reply.path(), exchange -> {
			byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
			if (!reply.location().isEmpty()) {
				exchange.getResponseHeaders().set("Location", reply.location());
			}
			exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		}));
		server.start();
		try {
			assertEquals(List.of("tls: SERVER_CLEAR_TEXT", expected),
					troubles("http://localhost:" + server.getAddress().getPort() + path));
		} finally {
			server.stop(0);
		}
	}
}
