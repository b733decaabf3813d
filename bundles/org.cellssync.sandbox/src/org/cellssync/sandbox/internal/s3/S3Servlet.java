package org.cellssync.sandbox.internal.s3;

import java.io.IOException;
import java.util.Optional;

import org.cellssync.sandbox.internal.auth.Bearers;
import org.cellssync.sandbox.internal.auth.User;
import org.cellssync.sandbox.internal.tree.TreeException;
import org.cellssync.sandbox.internal.tree.World;
import org.cellssync.sandbox.internal.web.Answer;
import org.cellssync.sandbox.internal.web.Faults;
import org.cellssync.sandbox.internal.web.Hazard;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The S3 gateway.
 * <p>
 * The access key is the bearer; signatures are not checked, hashes of the content are. Nothing is
 * conditional.
 */
public final class S3Servlet extends HttpServlet {
	private static final long serialVersionUID = 1L;
	/**
	 * Of a request that is refused, so many bytes of content are taken nevertheless, so that the answer
	 * arrives.
	 */
	private static final long MOST_DRAINED = 4L * 1024 * 1024;

	private final transient World world;
	private final transient Bearers bearers;
	private final transient Faults faults;
	private final transient SingleObjects objects;
	private final transient Multiparts multiparts;
	private final transient Buckets buckets;

	public S3Servlet(World world, Bearers bearers) {
		this.world = world;
		this.bearers = bearers;
		this.faults = world.options().faults();
		var intake = new Intake(world.contents(), world.options().counters());
		this.objects = new SingleObjects(world, intake);
		this.multiparts = new Multiparts(world, intake);
		this.buckets = new Buckets(world);
	}

	@Override
	protected void service(HttpServletRequest http, HttpServletResponse response) throws IOException {
		var request = S3Request.of(http);
		var method = request.method();
		world.options().counters().count(method);
		if (!faults.pause(method)) {
			response.sendError(-1);
			return;
		}
		var planned = faults.next(method);
		if (planned.isEmpty()) {
			answer(request, response);
			return;
		}
		switch (planned.get()) {
			case Answer.HttpFailure failure -> {
				if (failure.after() > 0) {
					take(request, failure.after());
				} else {
					drain(request);
				}
				new Reply(response).refused(request,
						S3Error.of(failure.status(), failure.code(), failure.message()));
			}
			case Answer.GrpcFailure failure ->
				new Reply(response).refused(request, S3Error.of(503, failure.code(), failure.message()));
			case Answer.Reset reset -> response.sendError(-1);
			case Answer.Hang hang -> {
				faults.awaitHealing();
				response.sendError(-1);
			}
			case Answer.HalfBody half -> answer(request.breakingHalfWay(), response);
			case Answer.LostReply lost -> {
				answer(request, new SilentResponse(response));
				response.sendError(-1);
			}
		}
	}

	private void answer(S3Request request, HttpServletResponse response) throws IOException {
		var reply = new Reply(response);
		try {
			serve(request.by(Optional.of(user(request))), reply);
		} catch (TreeException e) {
			drain(request);
			reply.refused(request, S3Error.of(e));
		} catch (S3Exception e) {
			drain(request);
			reply.refused(request, e.error());
		} catch (IOException e) {
			if (!request.breaksHalfWay()) {
				throw e;
			}
			response.sendError(-1);
		}
	}

	private User user(S3Request request) {
		var denied = faults.isOn(Hazard.H2) ? S3Error.ACCESS_DENIED : S3Error.EXPIRED;
		var bearer = request.bearer().orElseThrow(S3Error.ACCESS_DENIED::exception);
		return bearers.user(bearer).orElseThrow(denied::exception);
	}

	/** Takes a share of the content, and nothing is done with it. */
	private void take(S3Request request, double share) throws IOException {
		var length = (long) (request.http().getContentLengthLong() * share);
		if (length > 0) {
			try (var body = request.http().getInputStream()) {
				body.skipNBytes(length);
			}
			world.options().counters().add("bytes in", length);
		}
	}

	/** Takes the rest of the content, as far as it is not long. */
	private static void drain(S3Request request) throws IOException {
		if (request.http().getContentLengthLong() > MOST_DRAINED || !request.header("Expect").isEmpty()) {
			return;
		}
		try (var body = request.http().getInputStream()) {
			body.skip(MOST_DRAINED);
		}
	}

	private void serve(S3Request request, Reply reply) throws IOException {
		if (request.key().isEmpty()) {
			serveBucket(request, reply);
			return;
		}
		switch (request.http().getMethod()) {
			case "HEAD" -> objects.head(request, reply);
			case "GET" -> {
				if (request.has("uploadId")) {
					multiparts.parts(request, reply);
				} else {
					objects.get(request, reply);
				}
			}
			case "PUT" -> put(request, reply);
			case "POST" -> post(request, reply);
			case "DELETE" -> {
				if (request.has("uploadId")) {
					multiparts.abort(request, reply);
				} else {
					objects.delete(request, reply);
				}
			}
			default -> throw S3Error.NOT_ALLOWED.exception();
		}
	}

	private void put(S3Request request, Reply reply) throws IOException {
		if (request.has("uploadId")) {
			multiparts.part(request, reply);
		} else if (!request.header("x-amz-copy-source").isEmpty()) {
			objects.copy(request, reply);
		} else {
			objects.put(request, reply);
		}
	}

	private void post(S3Request request, Reply reply) throws IOException {
		if (request.has("uploads")) {
			multiparts.create(request, reply);
		} else if (request.has("uploadId")) {
			multiparts.complete(request, reply);
		} else {
			throw S3Error.NOT_ALLOWED.exception();
		}
	}

	private void serveBucket(S3Request request, Reply reply) throws IOException {
		var method = request.http().getMethod();
		if (method.equals("HEAD")) {
			buckets.head(reply);
		} else if (!method.equals("GET")) {
			throw S3Error.NOT_ALLOWED.exception();
		} else if (request.has("location")) {
			buckets.location(reply);
		} else if (request.has("uploads")) {
			multiparts.uploads(request, reply);
		} else {
			buckets.list(request, reply);
		}
	}
}
