package org.cellssync.auth.internal.openid;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ResourceBundle;

import com.sun.net.httpserver.HttpExchange;

/** The page a browser shows after the sign-in. */
enum CallbackPage {
	DONE(200, "done"), REFUSED(200, "refused"), FOREIGN(400, "foreign"), NOT_FOUND(404, "notFound"), NOT_ALLOWED(405,
			"notFound");

	private static final ResourceBundle TEXTS = ResourceBundle
			.getBundle("org.cellssync.auth.internal.openid.pages");

	private final int status;
	private final String key;

	CallbackPage(int status, String key) {
		this.status = status;
		this.key = key;
	}

	void send(HttpExchange exchange) throws IOException {
		byte[] page = html().getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
		exchange.getResponseHeaders().set("Cache-Control", "no-store");
		exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
		exchange.getResponseHeaders().set("Content-Security-Policy",
				"default-src 'none'; style-src 'unsafe-inline'");
		exchange.getResponseHeaders().set("Connection", "close");
		exchange.sendResponseHeaders(status, page.length);
		exchange.getResponseBody().write(page);
		exchange.getResponseBody().close();
	}

	private String html() throws IOException {
		try (InputStream template = CallbackPage.class.getResourceAsStream("page.html")) {
			return new String(template.readAllBytes(), StandardCharsets.UTF_8)
					.replace("${title}", TEXTS.getString(key + ".title"))
					.replace("${text}", TEXTS.getString(key + ".text"));
		}
	}
}
