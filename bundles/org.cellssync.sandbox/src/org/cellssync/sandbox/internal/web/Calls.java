package org.cellssync.sandbox.internal.web;

import java.io.IOException;
import java.util.Optional;

import com.google.gson.JsonObject;

import jakarta.servlet.http.HttpServletResponse;

import org.cellssync.sandbox.internal.s3.SilentResponse;

/**
 * Counts the small HTTP calls, of which the answer fits in the response's buffer, and brings the faults
 * planned for them about. Safe for use by many threads.
 */
public final class Calls {
	/** The status by which the container is told to abort. */
	private static final int CUT = -1;

	private final Counters counters;
	private final Faults faults;

	/** What a call does when nothing is in its way. */
	public interface Call {
		/** Carries the call out and writes its answer. */
		void run(HttpServletResponse response) throws IOException;
	}

	/** Creates a counter of calls. */
	public Calls(Counters counters, Faults faults) {
		this.counters = counters;
		this.faults = faults;
	}

	/**
	 * Carries a call out, after its wait, or does what is planned instead. Blocks for the wait.
	 *
	 * @param method the name it is counted under
	 */
	public void serve(String method, HttpServletResponse response, Call call) throws IOException {
		counters.count(method);
		if (!faults.pause(method)) {
			response.sendError(CUT);
			return;
		}
		Optional<Answer> planned = faults.next(method);
		if (planned.isEmpty()) {
			call.run(response);
			return;
		}
		switch (planned.get()) {
			case Answer.HttpFailure failure ->
				refuse(response, failure.status(), failure.code(), failure.message());
			case Answer.GrpcFailure failure -> refuse(response, 500, failure.code(), failure.message());
			case Answer.Reset reset -> response.sendError(CUT);
			case Answer.Hang hang -> {
				faults.awaitHealing();
				response.sendError(CUT);
			}
			case Answer.HalfBody half -> loseReply(response, call);
			case Answer.LostReply lost -> loseReply(response, call);
		}
	}

	private static void loseReply(HttpServletResponse response, Call call) throws IOException {
		call.run(new SilentResponse(response));
		response.sendError(CUT);
	}

	/** Refuses in a way that clients of REST and of OpenID both read. */
	private static void refuse(HttpServletResponse response, int status, String code, String message)
			throws IOException {
		JsonObject answer = new JsonObject();
		answer.addProperty("error", code);
		answer.addProperty("error_description", message);
		answer.addProperty("Title", code);
		answer.addProperty("Detail", message);
		Replies.send(response, status, "application/json", answer.toString());
	}
}
