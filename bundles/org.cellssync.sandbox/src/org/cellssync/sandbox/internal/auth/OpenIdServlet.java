package org.cellssync.sandbox.internal.auth;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonObject;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.cellssync.sandbox.internal.web.Calls;
import org.cellssync.sandbox.internal.web.Replies;
import org.cellssync.sandbox.internal.web.Site;

/** The OpenID provider below {@code /oidc/}. */
public final class OpenIdServlet extends HttpServlet {
	private static final long serialVersionUID = 1L;
	private static final String JSON = "application/json; charset=utf-8";
	private static final String TOKEN_JSON = "application/json;charset=UTF-8";

	private final transient Site site;
	private final transient OpenId provider;
	private final transient Tokens tokens;
	private final transient IdTokens idTokens;
	private final transient Calls calls;

	/** Creates a servlet in front of a provider. */
	public OpenIdServlet(Site site, OpenId provider, Tokens tokens, IdTokens idTokens, Calls calls) {
		this.site = site;
		this.provider = provider;
		this.tokens = tokens;
		this.idTokens = idTokens;
		this.calls = calls;
	}

	@Override
	protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Replies.openToAllClients(request, response);
		if (request.getMethod().equals("OPTIONS")) {
			allowAll(request, response);
			return;
		}
		boolean post = request.getMethod().equals("POST");
		switch (request.getRequestURI()) {
			case "/oidc/.well-known/openid-configuration" -> Replies.send(response, 200, JSON,
					ProviderDocument.of(site.url(request)));
			case "/oidc/.well-known/jwks.json" -> Replies.send(response, 200, JSON, idTokens.keySet());
			case "/oidc/oauth2/auth" -> calls.serve("OIDC authorize", response,
					answer -> authorize(request, answer));
			case "/oidc/userinfo" -> calls.serve("OIDC userinfo", response,
					answer -> userInfo(request, answer));
			case "/oidc/oauth2/token" -> postOnly(post, response,
					answered -> calls.serve("OIDC token", answered, answer -> token(request, answer)));
			case "/oidc/oauth2/revoke" -> postOnly(post, response,
					answered -> calls.serve("OIDC revoke", answered, answer -> revoke(request, answer)));
			default -> Replies.send(response, 404, "text/plain; charset=utf-8", "404 page not found\n");
		}
	}

	private void authorize(HttpServletRequest request, HttpServletResponse response) throws IOException {
		String url = site.url(request);
		switch (provider.authorize(parameters(request))) {
			case OpenId.Way.ToLogin login -> {
				response.addHeader("Set-Cookie",
						"oauth2_authentication_csrf=" + Secrets.part() + "; Path=/; HttpOnly"
								+ (site.tls() ? "; Secure; SameSite=None" : "; SameSite=Lax"));
				Replies.found(response, url + "/oauth2/login?login_challenge=" + login.challenge());
			}
			case OpenId.Way.ToErrorPage error -> Replies.found(response,
					url + "/oauth2/fallbacks/error?" + error.query());
			case OpenId.Way.ToClient client -> Replies.seeOther(response, client.location());
		}
	}

	private void token(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Replies.noStore(response);
		try {
			Issued issued = issue(parameters(request));
			JsonObject answer = new JsonObject();
			answer.addProperty("access_token", issued.access());
			answer.addProperty("expires_in", Math.max(1, issued.life().toSeconds()));
			if (issued.scope().contains("openid")) {
				answer.addProperty("id_token", idTokens.sign(site.url(request) + "/oidc/", issued));
			}
			issued.refresh().ifPresent(refresh -> answer.addProperty("refresh_token", refresh));
			answer.addProperty("scope", issued.scope());
			answer.addProperty("token_type", "bearer");
			Replies.send(response, 200, TOKEN_JSON, answer.toString());
		} catch (OAuthException refusal) {
			refuse(response, refusal);
		}
	}

	private Issued issue(Map<String, String> sent) throws OAuthException, IOException {
		if (!OpenId.CLIENT.equals(sent.get("client_id"))) {
			throw OAuthException.invalidClient("The requested OAuth 2.0 Client does not exist.");
		}
		return switch (sent.getOrDefault("grant_type", "")) {
			case "authorization_code" -> provider.exchange(sent);
			case "refresh_token" -> tokens.refresh(sent.getOrDefault("refresh_token", ""));
			case "" -> throw OAuthException.invalidRequest("Request parameter 'grant_type' is missing");
			default -> throw new OAuthException(400, "unsupported_grant_type",
					"The authorization grant type is not supported by the authorization server.");
		};
	}

	private void userInfo(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Optional<User> user = AuthorizationHeader.bearer(request).flatMap(tokens::signedInUser);
		if (user.isEmpty()) {
			refuse(response, OAuthException.unauthorized());
			return;
		}
		JsonObject answer = new JsonObject();
		answer.addProperty("email", user.get().email());
		answer.addProperty("name", user.get().name());
		answer.addProperty("sub", user.get().uuid());
		Replies.send(response, 200, JSON, answer.toString());
	}

	private void revoke(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Map<String, String> sent = parameters(request);
		if (!OpenId.CLIENT.equals(sent.get("client_id"))) {
			refuse(response, OAuthException.invalidClient("The requested OAuth 2.0 Client does not exist."));
			return;
		}
		tokens.revokeToken(sent.getOrDefault("token", ""));
		response.setStatus(200);
		response.setContentLength(0);
	}

	private static void refuse(HttpServletResponse response, OAuthException refusal) throws IOException {
		JsonObject answer = new JsonObject();
		answer.addProperty("error", refusal.error());
		answer.addProperty("error_description", refusal.getMessage());
		Replies.send(response, refusal.status(), TOKEN_JSON, answer.toString());
	}

	private static void allowAll(HttpServletRequest request, HttpServletResponse response) {
		response.setHeader("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
		String headers = request.getHeader("Access-Control-Request-Headers");
		if (headers != null) {
			response.setHeader("Access-Control-Allow-Headers", headers);
		}
		response.setStatus(HttpServletResponse.SC_NO_CONTENT);
	}

	private static void postOnly(boolean post, HttpServletResponse response, Calls.Call call)
			throws IOException {
		if (post) {
			call.run(response);
		} else {
			response.setHeader("Allow", "POST, OPTIONS");
			Replies.send(response, 405, "text/plain; charset=utf-8", "Method Not Allowed\n");
		}
	}

	private static Map<String, String> parameters(HttpServletRequest request) {
		Map<String, String> first = new LinkedHashMap<>();
		request.getParameterMap().forEach((name, values) -> first.put(name, values[0]));
		return first;
	}
}
