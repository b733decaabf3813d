package org.cellssync.transport;

import java.io.IOException;

import org.cellssync.api.diagnostic.Code;

/** The proxy on the way to a server is in the way. */
public final class ProxyFailure extends IOException {

	private static final long serialVersionUID = 1L;

	private final Code code;

	/**
	 * Names what is wrong.
	 *
	 * @param code {@code PROXY_UNREACHABLE}, {@code PROXY_SIGN_IN} or {@code PROXY_REFUSED}
	 * @param proxy host and port of the proxy
	 * @param words what it said, or why it did not
	 */
	public ProxyFailure(Code code, String proxy, String words, Throwable cause) {
		super(proxy + ": " + words, cause);
		this.code = code;
	}

	/** Returns what a person is told. */
	public Code code() {
		return code;
	}
}
