package org.cellssync.protocol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.sandbox.SandboxUser;

/**
 * What a real server gave to a browser and a program that signed in, and before that, the sandbox gives too.
 */
class SignInReplayTest {
	private static final String SIGN_IN = "sign-in.json";
	private static final String DISCOVERY = "discovery.json";
	private static final String VERIFIER = "a-verifier-that-nobody-guesses-in-the-time-of-a-test";

	private static final Deviations DEVIATIONS = Deviations.read();

	private static Bench secure;
	private static Sandbox clear;
	private static HttpClient plain;

	@BeforeAll
	static void open() throws Exception {
		secure = Bench.start(SandboxOptions.Storage.FLAT);
		clear = Sandbox.start(SandboxOptions.defaults().withTls(false));
		plain = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
	}

	@AfterAll
	static void close() throws Exception {
		secure.close();
		clear.close();
		plain.close();
	}

	@TestFactory
	List<DynamicTest> exchanges() throws Exception {
		Map<String, String> hosts = new LinkedHashMap<>();
		hosts.put("cells.example:8443", secure.host());
		hosts.put("cells.example:8080", clear.url().getAuthority());
		hosts.put("cells.example", "localhost");
		Exchanges byTls = new Exchanges(secure.http(), hosts);
		Exchanges byClearText = new Exchanges(plain, hosts);
		SandboxUser user = secure.user();
		byTls.bind("<password>", user.password());
		byTls.bind("<token-5>", "a-state-of-the-client");
		byTls.bind("<token-6>", Base64.getUrlEncoder().withoutPadding().encodeToString(
				MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII))));
		byTls.bind("<token-18>", VERIFIER);

		List<DynamicTest> tests = new ArrayList<>();
		for (String name : List.of(SIGN_IN, DISCOVERY)) {
			for (JsonObject entry : Recording.read(name).entries()) {
				boolean tls = Recording.text(entry.getAsJsonObject("request"), "url").startsWith("https:");
				String note = Recording.note(entry);
				tests.add(dynamicTest(name + ": " + note, () -> assertEquals(List.of(),
						DEVIATIONS.uncovered(name, note, (tls ? byTls : byClearText).run(entry)))));
			}
		}
		tests.add(dynamicTest("every reason is needed",
				() -> assertEquals(List.of(), DEVIATIONS.unused(Set.of(SIGN_IN, DISCOVERY)))));
		return tests;
	}
}
