package org.cellssync.sandbox.internal.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single files and listings through the S3 gateway. */
class S3ServletTest {
	private static final String CHUNKED = "5;chunk-signature=00\r\nhello\r\n0;chunk-signature=00\r\n"
			+ "x-amz-checksum-crc32:NhCmhg==\r\n\r\n";
	private static final String[] CHUNK_HEADERS = { "Content-Encoding", "aws-chunked", "X-Amz-Content-Sha256",
			"STREAMING-UNSIGNED-PAYLOAD-TRAILER", "X-Amz-Decoded-Content-Length", "5" };

	private Gateway gateway;

	@BeforeEach
	void start() throws IOException {
		gateway = Gateway.tls();
	}

	@AfterEach
	void stop() throws IOException {
		gateway.close();
	}

	@Test
	void takesChunkedContentThatSaysItsLength() {
		var answer = gateway.put("common-files/a.txt", CHUNKED, CHUNK_HEADERS);
		assertEquals("5d41402abc4b2a76b9719d911017c592", Gateway.etag(answer));
		assertEquals("200 hello", Gateway.text(gateway.get("common-files/a.txt")));
	}

	@Test
	void refusesChunkedContentWithoutLengthOverTls() {
		var body = BodyPublishers.fromPublisher(BodyPublishers.ofString(CHUNKED));
		var answer = gateway.send("PUT", "common-files/a.txt", body, CHUNK_HEADERS);
		assertEquals(411, answer.statusCode());
		assertEquals("MissingContentLength", Gateway.element(answer, "Code"));
		assertEquals(404, gateway.get("common-files/a.txt").statusCode());
	}

	@Test
	void takesChunkedContentWithoutLengthInClearText() throws IOException {
		try (var clear = Gateway.clear()) {
			var body = BodyPublishers.fromPublisher(BodyPublishers.ofString(CHUNKED));
			assertEquals(200, clear.send("PUT", "common-files/a.txt", body, CHUNK_HEADERS).statusCode());
			assertEquals("200 hello", Gateway.text(clear.get("common-files/a.txt")));
		}
	}

	@ParameterizedTest
	@CsvSource({ "bytes=0-0, 206, a, bytes 0-0/10", "bytes=2-4, 206, cde, bytes 2-4/10",
			"bytes=8-, 206, ij, bytes 8-9/10", "bytes=8-99, 206, ij, bytes 8-9/10",
			"bytes=-3, 206, hij, bytes 7-9/10", "bytes=-99, 206, abcdefghij, bytes 0-9/10",
			"'bytes=0-1,3-4', 200, abcdefghij, ''", "bytes=x-y, 200, abcdefghij, ''" })
	void sendsRanges(String range, int status, String content, String header) {
		gateway.put("common-files/a.txt", "abcdefghij");
		var answer = gateway.get("common-files/a.txt", "Range", range);
		assertEquals(status + " " + content, Gateway.text(answer));
		assertEquals(header, answer.headers().firstValue("Content-Range").orElse(""));
	}

	@Test
	void refusesARangeBehindTheEnd() {
		gateway.put("common-files/a.txt", "abc");
		assertEquals(416, gateway.get("common-files/a.txt", "Range", "bytes=3-").statusCode());
	}

	@Test
	void checksTheHashOfTheContent() {
		var right = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
		assertEquals(200,
				gateway.put("common-files/a.txt", "hello", "X-Amz-Content-Sha256", right).statusCode());
		assertEquals(503,
				gateway.put("common-files/a.txt", "other", "X-Amz-Content-Sha256", right).statusCode());
		assertEquals(200, gateway
				.put("common-files/a.txt", "hello", "Content-MD5", "XUFAKrxLKna5cZ2REBfFkg==").statusCode());
		assertEquals("200 hello", Gateway.text(gateway.get("common-files/a.txt")));
	}

