package org.cellssync.transport;

import org.cellssync.api.endpoint.EndpointException;

/** A call to a server failed. */
public final class CellsException extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient CellsError error;

	/** A call failed with {@code error}. */
	public CellsException(CellsError error) {
		this(error, null);
	}

	/** A call failed with {@code error}, after {@code cause}. */
	public CellsException(CellsError error, Throwable cause) {
		super(error.kind() + (error.id().isEmpty() ? "" : " " + error.id())
				+ (error.detail().isEmpty() ? "" : ": " + error.detail()), cause);
		this.error = error;
	}

	/** Returns what went wrong. */
	public CellsError error() {
		return error;
	}

	/** Returns what went wrong, for a quick look. */
	public CellsError.Kind kind() {
		return error.kind();
	}

	/** Returns this as the failure of an operation on {@code subject}. */
	public EndpointException endpointException(String subject) {
		return new EndpointException(error.diagnostic(subject), this);
	}
}
