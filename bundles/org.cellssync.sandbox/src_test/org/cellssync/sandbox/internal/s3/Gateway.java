package org.cellssync.sandbox.internal.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.cellssync.sandbox.Browser;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;

/** A sandbox with an S3 client of few words. */
final class Gateway implements AutoCloseable {
	final Sandbox sandbox;
	private final HttpClient http;
	private final Browser browser;

	Gateway(SandboxOptions options) throws IOException {
		sandbox = Sandbox.start(options);
		browser = new Browser(sandbox);
		var builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
		sandbox.caFile().ifPresent(ca -> builder.sslContext(Browser.trusting(ca)));
		http = builder.build();
	}

	static Gateway tls() throws IOException {
		return new Gateway(SandboxOptions.defaults());
	}

	static Gateway clear() throws IOException {
		return new Gateway(SandboxOptions.defaults().withTls(false));
	}

	String token() {
		return sandbox.users().getFirst().token();
	}

	HttpResponse<byte[]> send(String method, String path, BodyPublisher body, String... headers) {
		return send(method, path, token(), body, headers);
	}

	HttpResponse<byte[]> send(String method, String path, String token, BodyPublisher body,
			String... headers) {
		var request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/data/" + path)).method(method, body)
				.header("Authorization", "AWS4-HMAC-SHA256 Credential=" + token
						+ "/20261122/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=x");
		for (var i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		try {
			return http.send(request.build(), BodyHandlers.ofByteArray());
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		} catch (InterruptedException e) {
			throw new AssertionError(e);
		}
	}

	HttpResponse<byte[]> get(String path, String... headers) {
		return send("GET", path, BodyPublishers.noBody(), headers);
	}

	HttpResponse<byte[]> put(String path, String text, String... headers) {
		return send("PUT", path, BodyPublishers.ofString(text), headers);
	}

	/** Returns the text of a document, status first. */
	static String text(HttpResponse<byte[]> response) {
		return response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8);
	}

	/** Returns what stands between two tags of a document. */
	static String element(HttpResponse<byte[]> response, String name) {
		var text = text(response);
		var start = text.indexOf("<" + name + ">");
		return start < 0 ? "" : text.substring(start + name.length() + 2, text.indexOf("</" + name + ">"));
	}

	static String etag(HttpResponse<byte[]> response) {
		return response.headers().firstValue("ETag").orElse("").replace("\"", "");
	}

	/** Carries out orders of the control channel. */
	void order(String json) {
		var answer = browser.post(sandbox.controlUrl() + "/faults", "application/json", json);
		if (answer.statusCode() != 200) {
			throw new AssertionError(answer.body());
		}
	}

	/** Returns bytes that the vectors of block hashes are computed for. */
	static byte[] pattern(int from, int size) {
		var bytes = new byte[size];
		for (var i = 0; i < size; i++) {
			var at = from + i;
			bytes[i] = (byte) (at * 31 + (at >> 8) * 7 + (at >> 16) * 13);
		}
		return bytes;
	}

	/** Uploads in parts, in this order of their numbers, and returns the answer to the completion. */
	HttpResponse<byte[]> multipart(String path, int partSize, int size, int... order) {
		var id = element(send("POST", path + "?uploads", BodyPublishers.noBody()), "UploadId");
		var tags = new String[(size + partSize - 1) / partSize];
		for (var number : order) {
			var from = (number - 1) * partSize;
			tags[number - 1] = etag(send("PUT", path + "?partNumber=" + number + "&uploadId=" + id,
					BodyPublishers.ofByteArray(pattern(from, Math.min(partSize, size - from)))));
		}
		return complete(path, id, tags);
	}

	HttpResponse<byte[]> complete(String path, String id, String... tags) {
		var body = new StringBuilder("<CompleteMultipartUpload>");
		for (var i = 0; i < tags.length; i++) {
			body.append(
					"<Part><PartNumber>" + (i + 1) + "</PartNumber><ETag>\"" + tags[i] + "\"</ETag></Part>");
		}
		body.append("</CompleteMultipartUpload>");
		return send("POST", path + "?uploadId=" + id, BodyPublishers.ofString(body.toString()));
	}

	static int[] numbers(int count) {
		var result = new int[count];
		Arrays.setAll(result, i -> i + 1);
		return result;
	}

	@Override
	public void close() throws IOException {
		http.close();
		sandbox.close();
	}
}
