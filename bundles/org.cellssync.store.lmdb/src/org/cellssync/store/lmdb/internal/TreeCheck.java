package org.cellssync.store.lmdb.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Walks through one tree of a data file and gives its records to a visitor, in order. Believes nothing: pages
 * must be in the file and used once, nodes within their page, keys in order, numbers as promised.
 */
final class TreeCheck {

	/** Takes a record; its bytes are good for as long as the call lasts. */
	@FunctionalInterface
	interface Visitor {
		/** @param subtree whether the value describes a tree of its own */
		void record(boolean subtree, Slice key, Slice value) throws IOException, Unreadable;
	}

	/** Node flag: the value stands in pages of its own. */
	private static final int BIG = 1;
	/** Node flag: the value describes a tree of its own. */
	private static final int SUBTREE = 2;
	private static final int BRANCH = 1;
	private static final int LEAF = 2;
	private static final int OVERFLOW = 4;
	private static final int NODE_HEADER = 8;
	private static final int DEEPEST = 32;

	private final PageFile file;
	private final MetaPage meta;
	private final BitSet used;
	private final TreeInfo tree;
	private final boolean numbers;
	private final Visitor visitor;
	private final List<ByteBuffer> levels = new ArrayList<>();

	private byte[] lastKey;
	/** What the next record's key must not come before; null where nothing is said. */
	private byte[] firstBound;
	private long pages;
	private long entries;

	/** Keys are numbers in this computer's byte order where the tree says so, else bytes. */
	TreeCheck(PageFile file, MetaPage meta, BitSet used, TreeInfo tree, Visitor visitor) {
		this.file = file;
		this.meta = meta;
		this.used = used;
		this.tree = tree;
		this.numbers = tree.flags() == TreeInfo.NUMBERS;
		this.visitor = visitor;
	}

	void run() throws IOException, Unreadable {
		if (!tree.isEmpty()) {
			expect(tree.depth() > 0 && tree.depth() <= DEEPEST);
			visit(tree.root(), 1);
		}
		expect(entries == tree.entries() && pages == tree.pages());
	}

	private void visit(long number, int depth) throws IOException, Unreadable {
		ByteBuffer page = page(number, depth);
		int kind = page.getShort(10) & 0xFFFF;
		expect(kind == (depth == tree.depth() ? LEAF : BRANCH));
		int lower = page.getShort(12) & 0xFFFF;
		int upper = page.getShort(14) & 0xFFFF;
		expect(lower > MetaPage.HEADER && lower % 2 == 0 && lower <= upper && upper <= meta.pageSize());
		int[] nodes = new int[(lower - MetaPage.HEADER) / 2];
		for (int i = 0; i < nodes.length; i++) {
			nodes[i] = page.getShort(MetaPage.HEADER + 2 * i) & 0xFFFF;
			expect(nodes[i] >= upper && nodes[i] + NODE_HEADER <= meta.pageSize());
		}
		expectTiling(page, nodes, kind == LEAF);
		for (int i = 0; i < nodes.length; i++) {
			int keyLength = page.getShort(nodes[i] + 6) & 0xFFFF;
			if (kind == LEAF) {
				visitLeaf(page, nodes[i], keyLength);
			} else {
				visitBranch(page, nodes[i], keyLength, i, depth);
			}
		}
	}

	/** Nodes must fill the upper part of a page without gap or overlap: LMDB moves them as if they did. */
	private void expectTiling(ByteBuffer page, int[] nodes, boolean leaf) throws Unreadable {
		int[] sorted = nodes.clone();
		Arrays.sort(sorted);
		long next = page.getShort(14) & 0xFFFF;
		for (int node : sorted) {
			expect(node == next);
			long content = page.getShort(node + 6) & 0xFFFF;
			if (leaf) {
				boolean big = (page.getShort(node + 4) & BIG) != 0;
				content += big ? Long.BYTES : Integer.toUnsignedLong(page.getInt(node));
			}
			next = node + NODE_HEADER + (content + 1 & ~1L);
			expect(next <= meta.pageSize());
		}
		expect(next == meta.pageSize());
	}

