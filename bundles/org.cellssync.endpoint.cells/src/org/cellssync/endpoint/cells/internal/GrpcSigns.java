package org.cellssync.endpoint.cells.internal;

import java.util.Locale;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.transport.CellsError;

/** Tells from the words with which calls end where between us and the server they were lost. */
final class GrpcSigns {

	private GrpcSigns() {
	}

	/** Returns whether the server itself answered, be it with a refusal. */
	static boolean isOfServer(CellsError error) {
		return error.isTokenRefused() || !error.isOfConnection() && code(error) == Code.SERVER_ERROR;
	}

	/** Returns what a person is told. */
	static Code code(CellsError error) {
		String words = error.detail().toLowerCase(Locale.ROOT);
		if (words.contains("first received frame was not settings") || words.contains("alpn")
				|| words.contains("unable to find compatible protocol")) {
			return Code.SERVER_NO_HTTP2;
		}
		// Headers of gRPC came, perhaps a message too, but not the status behind it.
		if (words.contains("missing grpc status in response") || words.contains("unexpected eos")) {
			return Code.SERVER_GRPC_TRAILERS;
		}
		if (words.contains("http status code") || words.contains("invalid content-type")
				|| words.contains("missing grpc status")) {
			return Code.SERVER_GRPC_NOT_PASSED;
		}
		return switch (error.kind()) {
			case TIMEOUT -> Code.SERVER_GRPC_HELD;
			case UNREACHABLE -> Code.SERVER_GRPC_NOT_PASSED;
			default -> Code.SERVER_ERROR;
		};
	}

	/** Returns the first line of the words; what follows may be a whole page. */
	static String brief(CellsError error) {
		String line = error.detail().strip().lines().findFirst().orElse("");
		return line.length() > 200 ? line.substring(0, 200) : line;
	}
}
