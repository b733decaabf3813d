package org.cellssync.sandbox.internal.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Writes small answers in the forms a real server gives them. */
public final class Replies {
	private Replies() {
	}

	/** Lets a page of any origin read the answer, as the documents of the web page allow it. */
	public static void openToAll(HttpServletRequest request, HttpServletResponse response) {
		if (request.getHeader("Origin") != null) {
			response.setHeader("Access-Control-Allow-Origin", "*");
		}
	}

	/** Lets a page of any origin read the answer, as the OpenID provider allows it. */
	public static void openToAllClients(HttpServletRequest request, HttpServletResponse response) {
		if (request.getHeader("Origin") != null) {
			response.setHeader("Access-Control-Allow-Origin", "*");
			response.setHeader("Access-Control-Allow-Credentials", "true");
			response.setHeader("Access-Control-Expose-Headers", "Content-Type");
		}
	}

	/** Forbids to keep the answer. */
	public static void noStore(HttpServletResponse response) {
		response.setHeader("Cache-Control", "no-store");
		response.setHeader("Pragma", "no-cache");
	}

	/** Answers with a whole body, as it is. */
	public static void send(HttpServletResponse response, int status, String type, String body)
			throws IOException {
		send(response, status, type, body.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Answers with a whole body, compressed where the client takes that, as the REST part of a real server
	 * does.
	 */
	public static void compressed(HttpServletRequest request, HttpServletResponse response, int status,
			String type,
			String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		String accepted = request.getHeader("Accept-Encoding");
		if (accepted != null && accepted.contains("gzip")) {
			ByteArrayOutputStream packed = new ByteArrayOutputStream();
			try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
				gzip.write(bytes);
			}
			response.setHeader("Content-Encoding", "gzip");
			bytes = packed.toByteArray();
		}
		send(response, status, type, bytes);
	}

	/** Sends a browser elsewhere with a page that says so. */
	public static void found(HttpServletResponse response, String location) throws IOException {
		response.setHeader("Location", location);
		send(response, HttpServletResponse.SC_FOUND, "text/html; charset=utf-8",
				"<a href=\"" + escaped(location) + "\">Found</a>.\n\n");
	}

	/** Sends a browser elsewhere with nothing more to say. */
	public static void seeOther(HttpServletResponse response, String location) {
		noStore(response);
		response.setHeader("Location", location);
		response.setStatus(HttpServletResponse.SC_SEE_OTHER);
		response.setContentLength(0);
	}

	/** Returns a text as it may stand in HTML and XML, in quotes too. */
	public static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&#34;")
				.replace("'", "&#39;");
	}

	/** Returns parameters as they stand behind the question mark of a URL, in the order of the map. */
	public static String query(Map<String, String> parameters) {
		return parameters.entrySet().stream()
				.map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
				.collect(Collectors.joining("&"));
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static void send(HttpServletResponse response, int status, String type, byte[] body)
			throws IOException {
		response.setStatus(status);
		// Set as a header, because the container would rewrite the type's parameter.
		response.setHeader("Content-Type", type);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}
}
