package org.cellssync.sandbox.internal.web;

import java.util.Objects;

/** What a call is answered with instead of being carried out. */
public sealed interface Answer {
	/**
	 * A gRPC failure.
	 *
	 * @param code name of a status code, such as {@code UNKNOWN}
	 * @param message text of the status; real servers put JSON there
	 * @param after share of the answer that comes before it, 0 to 1
	 */
	record GrpcFailure(String code, String message, double after) implements Answer {
		public GrpcFailure {
			Objects.requireNonNull(code, "code");
			Objects.requireNonNull(message, "message");
		}

		/** A failure before anything is done. */
		public GrpcFailure(String code, String message) {
			this(code, message, 0);
		}
	}

	/**
	 * An HTTP failure, for S3 as its XML error document, for REST as its JSON one.
	 *
	 * @param status HTTP status, 400 to 599
	 * @param code S3 error code, such as {@code SlowDown}
	 * @param message text for people
	 * @param after share of the content sent with a call to S3 that is taken before it, 0 to 1
	 */
	record HttpFailure(int status, String code, String message, double after) implements Answer {
		public HttpFailure {
			Objects.requireNonNull(code, "code");
			Objects.requireNonNull(message, "message");
		}

		/** A failure before anything is taken. */
		public HttpFailure(int status, String code, String message) {
			this(status, code, message, 0);
		}
	}

	/** The connection is cut before anything is answered and before anything is done. */
	record Reset() implements Answer {
	}

	/**
	 * The connection is cut in the middle: a download after half of its bytes, an upload after half of them were
	 * read, a listing after half of its nodes.
	 */
	record HalfBody() implements Answer {
	}

	/** Nothing is done and nothing answered, for as long as the caller waits or until everything is healed. */
	record Hang() implements Answer {
	}

	/** The call is carried out, but its answer is lost with the connection. */
	record LostReply() implements Answer {
	}
}
