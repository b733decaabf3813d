package org.cellssync.api.hash;

import java.security.MessageDigest;
import java.util.HexFormat;

import org.cellssync.core.tree.Digest;

/**
 * The v4 hash and the MD5 of one content, taken in one pass. Up to one block (10 MiB) every byte goes through
 * one MD5 only, since the v4 hash is then the MD5 of the MD5; beyond it through two. Not thread-safe.
 */
public final class ContentDigests {

	private final BlockDigest blocks = new BlockDigest();
	/** MD5 of everything; null while the first block is open, whose MD5 it would be. */
	private MessageDigest whole;
	private long size;

	/** Takes {@code length} more bytes in. */
	public void update(byte[] bytes, int offset, int length) {
		int first = (int) Math.min(length, Math.max(0, BlockDigest.CELLS_BLOCK - size));
		blocks.update(bytes, offset, first);
		if (first < length) {
			if (whole == null) {
				whole = blocks.openBlock();
			}
			blocks.update(bytes, offset + first, length - first);
			whole.update(bytes, offset + first, length - first);
		}
		size += length;
	}

	/** Returns the plain MD5 of what was taken in so far; more may come. */
	public byte[] md5SoFar() {
		return (whole == null ? blocks.openBlock() : BlockDigest.copy(whole)).digest();
	}

	/** Returns both hashes of all that was taken in; to be called once. */
	public Both digest() {
		MessageDigest all = whole == null ? blocks.openBlock() : whole;
		return new Both(Digest.of(blocks.digest()), all.digest(), size);
	}

	/** Both hashes of a content. Immutable. */
	public static final class Both {

		private final Digest v4;
		private final byte[] md5;
		private final long size;

		private Both(Digest v4, byte[] md5, long size) {
			this.v4 = v4;
			this.md5 = md5;
			this.size = size;
		}

		/** Returns the v4 hash: the content as the trees know it. */
		public Digest v4() {
			return v4;
		}

		/**
		 * Returns a copy of the 16 bytes of the plain MD5: what a storage answers to an upload in one piece.
		 */
		public byte[] md5() {
			return md5.clone();
		}

		/** Returns the plain MD5 as 32 lower-case hexadecimal characters. */
		public String md5Hex() {
			return HexFormat.of().formatHex(md5);
		}

		/** Returns the number of bytes taken in. */
		public long size() {
			return size;
		}
	}
}
