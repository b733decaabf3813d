package org.cellssync.store.lmdb.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/**
 * A data file as LMDB will find it, looked through before LMDB maps it. LMDB itself believes what stands in a
 * file: a page cut off or overwritten ends the whole program, not the call.
 * <p>
 * The file is always as long as its map was when the newest page was written (see {@link Environment}), so
 * that one that was cut is known by its length.
 */
final class DataFile {

	private final PageFile file;
	private final MetaPage meta;
	private final BitSet used = new BitSet();
	private final Map<Database, TreeInfo> databases = new EnumMap<>(Database.class);
	private Optional<Integer> schema = Optional.empty();

	private DataFile(PageFile file) throws IOException, Unreadable {
		this.file = file;
		this.meta = MetaPage.newest(file);
	}

	/**
	 * Reads the whole of {@code path}; when this returns, all of it can be believed.
	 *
	 * @throws Unreadable where it cannot
	 * @throws IOException where it cannot be read at all, whatever it holds
	 */
	static void check(Path path) throws IOException, Unreadable {
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
			new DataFile(new PageFile(channel)).check();
		}
	}

	private void check() throws IOException, Unreadable {
		checkLength();
		if (meta.main().flags() != 0 || meta.free().flags() != TreeInfo.NUMBERS) {
			throw new Unreadable("the first page of the data file is damaged");
		}
		walk(meta.main(), this::database);
		checkSchema();
		if (!databases.keySet().equals(EnumSet.allOf(Database.class))) {
			throw new Unreadable("a part of the data file is missing");
		}
		for (TreeInfo tree : databases.values()) {
			if (tree != databases.get(Database.META)) {
				walk(tree, DataFile::record);
			}
		}
		walk(meta.free(), this::freePages);
	}

	private void checkLength() throws Unreadable {
		if (meta.lastPage() < 1 || meta.lastPage() >= Integer.MAX_VALUE || meta.mapSize() < 0) {
			throw new Unreadable("the first page of the data file is damaged");
		}
		long promised = Math.max(meta.mapSize(), (meta.lastPage() + 1) * meta.pageSize());
		if (file.length() < promised) {
			throw new Unreadable("the data file has " + file.length() + " bytes of " + promised);
		}
	}

	/** Looked at before all else: the form of the rest depends on it. */
	private void checkSchema() throws IOException, Unreadable {
		TreeInfo tree = databases.get(Database.META);
		if (tree != null) {
			walk(tree, (subtree, key, value) -> {
				record(subtree, key, value);
				if (key.holds(Schema.KEY)) {
					schema = Optional.of(Schema.decode(value.copy()));
				}
			});
		}
		if (schema.isPresent() && schema.get() != Schema.NUMBER) {
			throw new Unreadable(
					"it was written by another version of this program, in form " + schema.get());
		}
		if (schema.isEmpty()) {
			throw new Unreadable("a part of the data file is missing");
		}
	}

	private void walk(TreeInfo tree, TreeCheck.Visitor visitor) throws IOException, Unreadable {
		new TreeCheck(file, meta, used, tree, visitor).run();
	}

	private void database(boolean subtree, Slice key, Slice value) throws Unreadable {
		if (!subtree || value.length() != TreeInfo.BYTES) {
			throw new Unreadable("the data file is damaged where it lists its parts");
		}
		TreeInfo tree = TreeInfo.at(value.buffer(), 0);
		// A part that is not known comes from another version, which the schema tells.
		Optional<Database> database = Database.named(key.text());
		if (database.isPresent() && tree.flags() != 0) {
			throw new Unreadable("the data file is damaged where it lists its parts");
		}
		database.ifPresent(each -> databases.put(each, tree));
	}

	private static void record(boolean subtree, Slice key, Slice value) throws Unreadable {
		if (subtree || !Seal.holds(key, value)) {
			throw new Unreadable("a record of the data file is damaged");
		}
	}

	/**
	 * A record of free pages: how many, then each, falling; what follows means nothing. None may be in use.
	 */
	private void freePages(boolean subtree, Slice key, Slice value) throws Unreadable {
		ByteBuffer list = value.buffer();
		long count = list.limit() < Long.BYTES ? -1 : list.getLong(0);
		long transaction = key.buffer().getLong(0);
		boolean whole = !subtree && transaction > 0 && transaction <= meta.transaction() && count >= 0
				&& count <= list.limit() / Long.BYTES - 1;
		long above = meta.lastPage() + 1;
		for (int i = 1; whole && i <= count; i++) {
			long number = list.getLong(i * Long.BYTES);
			whole = number >= 2 && number < above && !used.get((int) number);
			if (whole) {
				used.set((int) number);
				above = number;
			}
		}
		if (!whole) {
			throw new Unreadable("the data file is damaged where it keeps its free pages");
		}
	}
}
