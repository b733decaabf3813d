package org.cellssync.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import com.google.gson.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ControlTest {
	private Sandbox sandbox;
	private Browser browser;

	@BeforeEach
	void start() throws Exception {
		sandbox = Sandbox.start(SandboxOptions.defaults());
		browser = new Browser(sandbox);
	}

	@AfterEach
	void stop() throws Exception {
		sandbox.close();
	}

	@Test
	void countsCallsUntilTheyAreReset() {
		browser.get("/a/config/discovery");
		browser.get("/a/config/discovery");
		browser.refresh("nonsense");

		assertEquals(2, browser.counters().get("REST discovery").getAsInt());
		assertEquals(1, browser.counters().get("OIDC token").getAsInt());
		assertEquals(200,
				browser.post(sandbox.controlUrl() + "/counters/reset", "application/json", "").statusCode());
		assertEquals("{}", browser.counters().toString());
	}

	@Test
	void isNotFoundWithoutItsPath() {
		String root = sandbox.controlUrl().toString().replaceAll("/[^/]*$", "");

		assertEquals(404, browser.get(root + "/counters").statusCode());
		assertEquals(404, browser.get(sandbox.controlUrl() + "/faults").statusCode());
	}

	@Test
	void letsAccessTokensExpireWhichARefreshHeals() {
		JsonObject tokens = browser.signIn();
		done("{\"expireTokens\":true}");

		assertEquals(401, browser.statusWith(tokens.get("access_token").getAsString()));
		JsonObject next = Browser.json(browser.refresh(tokens.get("refresh_token").getAsString()));
		assertEquals(200, browser.statusWith(next.get("access_token").getAsString()));
	}

	@Test
	void endsTheSignInsOfOneUserAlone() {
		JsonObject tokens = browser.signIn();
		done("{\"revokeSignIns\":\"" + sandbox.users().get(1).name() + "\"}");
		assertEquals(200, browser.statusWith(tokens.get("access_token").getAsString()));
		done("{\"revokeSignIns\":\"" + sandbox.users().get(0).name() + "\"}");

		assertEquals(401, browser.statusWith(tokens.get("access_token").getAsString()));
		assertEquals(401, browser.refresh(tokens.get("refresh_token").getAsString()).statusCode());
		assertEquals(200, browser.statusWith(sandbox.users().getFirst().token()));
	}

	@Test
	void revokesPersonalTokensTooUntilItIsCleared() {
		done("{\"revokeTokens\":true}");
		assertEquals(401, browser.statusWith(sandbox.users().getFirst().token()));
		done("{\"clear\":true}");

		assertEquals(200, browser.statusWith(sandbox.users().getFirst().token()));
	}

	@Test
	void letsARefreshTokenBeUsedAgainWhileTheHazardIsOff() {
		JsonObject first = browser.signIn();
		done("{\"hazards\":{\"H1\":false}}");

		assertEquals(200, browser.refresh(first.get("refresh_token").getAsString()).statusCode());
		assertEquals(200, browser.refresh(first.get("refresh_token").getAsString()).statusCode());
		assertEquals(200, browser.statusWith(first.get("access_token").getAsString()));
	}

	@Test
	void failsTheNextCallsOfAMethodAndNoMore() {
		done("{\"fail\":{\"method\":\"OIDC token\",\"calls\":2,\"answer\":{\"http\":{\"status\":503,"
				+ "\"code\":\"server_error\",\"message\":\"out of order\"}}}}");

		assertEquals(503, browser.refresh("nonsense").statusCode());
		assertEquals(503, browser.refresh("nonsense").statusCode());
		assertEquals(400, browser.refresh("nonsense").statusCode());
	}

	@Test
	void failsOneCallWhateverItsMethod() {
		done("{\"failAt\":{\"call\":1,\"answer\":\"error\"}}");

		assertEquals(400, browser.refresh("nonsense").statusCode());
		assertEquals(500, browser.get("/a/config/discovery").statusCode());
		assertEquals(400, browser.refresh("nonsense").statusCode());
	}

	@Test
	void losesTheReplyOfARefreshThatHappened() {
		JsonObject first = browser.signIn();
		done("{\"fail\":{\"method\":\"OIDC token\",\"calls\":1,\"answer\":\"lostReply\"}}");
		String refresh = first.get("refresh_token").getAsString();

		assertThrows(UncheckedIOException.class, () -> browser.refresh(refresh));
		assertEquals(401, browser.statusWith(first.get("access_token").getAsString()));
	}

	@Test
	void cutsACallBeforeItHappens() {
		JsonObject first = browser.signIn();
		done("{\"fail\":{\"method\":\"OIDC token\",\"calls\":1,\"answer\":\"reset\"}}");
		String refresh = first.get("refresh_token").getAsString();

		assertThrows(UncheckedIOException.class, () -> browser.refresh(refresh));
		assertEquals(200, browser.statusWith(first.get("access_token").getAsString()));
		assertEquals(200, browser.refresh(refresh).statusCode());
	}

	@Test
	void slowsCallsDown() {
		done("{\"slow\":{\"method\":\"REST discovery\",\"seconds\":0.3}}");
		Instant before = Instant.now();
		browser.get("/a/config/discovery");

		assertTrue(Duration.between(before, Instant.now()).toMillis() >= 300);
	}

	@Test
	void doesSoManyThingsAtOnceAndNoMore() throws Exception {
		done("{\"slow\":{\"method\":\"REST discovery\",\"seconds\":0.2,\"atOnce\":2}}");
		Instant before = Instant.now();
		try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
			Callable<HttpResponse<String>> call = () -> browser.get("/a/config/discovery");
			threads.invokeAll(Collections.nCopies(6, call));
		}

		assertTrue(Duration.between(before, Instant.now()).toMillis() >= 600);
	}

	@Test
	void takesManyOrdersAtOnce() {
		done("""
				{"hazards":false,"hide":["common-files/a","common-files/b"],"show":"common-files/a",
				"addRoot":{"workspace":"common-files","name":"pydiods1"},"removeRoots":"common-files",
				"lock":{"path":"common-files/a","user":"user"},"unlock":"common-files/a",
				"quota":{"workspace":"common-files","bytes":null},"moveLossShare":1,"slow":0,
				"deletionStep":0.01,"dropStreams":true}""");
	}

	@Test
	void becomesAnotherKindOfServer() {
		done("""
				{"olderServer":true,"rehash":{"workspace":"common-files","family":"v4","hashed":0.5},
				"holdStreams":true,"holdListings":true,"goAway":true}""");
		done("{\"rehash\":{\"workspace\":\"common-files\",\"family\":\"mixed\"},\"clear\":true}");
	}

	static Stream<Arguments> mistakes() {
		return Stream.of(arguments("unknown order", "{\"hides\":\"x\"}", "\"hides\" is not known"),
				arguments("no JSON", "{", "is not JSON"), arguments("no object", "[]", "is to be an object"),
				arguments("unknown hazard", "{\"hazards\":{\"H99\":false}}", "\"H99\" is not known"),
				arguments("no flag", "{\"hazards\":{\"H9\":\"off\"}}", "true or false"),
				arguments("empty path", "{\"hide\":\"\"}", "a text that is not empty"),
				arguments("unknown user", "{\"expireTokens\":\"nobody\"}", "the name of one"),
				arguments("false", "{\"revokeTokens\":false}", "leave it out"),
				arguments("missing member", "{\"lock\":{\"path\":\"a\"}}", "\"user\" is missing"),
				arguments("unknown member", "{\"lock\":{\"path\":\"a\",\"who\":\"b\"}}",
						"\"who\" is not known"),
				arguments("share above 1", "{\"moveLossShare\":1.5}", "from 0 to 1"),
				arguments("negative time", "{\"slow\":-1}", "seconds"),
				arguments("unknown method", "{\"slow\":{\"method\":\"S3 SHOVE\",\"seconds\":1}}",
						"no method"),
				arguments("no calls", fail("S3 PUT", "0", "\"reset\""), "whole number"),
				arguments("unknown answer", fail("S3 PUT", "1", "\"shrug\""), "\"halfBody\""),
				arguments("unknown status", fail("tree.NodeProvider/ReadNode", "1",
						"{\"grpc\":{\"code\":\"NOPE\",\"message\":\"m\"}}"), "status code"),
				arguments("two answers", fail("S3 PUT", "1", "{\"grpc\":{},\"http\":{}}"), "either"),
				arguments("answer of the other kind", fail("S3 PUT", "1",
						"{\"grpc\":{\"code\":\"UNKNOWN\",\"message\":\"m\"}}"), "cannot be answered"),
				arguments("answer for one kind of call",
						"{\"failAt\":{\"call\":1,\"answer\":{\"grpc\":{\"code\":\"UNKNOWN\",\"message\":\"m\"}}}}",
						"lostReply"),
				arguments("unknown workspace", "{\"rehash\":{\"workspace\":\"w\",\"family\":\"v4\"}}",
						"slug of a workspace"),
				arguments("unknown family",
						"{\"rehash\":{\"workspace\":\"common-files\",\"family\":\"v5\"}}", "mixed"),
				arguments("quota below zero", "{\"quota\":{\"workspace\":\"a\",\"bytes\":-1}}",
						"whole number"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("mistakes")
	void refusesWhatItDoesNotUnderstand(String name, String order, String why) {
		HttpResponse<String> answer = browser.order(order);

		assertEquals(400, answer.statusCode(), answer.body());
		assertTrue(Browser.json(answer).get("error").getAsString().contains(why), answer.body());
	}

	@Test
	void doesNothingWhenOneOfManyOrdersIsWrong() {
		assertEquals(400, browser.order("{\"revokeTokens\":true,\"moveLossShare\":2}").statusCode());

		assertEquals(200, browser.statusWith(sandbox.users().getFirst().token()));
	}

	private void done(String order) {
		HttpResponse<String> answer = browser.order(order);
		assertEquals(Map.of(200, "{}\n"), Map.of(answer.statusCode(), answer.body()));
	}

	private static String fail(String method, String calls, String answer) {
		return "{\"fail\":{\"method\":\"" + method + "\",\"calls\":" + calls + ",\"answer\":" + answer + "}}";
	}
}
