package org.cellssync.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {
	@Test
	void tellsEverythingInItsReadyLine() throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
			JsonObject line = JsonParser.parseString(sandbox.ready().toJson()).getAsJsonObject();

			assertEquals(List.of("type", "url", "grpcPort", "ca", "users", "control"),
					List.copyOf(line.keySet()));
			assertEquals("https://localhost:" + line.get("grpcPort").getAsInt(),
					line.get("url").getAsString());
			assertTrue(Files.exists(Path.of(line.get("ca").getAsString())));
			assertEquals(List.of("name", "password", "token"),
					List.copyOf(line.getAsJsonArray("users").get(1).getAsJsonObject().keySet()));
		}
	}

	@Test
	void hasNoAuthorityInClearTextAndAnotherPortForGrpc() throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withTls(false))) {
			JsonObject endpoints = Browser.json(new Browser(sandbox).get("/a/config/discovery"))
					.getAsJsonObject("Endpoints");

			assertTrue(JsonParser.parseString(sandbox.ready().toJson()).getAsJsonObject().get("ca")
					.isJsonNull());
			assertEquals("http", sandbox.url().getScheme());
			assertNotEquals(sandbox.url().getPort(), sandbox.grpcPort());
			assertEquals(Integer.toString(sandbox.grpcPort()), endpoints.get("grpc").getAsString());
			assertEquals(sandbox.url() + "/auth", endpoints.get("oidc").getAsString());
		}
	}

	@Test
	void announcesNoGrpcPortUnderTls() throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
			Browser browser = new Browser(sandbox);
			HttpResponse<String> answer = browser.get("/a/config/discovery");

			assertFalse(Browser.json(answer).getAsJsonObject("Endpoints").has("grpc"));
			assertFalse(Browser.json(answer).has("Version"));
			assertEquals(Version.HTTP_2, answer.version());
			assertEquals("4.3.0", Browser.json(browser.get("/a/config/discovery", "Authorization",
					"Bearer " + sandbox.users().getFirst().token())).get("Version").getAsString());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "[::1]" })
	void answersByAddressWithThatAddress(String host) throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
			String url = "https://" + host + ":" + sandbox.url().getPort();
			JsonObject document = Browser.json(
					new Browser(sandbox).get(url + "/oidc/.well-known/openid-configuration"));

			assertEquals(url + "/oidc/", document.get("issuer").getAsString());
		}
	}

	@Test
	void givesForeignHostsAnEmptyAnswer() throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
				SSLSocket socket = (SSLSocket) Browser.trusting(sandbox.caFile().orElseThrow())
						.getSocketFactory()
						.createSocket("127.0.0.1", sandbox.url().getPort())) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setServerNames(List.of(new SNIHostName("cells.example")));
			socket.setSSLParameters(parameters);
			socket.getOutputStream().write(("GET /a/config/discovery HTTP/1.1\r\nHost: cells.example\r\n"
					+ "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
			String answer = read(socket.getInputStream());

			assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
			assertTrue(answer.contains("\r\nContent-Length: 0\r\n") && answer.endsWith("\r\n\r\n"), answer);
		}
	}

	@Test
	void refusesAllButGrpcOnThePortOfGrpc() throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withTls(false))) {
			assertEquals(415, new Browser(sandbox)
					.get("http://localhost:" + sandbox.grpcPort() + "/a/config/discovery").statusCode());
		}
	}

	@Test
	void closesAtOnceAndGivesThePortBack() throws Exception {
		Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
		int port = sandbox.url().getPort();
		assertEquals(200, new Browser(sandbox).get("/a/frontend/bootconf").statusCode());
		Instant before = Instant.now();
		sandbox.close();
		sandbox.close();

		assertTrue(Duration.between(before, Instant.now()).toMillis() < 5000);
		assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", port).close());
		assertFalse(Files.exists(sandbox.caFile().orElseThrow()));
		Sandbox.start(SandboxOptions.defaults().withPort(port)).close();
	}

	@Test
	void closesWhileCallsAreUnderWay() throws Exception {
		Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
		Browser browser = new Browser(sandbox);
		browser.order("{\"slow\":60}");
		FutureTask<Object> call = new FutureTask<>(() -> browser.get("/a/config/discovery"));
		Thread.ofPlatform().daemon().start(call);
		while (!browser.counters().has("REST discovery")) {
			Thread.onSpinWait();
		}
		Instant before = Instant.now();
		sandbox.close();

		assertTrue(Duration.between(before, Instant.now()).toMillis() < 5000);
		assertThrows(ExecutionException.class, () -> call.get(10, TimeUnit.SECONDS));
	}

	@Test
	void saysThatAPortIsInUse() throws Exception {
		try (Sandbox first = Sandbox.start(SandboxOptions.defaults())) {
			SandboxOptions same = SandboxOptions.defaults().withPort(first.url().getPort());
			IOException refusal = assertThrows(IOException.class, () -> Sandbox.start(same));

			assertTrue(refusal.getMessage().contains("Port " + first.url().getPort() + " is in use"),
					refusal.getMessage());
		}
	}

	private static String read(InputStream stream) throws IOException {
		return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
	}
}
