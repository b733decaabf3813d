package org.cellssync.sandbox.internal.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Takes the MD5 of what comes, and the MD5s of its blocks of 10 MiB. For one thread.
 * <p>
 * A block is closed only when more comes, so that content of whole blocks has no empty one behind; empty
 * content is one empty block.
 */
public final class BlockDigest {
	/** Bytes of a block. */
	public static final int BLOCK = 10 * 1024 * 1024;

	/** Storage tag of content without bytes, which real servers keep as one empty part. */
	public static final String EMPTY_TAG = "59adb24ef3cdbe0297f05b395827453f-1";

	private final List<byte[]> blocks = new ArrayList<>();
	/** Digest of everything; while there is one block only, digest of that block too. */
	private final MessageDigest whole = md5();
	private MessageDigest block;
	private int inBlock;

	/** Takes more bytes. */
	public void update(byte[] bytes, int offset, int length) {
		var at = offset;
		var rest = length;
		while (rest > 0) {
			if (inBlock == BLOCK) {
				closeBlock();
			}
			var count = Math.min(rest, BLOCK - inBlock);
			whole.update(bytes, at, count);
			if (block != null) {
				block.update(bytes, at, count);
			}
			inBlock += count;
			at += count;
			rest -= count;
		}
	}

	private void closeBlock() {
		blocks.add(block == null ? soFar() : block.digest());
		block = md5();
		inBlock = 0;
	}

	private byte[] soFar() {
		try {
			return ((MessageDigest) whole.clone()).digest();
		} catch (CloneNotSupportedException e) {
			throw new IllegalStateException("MD5 cannot be cloned", e);
		}
	}

	/** Ends the content and returns both digests. */
	public Digests finish() {
		blocks.add(block == null ? soFar() : block.digest());
		return new Digests(whole.digest(), List.copyOf(blocks));
	}

	/**
	 * Digests of one content, or of one part of it.
	 *
	 * @param md5 of all of it
	 * @param blocks of each block of it
	 */
	public record Digests(byte[] md5, List<byte[]> blocks) {
		/** Returns the MD5 as text. */
		public String tag() {
			return hex(md5);
		}

		/** Returns the hash of the new family, as far as this is the whole content. */
		public String hash() {
			return over(blocks);
		}
	}

	/** Returns the MD5, as text, over digests one behind the other. */
	public static String over(List<byte[]> digests) {
		var md5 = md5();
		digests.forEach(md5::update);
		return hex(md5.digest());
	}

	/** Returns a digest as lower-case text. */
	public static String hex(byte[] digest) {
		return HexFormat.of().formatHex(digest);
	}

	/** Returns a new MD5. */
	public static MessageDigest md5() {
		try {
			return MessageDigest.getInstance("MD5");
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java runtime has MD5", e);
		}
	}
}
