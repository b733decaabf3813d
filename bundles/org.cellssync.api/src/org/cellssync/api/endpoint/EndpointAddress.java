package org.cellssync.api.endpoint;

/**
 * Where an endpoint is.
 *
 * @param scheme its kind: {@code file} or {@code cells} or another factory's
 * @param account id of the account ({@code https://user@host:port}); empty for {@code file}
 * @param path absolute local path, or {@code workspace/path} on the server, no slash at its ends
 */
public record EndpointAddress(String scheme, String account, String path) {

	/** Scheme of local folders. */
	public static final String FILE = "file";

	/** Scheme of folders on a Cells server. */
	public static final String CELLS = "cells";

	/** Returns the text a person types and reads: the local path, or {@code ACCOUNT/workspace/path}. */
	public String text() {
		return account.isEmpty() ? path : account + '/' + path;
	}
}
