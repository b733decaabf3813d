package org.cellssync.api.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * MD5 over the MD5 of each block of a content. With blocks of {@link #CELLS_BLOCK} bytes this is the v4 hash
 * of Cells; with the size of the parts of a multipart upload it is what stands before the {@code -N} of the
 * storage ETag.
 * <p>
 * A block is closed when more content arrives or at the end: a content of exactly k blocks has k digests, an
 * empty one has the digest of nothing. Not thread-safe.
 */
public final class BlockDigest implements Hasher.Running {

	/** Bytes of a block of the v4 hash. */
	public static final long CELLS_BLOCK = 10L << 20;

	private final long blockSize;
	private final MessageDigest block = md5();
	private final MessageDigest outer = md5();
	private long inBlock;

	/** A v4 hash of nothing yet. */
	public BlockDigest() {
		this(CELLS_BLOCK);
	}

	/**
	 * A hash of nothing yet.
	 *
	 * @param blockSize bytes of each block but the last, > 0
	 */
	public BlockDigest(long blockSize) {
		if (blockSize <= 0) {
			throw new IllegalArgumentException("a block holds at least one byte, not " + blockSize);
		}
		this.blockSize = blockSize;
	}

	@Override
	public void update(byte[] bytes, int offset, int length) {
		int from = offset;
		int left = length;
		while (left > 0) {
			if (inBlock == blockSize) {
				closeBlock();
			}
			int count = (int) Math.min(left, blockSize - inBlock);
			block.update(bytes, from, count);
			inBlock += count;
			from += count;
			left -= count;
		}
	}

	@Override
	public byte[] digest() {
		closeBlock();
		return outer.digest();
	}

	private void closeBlock() {
		outer.update(block.digest());
		inBlock = 0;
	}

	/** Returns an MD5 that has taken in what the open block holds. */
	MessageDigest openBlock() {
		return copy(block);
	}

	static MessageDigest copy(MessageDigest running) {
		try {
			return (MessageDigest) running.clone();
		} catch (CloneNotSupportedException e) {
			throw new IllegalStateException("the platform's MD5 can be copied", e);
		}
	}

	static MessageDigest md5() {
		try {
			return MessageDigest.getInstance("MD5");
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java platform has MD5", e);
		}
	}
}
