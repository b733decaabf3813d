package org.cellssync.sandbox.internal.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Content in parts, and the hash that depends on them (H11). */
class MultipartTest {
	private static final int MIB = 1024 * 1024;
	private static final String PATH = "common-files/big.bin";

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
	void tagIsOverTheParts() {
		var answer = gateway.multipart(PATH, 5 * MIB, 25 * MIB, Gateway.numbers(5));
		assertEquals("80a752446006591258dfc954a799987d-5", Gateway.etag(answer));
		assertArrayEquals(Gateway.pattern(0, 25 * MIB), gateway.get(PATH).body());
		assertArrayEquals(Gateway.pattern(5 * MIB - 1, 2),
				gateway.get(PATH, "Range", "bytes=" + (5 * MIB - 1) + "-" + 5 * MIB).body());
	}

	@Test
	void partsMayComeInAnyOrder() {
		var answer = gateway.multipart(PATH, 10 * MIB, 25 * MIB, 3, 1, 2);
		assertEquals("9766d3bf4d4ac27c4f2ae5afa2f10e57-3", Gateway.etag(answer));
		assertArrayEquals(Gateway.pattern(0, 25 * MIB), gateway.get(PATH).body());
	}

	@Test
	void completionThatFailedCanBeRepeatedAndOneThatWorkedCannot() {
		var id = Gateway.element(gateway.send("POST", PATH + "?uploads", BodyPublishers.noBody()),
				"UploadId");
		var tag = Gateway.etag(
				gateway.send("PUT", PATH + "?partNumber=1&uploadId=" + id, BodyPublishers.ofString("x")));
		assertEquals("InvalidPart", Gateway.element(gateway.complete(PATH, id, "0".repeat(32)), "Code"));
		assertEquals(200, gateway.complete(PATH, id, tag).statusCode());
		assertEquals("NoSuchUpload", Gateway.element(gateway.complete(PATH, id, tag), "Code"));
	}

	@Test
	void smallPartsAndBadDocumentsAreRefused() {
		assertEquals("EntityTooSmall", Gateway.element(gateway.multipart(PATH, MIB, 2 * MIB, 1, 2), "Code"));
		var id = Gateway.element(gateway.send("POST", PATH + "?uploads", BodyPublishers.noBody()),
				"UploadId");
		var answer = gateway.send("POST", PATH + "?uploadId=" + id, BodyPublishers.ofString("<nonsense"));
		assertEquals("MalformedXML", Gateway.element(answer, "Code"));
		assertEquals(400,
				gateway.send("PUT", PATH + "?partNumber=0&uploadId=" + id, BodyPublishers.ofString("x"))
						.statusCode());
		assertEquals(404,
				gateway.send("DELETE", PATH + "?uploadId=none", BodyPublishers.noBody()).statusCode());
	}

	@Test
	void uploadsAreNeverListedAndForgottenOnesStayTemporary() {
		gateway.send("POST", PATH + "?uploads", BodyPublishers.noBody());
		assertEquals("", Gateway.element(gateway.get("?uploads"), "Upload"));
		assertEquals(404, gateway.get(PATH).statusCode());
		assertEquals("", Gateway.element(gateway.get("?prefix=common-files%2F"), "Key"));
	}
}
