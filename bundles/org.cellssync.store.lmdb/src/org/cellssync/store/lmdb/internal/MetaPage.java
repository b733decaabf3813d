package org.cellssync.store.lmdb.internal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One of the two pages at the start of a data file of LMDB 0.9, which say where its trees begin. The file's
 * format on 64 bits: a header of 16 bytes, then magic, version, address, map size, the trees of free pages
 * and of databases, last page, transaction.
 *
 * @param pageSize bytes of each page
 * @param mapSize how large the map was when the page was written
 * @param free tree of free pages
 * @param main tree of databases
 * @param lastPage highest page in use
 * @param transaction number of the transaction that wrote it
 */
record MetaPage(int pageSize, long mapSize, TreeInfo free, TreeInfo main, long lastPage, long transaction) {

	/** Bytes of the header of every page. */
	static final int HEADER = 16;

	/** Bytes of a meta page that mean something. */
	private static final int LENGTH = HEADER + 136;
	private static final int FLAG = 8;
	private static final int MAGIC = 0xBEEFC0DE;
	private static final int VERSION = 1;
	private static final int SMALLEST_PAGE = 512;
	private static final int LARGEST_PAGE = 32768;

	/** Returns the newer of both pages. */
	static MetaPage newest(PageFile file) throws IOException, Unreadable {
		if (file.length() < LENGTH) {
			throw new Unreadable("the data file is empty or ends in its first page");
		}
		MetaPage first = parse(file.read(0, LENGTH), 0);
		MetaPage second = parse(file.read(first.pageSize, LENGTH), 1);
		// Transactions write the two in turn. Before the first one both have number 0.
		long step = Math.abs(first.transaction - second.transaction);
		boolean inTurn = first.transaction % 2 == 0 && step == 1 || first.transaction == 0 && step == 0;
		if (second.pageSize != first.pageSize || !inTurn || first.transaction < 0) {
			throw new Unreadable("the first pages of the data file contradict each other");
		}
		return first.transaction < second.transaction ? second : first;
	}

	private static MetaPage parse(ByteBuffer page, long number) throws Unreadable {
		boolean known = page.getLong(0) == number && (page.getShort(10) & FLAG) != 0
				&& page.getInt(HEADER) == MAGIC;
		if (!known) {
			throw new Unreadable("the data file does not begin as one of this program");
		}
		if (page.getInt(HEADER + 4) != VERSION) {
			throw new Unreadable("the data file is of another version of LMDB");
		}
		int trees = HEADER + 24;
		int pageSize = page.getInt(trees);
		if (pageSize < SMALLEST_PAGE || pageSize > LARGEST_PAGE || Integer.bitCount(pageSize) != 1) {
			throw new Unreadable("the first page of the data file is damaged");
		}
		TreeInfo free = TreeInfo.at(page, trees);
		TreeInfo main = TreeInfo.at(page, trees + TreeInfo.BYTES);
		return new MetaPage(pageSize, page.getLong(HEADER + 16), free, main,
				page.getLong(trees + 2 * TreeInfo.BYTES),
				page.getLong(trees + 2 * TreeInfo.BYTES + 8));
	}
}
