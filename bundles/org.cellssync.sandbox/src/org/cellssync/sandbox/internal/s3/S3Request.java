package org.cellssync.sandbox.internal.s3;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.cellssync.sandbox.internal.auth.User;
import org.cellssync.sandbox.internal.tree.TreePath;

import jakarta.servlet.http.HttpServletRequest;

/**
 * An S3 request, path style.
 *
 * @param bucket {@code data} or {@code io}
 * @param key the node's path, may be empty
 * @param query parameters; one without a value has an empty one
 * @param user nobody without a bearer
 * @param breaksHalfWay whether the connection is to be cut in the middle of the content
 */
record S3Request(HttpServletRequest http, String bucket, String key, Map<String, String> query,
		Optional<User> user, boolean breaksHalfWay) {
	private static final String CREDENTIAL = "Credential=";
	/** Date, region, service and terminator behind the access key. */
	private static final int SCOPES = 4;

	static S3Request of(HttpServletRequest http) {
		var uri = http.getRequestURI().substring(1);
		var slash = uri.indexOf('/');
		var bucket = slash < 0 ? uri : uri.substring(0, slash);
		var key = slash < 0 ? "" : Percent.decode(uri.substring(slash + 1));
		return new S3Request(http, bucket, key, query(http.getQueryString()), Optional.empty(), false);
	}

	private static Map<String, String> query(String text) {
		if (text == null || text.isEmpty()) {
			return Map.of();
		}
		var result = new HashMap<String, String>();
		for (var pair : text.split("&")) {
			var equal = pair.indexOf('=');
			var name = equal < 0 ? pair : pair.substring(0, equal);
			var value = equal < 0 ? "" : pair.substring(equal + 1).replace("+", "%20");
			result.put(Percent.decode(name), Percent.decode(value));
		}
		return result;
	}

	S3Request by(Optional<User> somebody) {
		return new S3Request(http, bucket, key, query, somebody, breaksHalfWay);
	}

	S3Request breakingHalfWay() {
		return new S3Request(http, bucket, key, query, user, true);
	}

	/** Returns the path in the tree. */
	String path() {
		return TreePath.clean(key);
	}

	boolean has(String parameter) {
		return query.containsKey(parameter);
	}

	String parameter(String name) {
		return query.getOrDefault(name, "");
	}

	String header(String name) {
		var value = http.getHeader(name);
		return value == null ? "" : value;
	}

	/** Returns the access key, which is the bearer, or nothing when the request is not signed. */
	Optional<String> bearer() {
		var authorization = header("Authorization");
		var start = authorization.indexOf(CREDENTIAL);
		if (start >= 0) {
			var end = authorization.indexOf(',', start);
			return accessKey(authorization.substring(start + CREDENTIAL.length(),
					end < 0 ? authorization.length() : end));
		}
		return has("X-Amz-Credential") ? accessKey(parameter("X-Amz-Credential")) : Optional.empty();
	}

	private static Optional<String> accessKey(String credential) {
		var end = credential.trim();
		for (var i = 0; i < SCOPES; i++) {
			var slash = end.lastIndexOf('/');
			if (slash < 0) {
				return Optional.empty();
			}
			end = end.substring(0, slash);
		}
		return Optional.of(end);
	}

	/** Returns what calls of this kind are counted as. */
	String method() {
		return "S3 " + http.getMethod() + kind();
	}

	private String kind() {
		for (var parameter : new String[] { "uploads", "partNumber", "uploadId", "location" }) {
			if (has(parameter)) {
				return " " + (parameter.equals("partNumber") ? "part" : parameter);
			}
		}
		if (!header("x-amz-copy-source").isEmpty()) {
			return " copy";
		}
		if (!key.isEmpty()) {
			return "";
		}
		return http.getMethod().equals("GET") ? " list" : " bucket";
	}
}
