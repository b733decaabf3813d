package org.cellssync.transport.internal.grpc;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;

/** Troubles of accounts and of the web, seen as troubles of a call. */
final class Failures {

	private Failures() {
	}

	static CellsException of(EndpointException failure) {
		Diagnostic seen = failure.diagnostic();
		Kind kind = switch (seen.code()) {
			case SIGNED_OUT, ACCOUNT_UNKNOWN -> Kind.SIGNED_OUT;
			case SERVER_UNREACHABLE, SERVER_NOT_CELLS, SERVER_NO_TLS, SERVER_REDIRECTS, SERVER_HOST_UNKNOWN,
					SERVER_PROXY_ALONE, SERVER_CERTIFICATE, SERVER_CERTIFICATE_NAME, SERVER_CERTIFICATE_DATE,
					SERVER_CERTIFICATE_CHANGED, SERVER_WANTS_CERTIFICATE, CERTIFICATE_FILE_UNUSABLE, PROXY_UNREACHABLE,
					PROXY_SIGN_IN, PROXY_REFUSED ->
				Kind.UNREACHABLE;
			case SERVER_TIMEOUT -> Kind.TIMEOUT;
			default -> Kind.OTHER;
		};
		return new CellsException(
				new CellsError(kind, seen.code(), "", seen.args().isEmpty() ? "" : seen.args().getFirst()),
				failure);
	}
}
