package org.cellssync.sandbox.internal.auth;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.cellssync.sandbox.internal.web.Replies;

/** The pages a person sees in the browser while signing in, below {@code /oauth2/}. */
public final class PageServlet extends HttpServlet {
	private static final long serialVersionUID = 1L;
	private static final String HTML = "text/html; charset=utf-8";

	private final transient OpenId provider;
	private final String login = resource("login.html");
	private final String error = resource("error.html");

	/** Creates the pages for this provider. */
	public PageServlet(OpenId provider) {
		this.provider = provider;
	}

	@Override
	protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
		switch (request.getRequestURI()) {
			case "/oauth2/login" -> {
				String challenge = parameter(request, "login_challenge");
				if (provider.awaits(challenge)) {
					page(response, 200, login.replace("${challenge}", Replies.escaped(challenge)));
				} else {
					page(response, 400,
							filled("invalid_request", "This sign-in was finished or is too old. Please begin "
									+ "again in the program that sent you here."));
				}
			}
			case "/oauth2/fallbacks/error" -> page(response, 200,
					filled(parameter(request, "error"), parameter(request, "error_description")));
			default -> page(response, 404, filled("not_found", "There is no such page."));
		}
	}

	private String filled(String code, String text) {
		return error.replace("${error}", Replies.escaped(code)).replace("${description}",
				Replies.escaped(text));
	}

	private static void page(HttpServletResponse response, int status, String html) throws IOException {
		response.setHeader("Cache-Control", "no-store");
		response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; "
				+ "script-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'");
		Replies.send(response, status, HTML, html);
	}

	private static String parameter(HttpServletRequest request, String name) {
		String value = request.getParameter(name);
		return value == null ? "" : value;
	}

	private static String resource(String name) {
		try (InputStream stream = PageServlet.class.getResourceAsStream(name)) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