	@Test
	void answersAlikeForAnExpiredTokenNoRightAndALock() {
		gateway.put("common-files/a.txt", "a");
		gateway.order("{\"lock\":{\"path\":\"common-files/a.txt\",\"user\":\"user\"}}");
		var answers = List.of(
				gateway.send("PUT", "common-files/b.txt", "expired", BodyPublishers.ofString("b")),
				gateway.put("read-only/b.txt", "b"), gateway.put("common-files/a.txt", "b"));
		for (var answer : answers) {
			assertEquals(403, answer.statusCode());
			assertEquals("AccessDenied", Gateway.element(answer, "Code"));
		}
		gateway.order("{\"hazards\":{\"H2\":false}}");
		var told = gateway.send("PUT", "common-files/b.txt", "expired", BodyPublishers.ofString("b"));
		assertEquals("ExpiredToken", Gateway.element(told, "Code"));
	}

	@Test
	void tellsTheCauseOfARefusalOfTheTree() {
		gateway.put("common-files/caf%C3%A9.txt", "a");
		var answer = gateway.put("common-files/cafe%CC%81.txt", "b");
		assertEquals(500, answer.statusCode());
		assertTrue(Gateway.element(answer, "Message").endsWith(
				"cause({&#34;Id&#34;:&#34;pydio.grpc.data.index.pydiods1&#34;,&#34;Code&#34;:409,&#34;Detail&#34;:"
						+ "&#34;Node path already in use&#34;,&#34;Status&#34;:&#34;Conflict&#34;})"));
	}

	@Test
	void listsByFolderAndWithAllBelow() {
		for (var key : List.of("x/a.txt", "x/b/c.txt", "x/b/d.txt", "x/e%2B.txt", "y.txt")) {
			gateway.put("common-files/" + key, key);
		}
		var folder = Gateway.text(gateway.get("?list-type=2&delimiter=%2F&prefix=common-files%2Fx%2F"));
		assertEquals(List.of("common-files/x/a.txt", "common-files/x/e+.txt"), all(folder, "Key"));
		assertTrue(folder.contains("<CommonPrefixes><Prefix>common-files/x/b/</Prefix></CommonPrefixes>"),
				folder);
		assertTrue(folder.contains("<KeyCount>3</KeyCount>"), folder);
		var below = Gateway.text(gateway.get("?prefix=common-files%2Fx&encoding-type=url"));
		assertEquals(List.of("common-files/x/a.txt", "common-files/x/b/c.txt", "common-files/x/b/d.txt",
				"common-files/x/e%2B.txt"), all(below, "Key"));
		var nothing = Gateway.text(gateway.get("?list-type=2&prefix=common-files%2Fnone%2F"));
		assertEquals(List.of(), all(nothing, "Key"));
	}

	@Test
	void listsInPages() {
		for (var i = 0; i < 5; i++) {
			gateway.put("common-files/" + i, "x");
		}
		var first = gateway.get("?list-type=2&prefix=common-files%2F&max-keys=2");
		assertEquals("true", Gateway.element(first, "IsTruncated"));
		var token = Gateway.element(first, "NextContinuationToken");
		var second = gateway
				.get("?list-type=2&prefix=common-files%2F&max-keys=9&continuation-token=" + token);
		assertEquals(List.of("common-files/2", "common-files/3", "common-files/4"),
				all(Gateway.text(second), "Key"));
		var old = gateway.get("?prefix=common-files%2F&max-keys=2&marker=common-files%2F2");
		assertEquals(List.of("common-files/3", "common-files/4"), all(Gateway.text(old), "Key"));
		assertEquals("false", Gateway.element(old, "IsTruncated"));
	}

	private static List<String> all(String text, String name) {
		return Arrays.stream(text.split("<" + name + ">")).skip(1)
				.map(part -> part.substring(0, part.indexOf('<'))).toList();
	}

	@Test
	void deletesFilesAndLeavesFolders() {
		gateway.put("common-files/x/a.txt", "a");
		assertEquals(204,
				gateway.send("DELETE", "common-files/x/a.txt", BodyPublishers.noBody()).statusCode());
		assertEquals(204,
				gateway.send("DELETE", "common-files/x/a.txt", BodyPublishers.noBody()).statusCode());
		assertEquals(204, gateway.send("DELETE", "common-files/x", BodyPublishers.noBody()).statusCode());
		assertEquals(404, gateway.get("common-files/x/a.txt").statusCode());
		assertEquals(500, gateway.get("common-files/x").statusCode());
		assertEquals(404, gateway.send("HEAD", "common-files/x", BodyPublishers.noBody()).statusCode());
	}

