package org.cellssync.core.tree;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Content nobody has proven yet: a token for one version of one file on one endpoint, equal to itself alone.
 * <p>
 * Two files with different tokens may still hold the same bytes; who must know asks the endpoint to prove
 * them.
 *
 * @param high first half of the token
 * @param low second half of the token
 */
public record Unread(long high, long low) implements Content {

	/** Returns the token for a version; {@code endpoint} keeps versions of different endpoints apart. */
	public static Unread of(String endpoint, String version) {
		try {
			MessageDigest md5 = MessageDigest.getInstance("MD5");
			md5.update(endpoint.getBytes(StandardCharsets.UTF_8));
			md5.update((byte) 0);
			ByteBuffer buffer = ByteBuffer.wrap(md5.digest(version.getBytes(StandardCharsets.UTF_8)));
			return new Unread(buffer.getLong(), buffer.getLong());
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java platform has MD5", e);
		}
	}
}
