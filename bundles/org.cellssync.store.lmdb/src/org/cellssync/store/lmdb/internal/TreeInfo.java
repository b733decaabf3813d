package org.cellssync.store.lmdb.internal;

import java.nio.ByteBuffer;

/**
 * Where a tree of a data file begins and how large it says it is.
 *
 * @param flags how its keys are ordered
 * @param depth number of levels, 0 where it is empty
 * @param pages number of branch, leaf and overflow pages together
 * @param entries number of records
 * @param root page to begin with
 */
record TreeInfo(int flags, int depth, long pages, long entries, long root) {

	/** Flag of a tree whose keys are numbers. */
	static final int NUMBERS = 8;

	/** Bytes in the file. */
	static final int BYTES = 48;

	static TreeInfo at(ByteBuffer bytes, int offset) {
		long pages = bytes.getLong(offset + 8) + bytes.getLong(offset + 16) + bytes.getLong(offset + 24);
		return new TreeInfo(bytes.getShort(offset + 4) & 0xFFFF, bytes.getShort(offset + 6) & 0xFFFF, pages,
				bytes.getLong(offset + 32), bytes.getLong(offset + 40));
	}

	boolean isEmpty() {
		return root == -1L;
	}
}
