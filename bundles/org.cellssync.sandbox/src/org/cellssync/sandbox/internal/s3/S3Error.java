package org.cellssync.sandbox.internal.s3;

import org.cellssync.sandbox.internal.tree.TreeException;

/**
 * A refusal as S3 tells it.
 *
 * @param status HTTP status
 * @param code what programs look at
 * @param namesKey whether the answer repeats bucket and key
 */
record S3Error(int status, String code, String message, boolean namesKey) {
	static final S3Error ACCESS_DENIED = new S3Error(403, "AccessDenied", "Access Denied.", false);
	static final S3Error EXPIRED = new S3Error(400, "ExpiredToken", "The provided token has expired.", false);
	static final S3Error NO_KEY = of(404, "NoSuchKey", "The specified key does not exist.");
	static final S3Error NO_UPLOAD = of(404, "NoSuchUpload",
			"The specified multipart upload does not exist. The upload"
					+ " ID may be invalid, or the upload may have been aborted or completed.");
	static final S3Error INVALID_DIGEST = of(400, "InvalidDigest",
			"The Content-Md5 you specified is not valid.");
	static final S3Error BACKEND_DOWN = of(503, "XMinioBackendDown", "Object storage backend is unreachable");
	static final S3Error NO_LENGTH = of(411, "MissingContentLength",
			"You must provide the Content-Length HTTP header.");
	static final S3Error INCOMPLETE = of(400, "IncompleteBody",
			"You did not provide the number of bytes specified by the Content-Length HTTP header.");
	static final S3Error INVALID_RANGE = of(416, "InvalidRange", "The requested range is not satisfiable");
	static final S3Error INVALID_PART = of(400, "InvalidPart",
			"One or more of the specified parts could not be found."
					+ "  The part may not have been uploaded, or the specified entity tag may not match the part's"
					+ " entity tag.");
	static final S3Error INVALID_PART_ORDER = of(400, "InvalidPartOrder",
			"The list of parts was not in ascending order. The parts list must be specified in order by part"
					+ " number.");
	static final S3Error TOO_SMALL = of(400, "EntityTooSmall",
			"Your proposed upload is smaller than the minimum allowed object size.");
	static final S3Error MALFORMED = of(400, "MalformedXML",
			"The XML you provided was not well-formed or did not validate against our published schema");
	static final S3Error INVALID_ARGUMENT = of(400, "InvalidArgument", "Invalid Argument");
	static final S3Error NOT_ALLOWED = of(405, "MethodNotAllowed",
			"The specified method is not allowed against this resource.");
	static final S3Error QUOTA = of(422, "QuotaExceeded", "You have reached your authorized quota");

	static S3Error of(int status, String code, String message) {
		return new S3Error(status, code, message, true);
	}

	/** Returns a refusal of the tree in the words of the gateway. */
	static S3Error of(TreeException refusal) {
		return switch (refusal.code()) {
			case 403 -> ACCESS_DENIED;
			case 404 -> NO_KEY;
			case 422 -> QUOTA;
			case 500 -> internal(refusal.getMessage());
			default -> internal(refusal.json());
		};
	}

	private static S3Error internal(String cause) {
		return of(500, "InternalError",
				"We encountered an internal error, please try again.: cause(" + cause + ")");
	}

	/** Returns this refusal to be thrown. */
	S3Exception exception() {
		return new S3Exception(this);
	}
}
