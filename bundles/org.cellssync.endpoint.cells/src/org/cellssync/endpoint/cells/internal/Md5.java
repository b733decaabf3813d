package org.cellssync.endpoint.cells.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.cellssync.core.tree.Digest;

/** The MD5s that Cells is made of. */
final class Md5 {

	private Md5() {
	}

	/** Returns an MD5 of nothing yet. */
	static MessageDigest start() {
		try {
			return MessageDigest.getInstance("MD5");
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java platform has MD5", e);
		}
	}

	/** Returns the digest of a content of at most one block whose MD5 is known. */
	static Digest digestOf(String md5) {
		return Digest.of(start().digest(HexFormat.of().parseHex(md5)));
	}
}
