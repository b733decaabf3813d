package org.cellssync.sandbox.internal.s3;

/** Ends a request with a refusal. */
final class S3Exception extends RuntimeException {
	private static final long serialVersionUID = 1L;

	private final transient S3Error error;

	S3Exception(S3Error error) {
		super(error.code(), null, false, false);
		this.error = error;
	}

	S3Error error() {
		return error;
	}
}
