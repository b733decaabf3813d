package org.cellssync.core.tree;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The proven content of a file: 128 bits of the Cells v4 hash (MD5 over the MD5 of each 10 MiB block).
 *
 * @param high first eight bytes, big endian
 * @param low last eight bytes, big endian
 */
public record Digest(long high, long low) implements Content {

	/** Content of an empty file. */
	public static final Digest EMPTY = parse("59adb24ef3cdbe0297f05b395827453f");

	/** Returns the digest for 16 bytes. */
	public static Digest of(byte[] bytes) {
		if (bytes.length != 16) {
			throw new IllegalArgumentException("a digest has 16 bytes, not " + bytes.length);
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		return new Digest(buffer.getLong(), buffer.getLong());
	}

	/** Returns the digest for 32 hexadecimal characters. */
	public static Digest parse(String hex) {
		return of(HexFormat.of().parseHex(hex));
	}

	/** Returns 32 lower-case hexadecimal characters. */
	public String hex() {
		return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
	}

	@Override
	public String toString() {
		return hex();
	}
}
