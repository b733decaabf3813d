package org.cellssync.sandbox.internal.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

import org.cellssync.sandbox.internal.auth.Bearers;
import org.cellssync.sandbox.internal.auth.User;
import org.cellssync.sandbox.internal.events.HttpOrigin;
import org.cellssync.sandbox.internal.s3.SilentResponse;
import org.cellssync.sandbox.internal.tree.Job;
import org.cellssync.sandbox.internal.tree.JobOrigin;
import org.cellssync.sandbox.internal.tree.TreeException;
import org.cellssync.sandbox.internal.tree.TreePath;
import org.cellssync.sandbox.internal.tree.World;
import org.cellssync.sandbox.internal.web.Answer;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Deletions to the recycle bin and back: {@code POST /a/tree/delete} and {@code POST /a/tree/restore}. */
public final class TreeServlet extends HttpServlet {
	private static final long serialVersionUID = 1L;
	private static final String BEARER = "Bearer ";

	private final transient World world;
	private final transient Bearers bearers;

	public TreeServlet(World world, Bearers bearers) {
		this.world = world;
		this.bearers = bearers;
	}

	@Override
	protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
		var name = TreePath.name(request.getRequestURI());
		if (!List.of("delete", "restore").contains(name) || !request.getMethod().equals("POST")) {
			refuse(response, 404, "Not Found", "no such call");
			return;
		}
		var method = "REST " + name;
		world.options().counters().count(method);
		if (!world.options().faults().pause(method)) {
			response.sendError(-1);
			return;
		}
		var planned = world.options().faults().next(method);
		if (planned.isEmpty()) {
			answer(name, request, response);
			return;
		}
		switch (planned.get()) {
			case Answer.HttpFailure failure -> {
				drain(request);
				refuse(response, failure.status(), failure.code(), failure.message());
			}
			case Answer.GrpcFailure failure -> {
				drain(request);
				refuse(response, 503, failure.code(), failure.message());
			}
			case Answer.Reset reset -> response.sendError(-1);
			case Answer.Hang hang -> {
				world.options().faults().awaitHealing();
				response.sendError(-1);
			}
			case Answer.HalfBody half -> response.sendError(-1);
			case Answer.LostReply lost -> {
				answer(name, request, new SilentResponse(response));
				response.sendError(-1);
			}
		}
	}

	/** What is refused is read nevertheless: else the connection would end under the caller's next request. */
	private static void drain(HttpServletRequest request) throws IOException {
		request.getInputStream().readAllBytes();
	}

	private void answer(String name, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		var user = user(request);
		if (user.isEmpty()) {
			refuse(response, 401, "Unauthorized", "You are not authorized to access this API");
			return;
		}
		try {
			var paths = paths(request);
			var origin = origin(request, user.get());
			if (name.equals("delete")) {
				reply(request, response, "DeleteJobs", world.recycle(user, paths, origin));
			} else {
				reply(request, response, "RestoreJobs", world.restore(user, paths, origin));
			}
		} catch (TreeException e) {
			refuse(response, e.code() == 0 ? 500 : e.code(), e.getMessage(), e.json());
		} catch (JsonParseException | IllegalStateException e) {
			refuse(response, 400, "Bad Request", "the body is not the JSON document that is expected");
		}
	}

	private Optional<User> user(HttpServletRequest request) {
		var authorization = request.getHeader("Authorization");
		if (authorization == null || !authorization.startsWith(BEARER)) {
			return Optional.empty();
		}
		return bearers.user(authorization.substring(BEARER.length()));
	}

	private static List<String> paths(HttpServletRequest request) throws IOException {
		var body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		var nodes = JsonParser.parseString(body).getAsJsonObject().get("Nodes");
		if (nodes == null) {
			throw new JsonParseException("no nodes");
		}
		return nodes.getAsJsonArray().asList().stream()
				.map(node -> TreePath.clean(node.getAsJsonObject().get("Path").getAsString())).toList();
	}

	private static JobOrigin origin(HttpServletRequest request, User user) {
		var origin = HttpOrigin.of(request, user.name());
		return (job, task) -> workspaceUuid -> {
			var metadata = new HashMap<>(origin.metadata(workspaceUuid));
			metadata.put("Contenttype", "application/json");
			metadata.put("X-Pydio-Job-Uuid", job);
			metadata.put("X-Pydio-Task-Uuid", task);
			metadata.put("X-Pydio-Operation-Id", job + "-" + task.substring(0, 8));
			metadata.put("X-Pydio-Task-Action-Path", "ROOT/actions.tree.copymove$0");
			metadata.put("X-Pydio-Task-Action-Tags", "ROOT/actions.tree.copymove$0:1");
			return metadata;
		};
	}

	private static void reply(HttpServletRequest request, HttpServletResponse response, String name,
			List<Job> jobs) throws IOException {
		var list = new JsonArray();
		for (var job : jobs) {
			var item = new JsonObject();
			item.addProperty("Uuid", job.uuid());
			item.addProperty("Label", job.label());
			list.add(item);
		}
		var document = new JsonObject();
		document.add(name, list);
		var bytes = document.toString().getBytes(StandardCharsets.UTF_8);
		var accepted = request.getHeader("Accept-Encoding");
		if (accepted != null && accepted.contains("gzip")) {
			response.setHeader("Content-Encoding", "gzip");
			bytes = zipped(bytes);
		}
		send(response, 200, bytes);
	}

	private static byte[] zipped(byte[] bytes) throws IOException {
		var out = new ByteArrayOutputStream();
		try (var zip = new GZIPOutputStream(out)) {
			zip.write(bytes);
		}
		return out.toByteArray();
	}

	private static void refuse(HttpServletResponse response, int status, String title, String detail)
			throws IOException {
		var document = new JsonObject();
		document.addProperty("Title", title);
		document.addProperty("Detail", detail);
		send(response, status, document.toString().getBytes(StandardCharsets.UTF_8));
	}

	private static void send(HttpServletResponse response, int status, byte[] bytes) throws IOException {
		response.setStatus(status);
		response.setHeader("Content-Type", "application/json");
		response.setHeader("Server", "Caddy");
		response.setHeader("Vary", "Origin");
		response.setContentLength(bytes.length);
		response.getOutputStream().write(bytes);
	}
}
