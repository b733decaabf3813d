package org.cellssync.auth.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Objects;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;

/** The troubles of accounts. */
final class Failures {

	private Failures() {
	}

	static EndpointException unknown(String id) {
		return of(Code.ACCOUNT_UNKNOWN, id);
	}

	static EndpointException signedOut(String id) {
		return of(Code.SIGNED_OUT, id);
	}

	/** The data folder cannot be read or written. */
	static EndpointException disk(String subject, IOException cause) {
		String place = cause instanceof FileSystemException file
				? Objects.requireNonNullElse(file.getFile(), subject)
				: subject;
		return new EndpointException(Diagnostic.of(Code.LOCAL_IO, place, String.valueOf(cause.getMessage())),
				cause);
	}

	static EndpointException of(Code code, String subject, String... args) {
		return new EndpointException(Diagnostic.of(code, subject, args));
	}
}
