package org.cellssync.endpoint.cells.internal;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

import org.cellssync.api.hash.BlockDigest;

/**
 * MD5 of a part of a file, and of each 10 MiB block of it. A part begins where a block begins. Not
 * thread-safe.
 */
final class PartDigest {

	private final MessageDigest whole = Md5.start();
	private final MessageDigest block = Md5.start();
	private final ByteArrayOutputStream blocks = new ByteArrayOutputStream();
	private long inBlock;
	private byte[] digest;

	/** Forgets what was taken in. */
	void restart() {
		whole.reset();
		block.reset();
		blocks.reset();
		inBlock = 0;
	}

	/** Takes {@code length} more bytes in. */
	void update(byte[] bytes, int offset, int length) {
		whole.update(bytes, offset, length);
		int from = offset;
		int left = length;
		while (left > 0) {
			int count = (int) Math.min(left, BlockDigest.CELLS_BLOCK - inBlock);
			block.update(bytes, from, count);
			from += count;
			left -= count;
			inBlock += count;
			if (inBlock == BlockDigest.CELLS_BLOCK) {
				closeBlock();
			}
		}
	}

	private void closeBlock() {
		blocks.writeBytes(block.digest());
		inBlock = 0;
	}

	/** Ends the part. */
	void finish() {
		if (inBlock > 0) {
			closeBlock();
		}
		digest = whole.digest();
	}

	/** Returns the MD5 of the part. */
	byte[] md5() {
		return digest.clone();
	}

	/** Returns the MD5 of the part in hexadecimal characters, as the server answers it. */
	String hex() {
		return HexFormat.of().formatHex(digest);
	}

	/** Returns the MD5s of the blocks, one after the other. */
	byte[] blocks() {
		return blocks.toByteArray();
	}
}
