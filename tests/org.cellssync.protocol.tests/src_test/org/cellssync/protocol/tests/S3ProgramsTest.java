package org.cellssync.protocol.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.cellssync.protocol.tests.S3Program.End;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The sandbox's way to contents as programs of others use it: what works at a real server works at it, and what a real
 * one refuses it refuses. Both make the whole of their requests themselves, signatures and sums included.
 */
@Timeout(300)
class S3ProgramsTest {

	private static final String BUCKET = "data";
	private static final byte[] CONTENT = bytes(3_000_000);

	private static CellsBench secure;
	private static CellsBench clear;

	@TempDir
	Path home;
	private Path file;

	@BeforeAll
	static void open() throws Exception {
		secure = CellsBench.start(SandboxOptions.defaults());
		clear = CellsBench.start(SandboxOptions.defaults().withTls(false));
	}

	@AfterAll
	static void close() throws Exception {
		secure.close();
		clear.close();
	}

	@BeforeEach
	void write() throws IOException {
		file = Files.write(home.resolve("content"), CONTENT);
	}

	private static byte[] bytes(int count) {
		byte[] all = new byte[count];
		new Random(17).nextBytes(all);
		return all;
	}

	private static byte[] md5(byte[] content) throws NoSuchAlgorithmException {
		return MessageDigest.getInstance("MD5").digest(content);
	}

	private static CellsBench bench(boolean tls) {
		return tls ? secure : clear;
	}

	private S3Program aws(boolean tls) {
		return aws(tls, token(tls));
	}

	private S3Program aws(boolean tls, String token) {
		return S3Program.aws(bench(tls).sandbox().url().toString(), bench(tls).sandbox().caFile(), token, home);
	}

	private S3Program rclone(boolean tls) throws IOException {
		return S3Program.rclone(bench(tls).sandbox().url().toString(), bench(tls).sandbox().caFile(), token(tls), home);
	}

	private static String token(boolean tls) {
		return bench(tls).sandbox().users().getFirst().token();
	}

	private static JsonObject json(End end) {
		return JsonParser.parseString(end.good()).getAsJsonObject();
	}

	/** Over clear text the sum of the content goes with the signature, and is compared. */
	@ParameterizedTest(name = "TLS {0}")
	@ValueSource(booleans = { true, false })
	void awsSendsAndFetches(boolean tls) throws Exception {
		S3Program aws = aws(tls);
		String key = bench(tls).path("by aws/né+1 %.bin");
		JsonObject sent = json(
				aws.run("s3api", "put-object", "--bucket", BUCKET, "--key", key, "--body", file.toString()));
		assertEquals('"' + HexFormat.of().formatHex(md5(CONTENT)) + '"', sent.get("ETag").getAsString());
		assertArrayEquals(CONTENT, bench(tls).somebody().get(key).orElseThrow());
		Path part = home.resolve("part");
		JsonObject range = json(aws.run("s3api", "get-object", "--bucket", BUCKET, "--key", key, "--range",
				"bytes=1000000-1000009", part.toString()));
		assertEquals(sent.get("ETag"), range.get("ETag"));
		assertEquals("bytes 1000000-1000009/3000000", range.get("ContentRange").getAsString());
		assertArrayEquals(Arrays.copyOfRange(CONTENT, 1_000_000, 1_000_010), Files.readAllBytes(part));
	}

	@Test
	void awsLooksAndDeletes() throws Exception {
		S3Program aws = aws(true);
		String key = secure.path("doomed");
		secure.write("doomed", CONTENT);
		JsonObject head = json(aws.run("s3api", "head-object", "--bucket", BUCKET, "--key", key));
		assertEquals(CONTENT.length, head.get("ContentLength").getAsLong());
		aws.run("s3api", "delete-object", "--bucket", BUCKET, "--key", key).good();
		assertTrue(secure.somebody().read(key).isEmpty());
		assertRefused("NoSuchKey",
				aws.run("s3api", "get-object", "--bucket", BUCKET, "--key", key, home.resolve("none").toString()));
	}

	@Test
	void awsCopiesAndLists() throws Exception {
		S3Program aws = aws(true);
		String folder = "s3://" + BUCKET + '/' + secure.path("of aws");
		aws.run("s3", "cp", file.toString(), folder + "/first", "--no-progress").good();
		assertArrayEquals(CONTENT, secure.content().get("of aws/first").orElseThrow());
		secure.write("of aws/deep/second", "two".getBytes(UTF_8));
		assertEquals(List.of("PRE deep/", "3000000 first"), listed(aws.run("s3", "ls", folder + '/')));
		assertEquals(List.of("3 " + secure.path("of aws/deep/second"), "3000000 " + secure.path("of aws/first")),
				listed(aws.run("s3", "ls", "--recursive", folder + '/')));
	}

