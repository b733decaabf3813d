package org.cellssync.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a person sends to somebody who is to help — the data folder with its logs, what commands said, the report of a
 * crash — holds no token, no password and no passphrase.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SecretsTest {

	private static final String PROXY_USER = "anna";
	private static final String PROXY_PASSWORD = "kept-from-everybody-1";
	private static final String PASSPHRASE = "kept-from-everybody-2";
	/** What the server tells of who signed in, in three parts. */
	private static final Pattern ID_TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{20,}\\.eyJ[A-Za-z0-9_-]{20,}");
	private static final int TOKEN = 80;

	@TempDir
	private Path place;
	private final TreeSet<String> secrets = new TreeSet<>(
			List.of(PROXY_PASSWORD, PASSPHRASE, AskingProxy.basic(PROXY_USER, PROXY_PASSWORD)));
	private final List<Product.Ended> said = new ArrayList<>();
	private Product product;

	@Test
	void noneIsInWhatIsSentToOthers() throws Exception {
		Path report = place.resolve("report");
		product = Product.copiedInto(place).with(Map.of("CELLS_SYNC_JAVA_OPTIONS", "-Dcellssync.log=trace -XX:+UseSerialGC"
				+ " -XX:TieredStopAtLevel=1 -XX:-CreateCoredumpOnCrash -XX:ErrorFile=" + report));
		Path data = place.resolve("data");
		Path state = place.resolve("server");
		Path folder = Files.createDirectory(place.resolve("folder"));
		Files.writeString(folder.resolve("sent"), "sent");
		try (Server server = new Server(product, state, "--token-life", "6");
				AskingProxy proxy = new AskingProxy(PROXY_USER, PROXY_PASSWORD)) {
			String[] way = { "--ca", server.ca(), "--proxy", "http://" + PROXY_USER + "@localhost:" + proxy.port(),
					"--proxy-password-file", file("proxy-password", PROXY_PASSWORD), "--client-certificate",
					certificate().toString(), "--client-certificate-password-file", file("passphrase", PASSPHRASE),
					"--json" };
			String account = signIn(server, data, way);
			note(state);
			run(0, data, words(List.of("account", "edit", account), way));
			run(4, data, "account", "edit", account, "--proxy-password-file",
					file("other-password", "not " + PROXY_PASSWORD),
					"--proxy", "http://" + PROXY_USER + "@localhost:" + proxy.port(), "--json");
			run(0, data, "task", "add", folder.toString(), account + "/personal-files", "--name", "ours", "--json");
			run(0, data, "sync", "--once", "--json");
			note(state);
			assertTrue(proxy.passed() > 0, "all goes through the proxy");
			run(0, data, "doctor", server.url(), "--watch", "1", "--json");
			crash(server, data, state, folder);
			assertTrue(Files.size(report) > 0, "the crash is reported");
			server.order("{\"revokeSignIns\":true}");
			run(4, data, "sync", "--once", "--json");
			// The same user by a token of one's own, and a token that is none.
			secrets.add(server.token());
			run(0, data, words(List.of("account", "add", server.url(), "--token-file", file("token", server.token())), way));
			run(0, data, "sync", "--once", "--json");
			String nonsense = "x1".repeat(44);
			secrets.add(nonsense);
			run(4, data, words(List.of("account", "add", server.url(), "--token-file", file("nonsense", nonsense)), way));
			note(state);
		}
		assertTrue(secrets.stream().filter(each -> each.length() >= TOKEN).count() >= 8,
				"access and refresh tokens are known");
		Map<String, String> shown = shown(data);
		shown.put("the report of the crash", Files.readString(report, StandardCharsets.ISO_8859_1));
		shown.put("what commands said", said.toString());
		assertTrue(shown.keySet().stream().anyMatch(name -> name.contains("cells-sync.log")), shown.keySet()::toString);
		assertTrue(shown.values().stream().anyMatch(text -> text.contains("TRACE") || text.contains("DEBUG")),
				"everything is logged");
		shown.forEach((name, text) -> {
			assertFalse(secrets.stream().anyMatch(text::contains), () -> name + " holds a secret");
			assertFalse(ID_TOKEN.matcher(text).find(), () -> name + " holds an ID token");
		});
	}

	/** The program dies in the middle of its work, with a token in use and another one on its way. */
	private void crash(Server server, Path data, Path state, Path folder) throws IOException, InterruptedException {
		try (Product.Running owner = product.start(data, "start", "--headless", "--json")) {
			owner.await(0, "\"in-sync\"");
			long refreshed = server.calls("OIDC token");
			int seen = owner.lines();
			server.order("{\"fail\":[{\"method\":\"S3 PUT\",\"calls\":2,\"answer\":{\"http\":{\"status\":403,"
					+ "\"code\":\"AccessDenied\",\"message\":\"no\"}}}],\"expireTokens\":true}");
			Files.writeString(folder.resolve("sent later"), "sent later");
			owner.await(seen, "\"in-sync\"");
			assertNotEquals(refreshed, server.calls("OIDC token"), "a token was renewed");
			note(state);
			server.order("{\"fail\":[{\"method\":\"S3 PUT\",\"calls\":1000,\"answer\":\"hang\"}]}");
			long before = server.calls("S3 PUT");
			Files.writeString(folder.resolve("on its way"), "on its way");
			while (server.calls("S3 PUT") == before) {
				Thread.onSpinWait();
			}
			owner.signal("SEGV");
			said.add(owner.end());
		}
		server.order("{\"clear\":true}");
		run(0, data, "sync", "--once", "--json");
	}

	private String signIn(Server server, Path data, String... way) throws Exception {
		try (Product.Running add = product.start(data,
				words(List.of("account", "add", server.url(), "--no-browser"), way))) {
			URI page = URI
					.create(JsonParser.parseString(add.await(0, "\"sign-in\"")).getAsJsonObject().get("url").getAsString());
			server.signIn(page);
			Product.Ended ended = add.end();
			assertEquals(0, ended.status(), ended::toString);
			said.add(ended);
			return ended.last().get("id").getAsString();
		}
	}

	private static String[] words(List<String> first, String... others) {
		return Stream.concat(first.stream(), Stream.of(others)).toArray(String[]::new);
	}

	private void run(int status, Path data, String... arguments) throws IOException, InterruptedException {
		Product.Ended ended = product.run(data, arguments);
		assertEquals(status, ended.status(), ended::toString);
		said.add(ended);
	}

	private String file(String name, String text) throws IOException {
		return Files.writeString(place.resolve(name), text + '\n').toString();
	}

	private Path certificate() throws IOException, InterruptedException {
		Path file = place.resolve("own.p12");
		Process tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair",
				"-keyalg", "EC", "-dname", "CN=anna", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass",
				PASSPHRASE).redirectErrorStream(true).redirectOutput(place.resolve("keytool").toFile()).start();
		assertEquals(0, tool.waitFor());
		return file;
	}

	/** Takes in the tokens that the server has given out and keeps. */
	private void note(Path state) throws IOException {
		addTokens(JsonParser.parseString(Files.readString(state.resolve("tokens.json"))));
	}

	private void addTokens(JsonElement element) {
		if (element.isJsonArray()) {
			element.getAsJsonArray().forEach(this::addTokens);
		} else if (element.isJsonObject()) {
			element.getAsJsonObject().keySet().stream().filter(name -> name.length() >= TOKEN).forEach(secrets::add);
			element.getAsJsonObject().asMap().values().forEach(this::addTokens);
		} else if (element.isJsonPrimitive() && element.getAsString().length() >= TOKEN) {
			secrets.add(element.getAsString());
		}
	}

	/** Returns what the files of a folder hold, by their paths. */
	private static Map<String, String> shown(Path folder) throws IOException {
		Map<String, String> shown = new TreeMap<>();
		try (Stream<Path> all = Files.walk(folder)) {
			for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
				try (InputStream plain = Files.newInputStream(each);
						InputStream text = each.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain) {
					shown.put(folder.relativize(each).toString(),
							new String(text.readAllBytes(), StandardCharsets.ISO_8859_1));
				}
			}
		}
		return shown;
	}
}