	private void visitBranch(ByteBuffer page, int node, int keyLength, int index, int depth)
			throws IOException, Unreadable {
		byte[] separator = Arrays.copyOfRange(page.array(), node + NODE_HEADER,
				node + NODE_HEADER + keyLength);
		if (index > 0) {
			// All keys so far come before the separator, all of the child not before it.
			expect(lastKey != null && compare(lastKey, separator) < 0);
		}
		long before = entries;
		long child = Integer.toUnsignedLong(page.getInt(node))
				| (long) (page.getShort(node + 4) & 0xFFFF) << 32;
		firstBound = index > 0 ? separator : firstBound;
		visit(child, depth + 1);
		expect(entries > before);
	}

	private void visitLeaf(ByteBuffer page, int node, int keyLength) throws IOException, Unreadable {
		int key = node + NODE_HEADER;
		expect(keyLength > 0 && (!numbers || keyLength == Long.BYTES));
		byte[] current = Arrays.copyOfRange(page.array(), key, key + keyLength);
		expect(lastKey == null || compare(lastKey, current) < 0);
		expect(firstBound == null || compare(firstBound, current) <= 0);
		firstBound = null;
		lastKey = current;
		entries++;
		int flags = page.getShort(node + 4) & 0xFFFF;
		expect((flags & ~(BIG | SUBTREE)) == 0);
		visitor.record((flags & SUBTREE) != 0, new Slice(page.array(), key, keyLength),
				value(page, node, key + keyLength, (flags & BIG) != 0));
	}

	/**
	 * Returns the value of a node, which stands at {@code from}, or in the pages whose number stands there.
	 */
	private Slice value(ByteBuffer page, int node, int from, boolean big) throws IOException, Unreadable {
		long length = Integer.toUnsignedLong(page.getInt(node));
		return big ? new Slice(overflow(page.getLong(from), length).array(), MetaPage.HEADER, (int) length)
				: new Slice(page.array(), from, (int) length);
	}

	/** Returns the pages of a value that fills several. */
	private ByteBuffer overflow(long number, long length) throws IOException, Unreadable {
		long count = (MetaPage.HEADER + length - 1) / meta.pageSize() + 1;
		expect(count * meta.pageSize() <= Integer.MAX_VALUE);
		for (long i = 0; i < count; i++) {
			use(number + i);
		}
		ByteBuffer bytes = file.read(number * meta.pageSize(), (int) count * meta.pageSize());
		expect(bytes.getLong(0) == number && bytes.getShort(10) == OVERFLOW
				&& bytes.getInt(12) == count);
		return bytes;
	}

	private ByteBuffer page(long number, int depth) throws IOException, Unreadable {
		expect(depth <= tree.depth());
		use(number);
		while (levels.size() < depth) {
			levels.add(ByteBuffer.allocate(meta.pageSize()).order(ByteOrder.nativeOrder()));
		}
		ByteBuffer page = levels.get(depth - 1);
		file.read(number * meta.pageSize(), page);
		expect(page.getLong(0) == number);
		return page;
	}

	private void use(long number) throws Unreadable {
		expect(number >= 2 && number <= meta.lastPage() && !used.get((int) number));
		used.set((int) number);
		pages++;
	}

	private int compare(byte[] left, byte[] right) {
		if (!numbers) {
			return Arrays.compareUnsigned(left, right);
		}
		return Long.compareUnsigned(number(left), number(right));
	}

	private static long number(byte[] key) {
		return ByteBuffer.wrap(key).order(ByteOrder.nativeOrder()).getLong();
	}

	private static void expect(boolean condition) throws Unreadable {
		if (!condition) {
			throw new Unreadable("the data file is damaged");
		}
	}
}
