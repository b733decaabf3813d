package org.cellssync.sandbox.internal.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.cellssync.sandbox.internal.web.Calls;
import org.cellssync.sandbox.internal.web.Replies;
import org.cellssync.sandbox.internal.web.Site;

/**
 * What the web page of a server needs from it: signing in, and who is signed in, below {@code /a/frontend/}.
 */
public final class FrontendServlet extends HttpServlet {
	private static final long serialVersionUID = 1L;
	private static final String JSON = "application/json";
	private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

	private final transient Site site;
	private final transient OpenId provider;
	private final transient Bearers bearers;
	private final transient Function<User, String> repositories;
	private final transient Calls calls;

	private record Session(AuthInfo AuthInfo) {
	}

	private record AuthInfo(String login, String password, String challenge, String type) {
	}

	/**
	 * Creates a servlet that signs people in at this provider.
	 *
	 * @param repositories the element that tells a user's workspaces
	 */
	public FrontendServlet(Site site, OpenId provider, Bearers bearers, Function<User, String> repositories, Calls calls) {
		this.site = site;
		this.provider = provider;
		this.bearers = bearers;
		this.repositories = repositories;
		this.calls = calls;
	}

	@Override
	protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Replies.openToAll(request, response);
		switch (request.getRequestURI()) {
			case "/a/frontend/bootconf" -> calls.serve("REST bootconf", response,
					answer -> Replies.compressed(request, answer, 200, JSON, BootDocument.text()));
			case "/a/frontend/state" -> calls.serve("REST state", response, answer -> state(request, answer));
			default ->
				error(request, response, 404, "Not Found", "There is nothing at " + request.getRequestURI());
		}
	}

	@Override
	protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Replies.openToAll(request, response);
		if (request.getRequestURI().equals("/a/frontend/session")) {
			calls.serve("REST session", response, answer -> session(request, answer));
		} else {
			error(request, response, 404, "Not Found", "There is nothing at " + request.getRequestURI());
		}
	}

	private void session(HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.addHeader("Set-Cookie", "pydio=" + Secrets.part() + "; Path=/a/frontend; Domain="
				+ request.getServerName() + "; Max-Age=3600; HttpOnly" + (site.tls() ? "; Secure" : ""));
		Optional<AuthInfo> info = read(request);
		if (info.isEmpty()) {
			error(request, response, 400, "Bad Request",
					"AuthInfo with login, password and challenge is expected");
			return;
		}
		Optional<User> user = provider.check(info.get().login(), info.get().password());
		if (user.isEmpty()) {
			error(request, response, 401, "Login failed", "Unauthorized: Login failed");
			return;
		}
		Optional<String> redirect = provider.accept(info.get().challenge(), user.get());
		if (redirect.isEmpty()) {
			error(request, response, 401, "Login failed",
					"Unauthorized: the login challenge is unknown, used or old");
			return;
		}
		JsonObject answer = new JsonObject();
		answer.addProperty("RedirectTo", redirect.get());
		Replies.compressed(request, response, 200, JSON, GSON.toJson(answer));
	}

	private void state(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Optional<String> bearer = AuthorizationHeader.bearer(request);
		Optional<User> user = bearer.flatMap(bearers::user);
		if (bearer.isPresent() && user.isEmpty()) {
			error(request, response, 401, "Unauthorized", "Unauthorized: empty idToken");
			return;
		}
		String element = user.map(known -> "<user id=\"" + Replies.escaped(known.name()) + "\">"
				+ repositories.apply(known) + "</user>")
				.orElse("");
		Replies.compressed(request, response, 200, "application/xml; charset=utf-8",
				"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<pydio_registry>" + element
						+ "</pydio_registry>");
	}

	private static Optional<AuthInfo> read(HttpServletRequest request) throws IOException {
		String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		try {
			Session session = GSON.fromJson(body, Session.class);
			return Optional.ofNullable(session).map(Session::AuthInfo)
					.filter(info -> info.login() != null && info.password() != null
							&& info.challenge() != null);
		} catch (JsonParseException nonsense) {
			return Optional.empty();
		}
	}

	private static void error(HttpServletRequest request, HttpServletResponse response, int status,
			String title,
			String detail) throws IOException {
		JsonObject answer = new JsonObject();
		answer.addProperty("Title", title);
		answer.addProperty("Detail", detail);
		Replies.compressed(request, response, status, JSON, answer.toString());
	}
}