	/** Returns what is listed, without the times. */
	private static List<String> listed(End end) {
		return end.good().lines().map(line -> line.replaceFirst("^[0-9-]+ [0-9:]+", "").strip()).toList();
	}

	/** As at a real server: the access key is who one is, and nobody asks for the secret. */
	@Test
	void awsIsKnownByItsAccessKeyAlone() throws Exception {
		String key = secure.path("signed");
		secure.write("signed", CONTENT);
		assertRefused("AccessDenied", aws(true, "x".repeat(87)).run("s3api", "put-object", "--bucket", BUCKET, "--key",
				key, "--body", file.toString()));
		S3Program wrong = aws(true).with("AWS_SECRET_ACCESS_KEY", "not the secret of any gateway");
		assertEquals(CONTENT.length,
				json(wrong.run("s3api", "head-object", "--bucket", BUCKET, "--key", key)).get("ContentLength").getAsLong());
	}

	@Test
	void awsIsRefusedWhatARealServerRefuses() throws Exception {
		S3Program aws = aws(true);
		String key = secure.path("refused");
		End wrongSum = aws.run("s3api", "put-object", "--bucket", BUCKET, "--key", key, "--body", file.toString(),
				"--content-md5", "AAAAAAAAAAAAAAAAAAAAAA==");
		assertNotEquals(0, wrongSum.status(), wrongSum.output());
		assertTrue(secure.somebody().read(key).isEmpty(), "nothing is left of it");
		String id = json(aws.run("s3api", "create-multipart-upload", "--bucket", BUCKET, "--key", key)).get("UploadId")
				.getAsString();
		assertRefused("InvalidDigest", aws.run("s3api", "upload-part", "--bucket", BUCKET, "--key", key, "--upload-id", id,
				"--part-number", "1", "--body", file.toString(), "--content-md5",
				Base64.getEncoder().encodeToString(md5(CONTENT))));
		aws.run("s3api", "abort-multipart-upload", "--bucket", BUCKET, "--key", key, "--upload-id", id).good();
		assertTrue(secure.somebody().read(key).isEmpty());
	}

	private static void assertRefused(String code, End end) {
		assertNotEquals(0, end.status(), end.output());
		assertTrue(end.output().contains('(' + code + ')'), end.output());
	}

	@ParameterizedTest(name = "TLS {0}")
	@ValueSource(booleans = { true, false })
	void rcloneCopiesAFolderThereAndBack(boolean tls) throws Exception {
		S3Program rclone = rclone(tls);
		Path tree = Files.createDirectories(home.resolve("tree/deep/deeper")).getParent().getParent();
		Files.write(tree.resolve("large"), CONTENT);
		Files.writeString(tree.resolve("deep/né+1 %.txt"), "text");
		Files.write(tree.resolve("deep/deeper/empty"), new byte[0]);
		String there = "cells:" + BUCKET + '/' + bench(tls).path("by rclone");
		rclone.run("copy", tree.toString(), there).good();
		assertArrayEquals(CONTENT, bench(tls).content().get("by rclone/large").orElseThrow());
		assertEquals("deep/\ndeep/deeper/\ndeep/deeper/empty\ndeep/né+1 %.txt\nlarge\n",
				sorted(rclone.run("lsf", "-R", there)));
		// By sums, where it knows one, and of the rest by all their bytes.
		rclone.run("check", tree.toString(), there).good();
		rclone.run("check", "--download", tree.toString(), there).good();
		Path back = home.resolve("back");
		rclone.run("copy", there, back.toString()).good();
		assertArrayEquals(CONTENT, Files.readAllBytes(back.resolve("large")));
		assertEquals("text", Files.readString(back.resolve("deep/né+1 %.txt")));
		assertEquals("ex",
				rclone.run("cat", "--offset", "1", "--count", "2", there + "/deep/né+1 %.txt").good());
		rclone.run("deletefile", there + "/large").good();
		assertFalse(bench(tls).content().containsKey("by rclone/large"));
	}

	private static String sorted(End end) {
		return end.good().lines().sorted().map(line -> line + '\n').reduce("", String::concat);
	}

	/** It sends the sum of each part, which a real server refuses, and so what is large has to go in one piece. */
	@Test
	void rcloneCannotSendInParts() throws Exception {
		Files.write(file, bytes(6 << 20));
		String there = "cells:" + BUCKET + '/' + secure.path("in parts");
		End refused = rclone(true).run("copyto", file.toString(), there, "--s3-upload-cutoff", "5M", "--s3-chunk-size",
				"5M");
		assertNotEquals(0, refused.status(), refused.output());
		assertTrue(refused.output().contains("InvalidDigest"), refused.output());
		assertFalse(secure.content().containsKey("in parts"), "it has ended what it had begun");
		rclone(true).run("copyto", file.toString(), there, "--s3-upload-cutoff", "5G").good();
		assertArrayEquals(Files.readAllBytes(file), secure.content().get("in parts").orElseThrow());
	}
}
