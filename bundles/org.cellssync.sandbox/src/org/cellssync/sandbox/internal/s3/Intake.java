package org.cellssync.sandbox.internal.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import org.cellssync.sandbox.internal.storage.BlockDigest;
import org.cellssync.sandbox.internal.storage.Content;
import org.cellssync.sandbox.internal.storage.ContentStore;
import org.cellssync.sandbox.internal.web.Counters;

/** Takes the content of a request in, and proves what the request says of it. */
final class Intake {
	private static final int BUFFER = 64 * 1024;
	private static final int SNIFFED = 512;

	private final ContentStore contents;
	private final Counters counters;

	Intake(ContentStore contents, Counters counters) {
		this.contents = contents;
		this.counters = counters;
	}

	/**
	 * Content in the store.
	 *
	 * @param start its first bytes
	 */
	record Taken(Content content, BlockDigest.Digests digests, byte[] start) {
	}

	/** Returns how many bytes of content the request brings, or refuses it when it does not say so. */
	static long size(S3Request request) {
		var length = request.http().getContentLengthLong();
		if (!isChunked(request)) {
			if (length < 0) {
				throw S3Error.NO_LENGTH.exception();
			}
			return length;
		}
		if (length < 0 && request.http().isSecure()) {
			// the gateway behind the proxy does not get the decoded length then
			throw S3Error.NO_LENGTH.exception();
		}
		try {
			return Long.parseLong(request.header("x-amz-decoded-content-length"));
		} catch (NumberFormatException e) {
			throw S3Error.NO_LENGTH.exception();
		}
	}

	private static boolean isChunked(S3Request request) {
		return request.header("x-amz-content-sha256").startsWith("STREAMING-")
				|| request.header("Content-Encoding").contains("aws-chunked");
	}

	/**
	 * Returns the content of the request, in the store.
	 *
	 * @throws S3Exception when it is not what the request says
	 * @throws IOException when it does not come completely
	 */
	Taken take(S3Request request, long size) throws IOException {
		var body = request.http().getInputStream();
		InputStream in = isChunked(request) ? new AwsChunks(body) : body;
		var sha256 = isSha256(request) ? sha256() : null;
		var digest = new BlockDigest();
		try (var receiver = contents.receive()) {
			var buffer = new byte[Math.clamp(size, 1, BUFFER)];
			var start = new byte[0];
			var taken = 0L;
			for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				if (taken == 0) {
					start = Arrays.copyOf(buffer, Math.min(count, SNIFFED));
				}
				receiver.write(buffer, 0, count);
				digest.update(buffer, 0, count);
				if (sha256 != null) {
					sha256.update(buffer, 0, count);
				}
				taken += count;
				if (request.breaksHalfWay() && taken * 2 >= size) {
					throw new EOFException("cut half-way");
				}
			}
			counters.add("bytes in", taken);
			if (taken != size) {
				throw S3Error.INCOMPLETE.exception();
			}
			var digests = digest.finish();
			prove(request, digests, sha256);
			return new Taken(receiver.finish(), digests, start);
		}
	}

	private static boolean isSha256(S3Request request) {
		return request.header("x-amz-content-sha256").matches("[0-9a-fA-F]{64}");
	}

	private static void prove(S3Request request, BlockDigest.Digests digests, MessageDigest sha256) {
		var expected = request.header("Content-MD5");
		if (!expected.isEmpty() && !Arrays.equals(decoded(expected), digests.md5())) {
			throw S3Error.BACKEND_DOWN.exception();
		}
		if (sha256 != null && !Arrays.equals(HexFormat.of().parseHex(request.header("x-amz-content-sha256")),
				sha256.digest())) {
			throw S3Error.BACKEND_DOWN.exception();
		}
	}

	private static byte[] decoded(String base64) {
		try {
			return Base64.getDecoder().decode(base64);
		} catch (IllegalArgumentException e) {
			throw S3Error.INVALID_DIGEST.exception();
		}
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java runtime has SHA-256", e);
		}
	}
}
