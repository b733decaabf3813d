package org.cellssync.platform.internal;

/** The system's keychain cannot be used now. */
final class KeychainException extends Exception {

	private static final long serialVersionUID = 1L;

	KeychainException(String message) {
		super(message);
	}

	KeychainException(String message, Throwable cause) {
		super(message, cause);
	}
}
