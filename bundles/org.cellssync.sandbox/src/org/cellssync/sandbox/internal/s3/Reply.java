package org.cellssync.sandbox.internal.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.servlet.http.HttpServletResponse;

/** Writes what all answers of the gateway have in common. */
final class Reply {
	private static final String HOST_ID = "5f091f52-7e87-4a5f-9e3f-e560c3531f84";

	private final HttpServletResponse http;
	private final String requestId = String.format("%016X", ThreadLocalRandom.current().nextLong());

	Reply(HttpServletResponse http) {
		this.http = http;
		http.setHeader("Accept-Ranges", "bytes");
		http.setHeader("Content-Security-Policy", "block-all-mixed-content");
		http.setHeader("Server", "Caddy, MinIO");
		http.setHeader("Vary", "Origin");
		http.setHeader("X-Amz-Request-Id", requestId);
		http.setHeader("X-Xss-Protection", "1; mode=block");
	}

	HttpServletResponse http() {
		return http;
	}

	/** Answers that all is well, without content. */
	void done(String etag) {
		http.setStatus(HttpServletResponse.SC_OK);
		http.setHeader("ETag", "\"" + etag + "\"");
		http.setContentLength(0);
	}

	/** Answers with a document. */
	void document(Xml xml) throws IOException {
		document(HttpServletResponse.SC_OK, xml);
	}

	private void document(int status, Xml xml) throws IOException {
		var bytes = xml.toString().getBytes(StandardCharsets.UTF_8);
		http.setStatus(status);
		http.setHeader("Content-Type", "application/xml");
		http.setContentLength(bytes.length);
		http.getOutputStream().write(bytes);
	}

	/** Refuses the request. */
	void refused(S3Request request, S3Error error) throws IOException {
		if (request.http().getMethod().equals("HEAD")) {
			http.setStatus(error.status());
			http.setContentLength(0);
			return;
		}
		var xml = new Xml().open("Error").element("Code", error.code()).element("Message", error.message());
		if (error.namesKey()) {
			xml.element("Key", request.key()).element("BucketName", request.bucket());
		}
		xml.element("Resource", "/" + request.bucket() + "/" + request.key()).element("RequestId", requestId)
				.element("HostId", HOST_ID).close("Error");
		document(error.status(), xml);
	}
}
