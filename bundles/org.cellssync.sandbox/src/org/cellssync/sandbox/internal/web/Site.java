package org.cellssync.sandbox.internal.web;

import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The names under which the server answers. A request for another host gets what a real server gives it: an
 * empty 200, whatever it asked for.
 *
 * @param tls whether the server is reached by https
 */
public record Site(boolean tls) {
	private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

	/** Returns whether a request for this host, named without port, is answered. */
	public boolean serves(String host) {
		return host != null && HOSTS.contains(host);
	}

	/**
	 * Returns the address of the server as the client of this request sees it, without a slash at the end.
	 */
	public String url(HttpServletRequest request) {
		return (tls ? "https://" : "http://") + authority(request);
	}

	/** Returns the same for web sockets. */
	public String socketUrl(HttpServletRequest request) {
		return (tls ? "wss://" : "ws://") + authority(request);
	}

	private String authority(HttpServletRequest request) {
		String name = request.getServerName();
		String host = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
		int port = request.getServerPort();
		return port == (tls ? 443 : 80) ? host : host + ":" + port;
	}
}