	@Test
	void copiesContent() {
		gateway.put("common-files/a%20b.txt", "content");
		var answer = gateway.send("PUT", "personal-files/c.txt", BodyPublishers.noBody(), "x-amz-copy-source",
				"/data/common-files/a%20b.txt");
		assertEquals(200, answer.statusCode());
		assertEquals("200 content", Gateway.text(gateway.get("personal-files/c.txt")));
	}

	@Test
	void leavesNothingOfAnUploadWhoseConnectionIsCut() throws IOException {
		try (var clear = Gateway.clear()) {
			var url = clear.sandbox.url();
			try (var socket = new Socket(url.getHost(), url.getPort())) {
				socket.getOutputStream()
						.write(("PUT /data/common-files/cut.txt HTTP/1.1\r\nHost: localhost:" + url.getPort()
								+ "\r\nContent-Length: 1000\r\nAuthorization: AWS4-HMAC-SHA256 Credential="
								+ clear.token()
								+ "/20261122/us-east-1/s3/aws4_request, Signature=x\r\n\r\nhalf")
								.getBytes(StandardCharsets.US_ASCII));
				socket.getOutputStream().flush();
				while (!Gateway.text(clear.get("common-files/cut.txt")).contains("NoSuchKey")
						|| !counted(clear, "S3 PUT")) {
					LockSupport.parkNanos(1_000_000);
				}
			}
			clear.put("common-files/end.txt", "end");
			assertEquals(404, clear.get("common-files/cut.txt").statusCode());
			assertFalse(Gateway.text(clear.get("?prefix=common-files%2F")).contains("cut"));
		}
	}

	private static boolean counted(Gateway gateway, String method) {
		return new org.cellssync.sandbox.Browser(gateway.sandbox).counters().has(method);
	}

	@Test
	void failsAsPlanned() {
		gateway.put("common-files/a.txt", "0123456789");
		gateway.order("{\"fail\":[{\"method\":\"S3 GET\",\"calls\":1,\"answer\":{\"http\":{\"status\":503,"
				+ "\"code\":\"SlowDown\",\"message\":\"Reduce your request rate.\"}}},"
				+ "{\"method\":\"S3 PUT\",\"calls\":1,\"answer\":\"reset\"},"
				+ "{\"method\":\"S3 GET\",\"calls\":1,\"answer\":\"halfBody\"},"
				+ "{\"method\":\"S3 PUT\",\"calls\":1,\"answer\":\"halfBody\"},"
				+ "{\"method\":\"S3 PUT\",\"calls\":1,\"answer\":\"lostReply\"}]}");
		var slow = gateway.get("common-files/a.txt");
		assertEquals("SlowDown", Gateway.element(slow, "Code"));
		assertThrows(UncheckedIOException.class, () -> gateway.put("common-files/a.txt", "never"), "reset");
		assertThrows(UncheckedIOException.class, () -> gateway.get("common-files/a.txt"), "half");
		assertEquals("200 0123456789", Gateway.text(gateway.get("common-files/a.txt")));
		assertThrows(UncheckedIOException.class, () -> gateway.put("common-files/b.txt", "half"), "half");
		assertEquals(404, gateway.get("common-files/b.txt").statusCode());
		assertThrows(UncheckedIOException.class, () -> gateway.put("common-files/c.txt", "lost"), "lost");
		assertEquals("200 lost", Gateway.text(gateway.get("common-files/c.txt")));
	}

	@Test
	void keepsContentOfAnySize() {
		for (var size : new int[] { 0, 1, 32 * 1024, 32 * 1024 + 1, 3_000_000 }) {
			var bytes = Gateway.pattern(0, size);
			gateway.send("PUT", "common-files/" + size, BodyPublishers.ofByteArray(bytes));
			assertArrayEquals(bytes, gateway.get("common-files/" + size).body());
		}
	}
}
