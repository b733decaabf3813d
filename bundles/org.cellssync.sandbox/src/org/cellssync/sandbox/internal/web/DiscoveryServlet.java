package org.cellssync.sandbox.internal.web;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Tells where the services of the server are, at {@code /a/config/discovery}. */
public final class DiscoveryServlet extends HttpServlet {
	private static final long serialVersionUID = 1L;
	private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

	private final transient Site site;
	private final transient Supplier<OptionalInt> grpcPort;
	private final transient Predicate<HttpServletRequest> signedIn;
	private final transient Calls calls;

	/**
	 * Creates a servlet.
	 *
	 * @param grpcPort the port to announce; nothing under TLS, where gRPC is on the same port
	 * @param signedIn tells requests that may learn the server's version
	 */
	public DiscoveryServlet(Site site, Supplier<OptionalInt> grpcPort, Predicate<HttpServletRequest> signedIn,
			Calls calls) {
		this.site = site;
		this.grpcPort = grpcPort;
		this.signedIn = signedIn;
		this.calls = calls;
	}

	@Override
	protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
		calls.serve("REST discovery", response, answer -> discovery(request, answer));
	}

	private void discovery(HttpServletRequest request, HttpServletResponse response) throws IOException {
		String url = site.url(request);
		String sockets = site.socketUrl(request);
		JsonObject endpoints = new JsonObject();
		endpoints.addProperty("chats", sockets + "/ws/chat");
		endpoints.addProperty("forms", url + "/a/config/discovery/forms/{serviceName}");
		endpoints.addProperty("frontend", url);
		grpcPort.get().ifPresent(port -> endpoints.addProperty("grpc", Integer.toString(port)));
		endpoints.addProperty("oidc", url + "/auth");
		endpoints.addProperty("openapi", url + "/a/config/discovery/openapi");
		endpoints.addProperty("rest", url + "/a");
		endpoints.addProperty("s3", url + "/io");
		endpoints.addProperty("websocket", sockets + "/ws/event");
		JsonObject answer = new JsonObject();
		answer.add("Endpoints", endpoints);
		if (signedIn.test(request)) {
			answer.addProperty("PackageType", "PydioHome");
			answer.addProperty("PackageLabel", "Cells sandbox");
			answer.addProperty("Version", "4.3.0");
		}
		Replies.openToAll(request, response);
		Replies.compressed(request, response, 200, "application/json", GSON.toJson(answer));
	}
}
