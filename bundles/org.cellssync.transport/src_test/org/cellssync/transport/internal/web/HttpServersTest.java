package org.cellssync.transport.internal.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.cellssync.api.account.Route;
import org.cellssync.api.account.Server;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.internal.trust.KeyPairs;
import org.cellssync.transport.internal.trust.PemServerTrust;
import org.cellssync.transport.internal.web.WebDouble.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HttpServersTest {

	private static final String DISCOVERY = "{\"Endpoints\":{\"grpc\":\"43813,43814\",\"rest\":\"/a\"}}";

	private final HttpServers servers = new HttpServers(new PemServerTrust());
	private WebDouble web;

	@BeforeEach
	void open() throws IOException {
		web = new WebDouble();
	}

	@AfterEach
	void close() {
		web.close();
		servers.close();
	}

	private Diagnostic failure(String url) {
		return assertThrows(EndpointException.class, () -> servers.look(url, Route.USUAL, new Cancellation()))
				.diagnostic();
	}

	@Test
	void seesACellsServerAndItsTitle() throws Exception {
		web.answer("/a/config/discovery", Answer.json(DISCOVERY));
		web.answer("/a/frontend/bootconf", Answer.json("{\"customWording\":{\"title\":\" Läb \"},\"x\":1}"));
		assertEquals(new Server(web.url(), "Läb"),
				servers.look(web.url() + "/ws-files/x", Route.USUAL, new Cancellation()));
	}

	@Test
	void takesTheHostForATitleThatIsMissing() throws Exception {
		web.answer("/a/config/discovery", Answer.json(DISCOVERY));
		for (Answer answer : List.of(Answer.status(404), Answer.json("{}"), Answer.json("<html>"),
				Answer.json("{\"customWording\":{\"title\":\"\"}}"))) {
			web.answer("/a/frontend/bootconf", answer);
			assertEquals("localhost", servers.look(web.url(), Route.USUAL, new Cancellation()).title());
		}
	}

	static Stream<Arguments> others() {
		return Stream.of(
				arguments("the empty 200 of a wrong host name", Answer.json(""), Code.SERVER_HOST_UNKNOWN,
						"HTTP 200, 0 bytes"),
				arguments("a web page", new Answer(200, "text/html", "<html>Hi</html>", Map.of()),
						Code.SERVER_NOT_CELLS, "HTTP 200, text/html"),
				arguments("other JSON", Answer.json("{\"status\":\"ok\"}"), Code.SERVER_NOT_CELLS,
						"HTTP 200, application/json"),
				arguments("nothing there", Answer.status(404), Code.SERVER_NOT_CELLS, "HTTP 404"),
				arguments("a door with a password", Answer.status(401), Code.SERVER_NOT_CELLS, "HTTP 401"),
				arguments("somewhere else",
						new Answer(301, "text/html", "", Map.of("Location", "https://cells.example/")),
						Code.SERVER_REDIRECTS, "https://cells.example/"),
				arguments("a proxy without a server", Answer.status(502), Code.SERVER_PROXY_ALONE, "HTTP 502"),
				arguments("a server in trouble", Answer.status(500), Code.SERVER_ERROR, "HTTP 500"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("others")
	void tellsWhatIsNoCellsServer(String name, Answer answer, Code code, String seen) {
		web.answer("/a/config/discovery", answer);
		assertEquals(Diagnostic.of(code, web.url(), seen), failure(web.url()));
	}

	@Test
	void tellsWhereNobodyAnswers() throws Exception {
		int free;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			free = socket.getLocalPort();
		}
		assertEquals(Code.SERVER_UNREACHABLE, failure("http://localhost:" + free).code());
		assertEquals(Code.SERVER_UNREACHABLE, failure("http://nobody.invalid").code());
	}

	@Test
	void tellsWhereNoTlsIsSpoken() throws Exception {
		Diagnostic seen = seen("https", "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
		assertEquals(Diagnostic.of(Code.SERVER_NO_TLS, seen.subject(), "what answers is not TLS"), seen);
	}

	@Test
	void tellsWhereNoHttpIsSpoken() throws Exception {
		Diagnostic seen = seen("http", "SSH-2.0-OpenSSH_9.2\r\n");
		assertEquals(Diagnostic.of(Code.SERVER_NOT_CELLS, seen.subject(), "what answers is not HTTP"), seen);
	}

	/** What is made of a server that says {@code words} to whatever it hears. */
	private Diagnostic seen(String scheme, String words) throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			Thread greeter = Thread.ofPlatform().daemon().start(() -> greet(socket, words));
			Diagnostic failure = failure(scheme + "://localhost:" + socket.getLocalPort());
			socket.close();
			greeter.join();
			return failure;
		}
	}

	private static void greet(ServerSocket socket, String words) {
		while (!socket.isClosed()) {
			try (Socket client = socket.accept()) {
				int heard = client.getInputStream().read(new byte[8192]);
				assertTrue(heard > 0);
				client.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
			} catch (IOException ended) {
				if (!socket.isClosed()) {
					throw new IllegalStateException(ended);
				}
			}
		}
	}

	@Test
	void doesNotWaitForEver() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			HttpRequest request = HttpRequest
					.newBuilder(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/x"))
					.timeout(Duration.ofMillis(100)).build();
			EndpointException failure = assertThrows(EndpointException.class,
					() -> servers.send(request, Route.USUAL, new Cancellation()));
			assertEquals(Code.SERVER_TIMEOUT, failure.diagnostic().code());
		}
	}

	@Test
	void stopsWaitingWhenCancelled() throws Exception {
		Cancellation cancel = new Cancellation();
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			CountDownLatch asked = new CountDownLatch(1);
			Thread other = Thread.ofPlatform().daemon().start(() -> {
				try (Socket client = silent.accept()) {
					client.getInputStream().read();
					asked.countDown();
					cancel.cancel();
				} catch (IOException ended) {
					throw new IllegalStateException(ended);
				}
			});
			assertThrows(CancellationException.class,
					() -> servers.look("http://127.0.0.1:" + silent.getLocalPort(), Route.USUAL, cancel));
			other.join();
			assertEquals(0, asked.getCount());
		}
		assertThrows(CancellationException.class, () -> servers.look(web.url(), Route.USUAL, cancel));
	}

	/** A server that says nothing more does not answer the end of an encrypted connection either. */
	@Test
	@Timeout(30)
	void doesNotWaitForTheEndOfASilentConnection(@TempDir Path folder) throws Exception {
		KeyPairs keys = new KeyPairs(folder);
		Cancellation cancel = new Cancellation();
		try (ServerSocket silent = listening(keys.selfSigned("silent", "dns:localhost"), keys.password())) {
			FutureTask<Socket> server = new FutureTask<>(() -> answersOnce(silent, cancel));
			Thread.ofPlatform().daemon().start(server);
			Route route = Route.trusting(keys.pem("silent"));
			URI uri = URI.create("https://localhost:" + silent.getLocalPort() + "/x");
			assertEquals("yes", servers.send(HttpRequest.newBuilder(uri).build(), route, new Cancellation()).body());
			// More than the system takes for a reader that does not read: it is being sent when it is given up.
			HttpRequest large = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(new byte[16 << 20])).build();
			assertThrows(CancellationException.class, () -> servers.send(large, route, cancel));
			server.get().close();
		}
	}

	private static ServerSocket listening(KeyStore keys, char[] password) throws Exception {
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(keys, password);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(managers.getKeyManagers(), null, null);
		return context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
	}

	/** Answers one question, and cancels once a second one begins; the connection stays. */
	private static Socket answersOnce(ServerSocket listening, Cancellation cancel) throws IOException {
		Socket connection = listening.accept();
		BufferedReader lines = new BufferedReader(
				new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
		while (!lines.readLine().isEmpty()) {
			// A header of the first question.
		}
		connection.getOutputStream()
				.write("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes".getBytes(StandardCharsets.US_ASCII));
		lines.readLine();
		cancel.cancel();
		return connection;
	}

	@Test
	void givesUpOnAnswersWithoutEnd() {
		web.answer("/big", Answer.json("x".repeat(17 << 20)));
		HttpRequest request = HttpRequest.newBuilder(URI.create(web.url() + "/big")).build();
		EndpointException failure = assertThrows(EndpointException.class,
				() -> servers.send(request, Route.USUAL, new Cancellation()));
		assertEquals(Code.SERVER_UNREACHABLE, failure.diagnostic().code());
	}
}
