package org.cellssync.transport.internal.grpc;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.internal.ServerMessage;
import org.cellssync.transport.internal.web.WebFailure;

import io.grpc.Status;

/** What the ends of calls mean; nothing of gRPC's own gets further. */
final class Refusals {

	/** What grpc-java says where an HTTP answer is none of gRPC. */
	private static final String NO_GRPC = "HTTP status code";

	/** What is wrong before anything is asked. */
	private static final Set<Code> OF_THE_WAY = EnumSet.of(Code.SERVER_CERTIFICATE, Code.SERVER_CERTIFICATE_NAME,
			Code.SERVER_CERTIFICATE_DATE, Code.SERVER_CERTIFICATE_CHANGED, Code.SERVER_WANTS_CERTIFICATE,
			Code.CERTIFICATE_FILE_UNUSABLE, Code.PROXY_UNREACHABLE, Code.PROXY_SIGN_IN, Code.PROXY_REFUSED);

	private Refusals() {
	}

	/**
	 * Returns the failure a call ended with.
	 *
	 * @param answered whether this connection has ever brought an answer; one that has not may not let gRPC
	 *         through
	 */
	static CellsException of(Status status, String server, boolean answered) {
		return new CellsException(error(status, server, answered), status.getCause());
	}

	private static CellsError error(Status status, String server, boolean answered) {
		String words = status.getDescription() == null ? status.getCode().toString()
				: status.getDescription();
		if (words.contains(NO_GRPC)) {
			return notThrough(words);
		}
		return switch (status.getCode()) {
			case UNKNOWN -> unknown(status, words);
			case FAILED_PRECONDITION ->
				words.startsWith("hashing formats differ") ? CellsError.of(Kind.WRONG_FAMILY, "", words)
						: CellsError.of(Kind.OTHER, "", words);
			case UNAVAILABLE -> unavailable(status, server, words, answered);
			case DEADLINE_EXCEEDED -> CellsError.of(Kind.TIMEOUT, "", words);
			case UNAUTHENTICATED -> CellsError.of(Kind.OTHER, CellsError.TOKEN_REFUSED, words);
			case NOT_FOUND, PERMISSION_DENIED, ALREADY_EXISTS, ABORTED -> coded(status.getCode(), words);
			case INTERNAL, CANCELLED -> answered ? broken(status, words) : notThrough(words);
			case UNIMPLEMENTED -> notThrough(words);
			case OK, INVALID_ARGUMENT, RESOURCE_EXHAUSTED, OUT_OF_RANGE, DATA_LOSS ->
				CellsError.of(Kind.OTHER, "", words);
		};
	}

	private static CellsError unknown(Status status, String words) {
		if (words.strip().equals("empty idToken")) {
			return CellsError.of(Kind.OTHER, CellsError.TOKEN_REFUSED, words);
		}
		if (status.getCause() instanceof IOException) {
			return CellsError.of(Kind.UNREACHABLE, "", words);
		}
		return ServerMessage.understand(words);
	}

	/** Servers of later versions use these codes, with the same JSON or without. */
	private static CellsError coded(Status.Code code, String words) {
		CellsError told = ServerMessage.understand(words);
		if (told.kind() != Kind.OTHER) {
			return told;
		}
		Kind kind = switch (code) {
			case NOT_FOUND -> Kind.NOT_FOUND;
			case PERMISSION_DENIED -> Kind.FORBIDDEN;
			default -> Kind.CONFLICT;
		};
		return CellsError.of(kind, told.id(), told.detail());
	}

	private static CellsError unavailable(Status status, String server, String words, boolean answered) {
		if (status.getCause() != null) {
			Diagnostic seen = WebFailure.diagnostic(server, status.getCause());
			if (OF_THE_WAY.contains(seen.code())) {
				return new CellsError(Kind.UNREACHABLE, seen.code(), "", seen.args().getFirst());
			}
		}
		return answered ? CellsError.of(Kind.UNREACHABLE, "", words) : notThrough(words);
	}

	/**
	 * A stream that something else than gRPC ended: reset by the server or a proxy, or an end in the middle
	 * of a message.
	 */
	private static CellsError broken(Status status, String words) {
		String lower = words.toLowerCase(Locale.ROOT);
		boolean connection = status.getCode() == Status.Code.CANCELLED || lower.contains("rst_stream")
				|| lower.contains("http2 exception") || lower.contains("unexpected eos")
				|| lower.contains("encountered end-of-stream") || status.getCause() instanceof IOException;
		return CellsError.of(connection ? Kind.UNREACHABLE : Kind.OTHER, "", words);
	}

	private static CellsError notThrough(String words) {
		return new CellsError(Kind.UNREACHABLE, Code.SERVER_GRPC_UNAVAILABLE, "", words);
	}
}
