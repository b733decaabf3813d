package org.cellssync.store.lmdb.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.EnvInfo;
import org.lmdbjava.Txn;

/**
 * An open LMDB environment in a folder. Reads come from any thread; {@link #write} from one and the same.
 * <p>
 * The data file is kept as long as the map, which grows when it is full: a file that is shorter was cut. The
 * added part takes no space on disk before it is written to.
 */
final class Environment implements AutoCloseable {

	/** Name LMDB gives the data file. */
	static final String DATA = "data.mdb";
	private static final String LOCK = "lock.mdb";

	private static final long MIB = 1 << 20;
	private static final int MODE = 0600;
	/** More than LMDB needs for all readers. */
	private static final int LOCK_BYTES = 16 << 10;
	private static final int READERS = 100;
	/** Transactions kept for the next short read. */
	private static final int IDLE = 16;

	private final Path folder;
	/**
	 * Held shared while anything is read, alone while the map moves. Fair, so that busy readers do not keep
	 * the map small.
	 */
	private final ReadWriteLock map = new ReentrantReadWriteLock(true);
	private final Semaphore readers = new Semaphore(READERS);
	private final ConcurrentLinkedDeque<PointReader> idle = new ConcurrentLinkedDeque<>();

	// guarded by map
	private Env<ByteBuffer> env;
	private final Map<Database, Dbi<ByteBuffer>> databases = new EnumMap<>(Database.class);
	private boolean closed;
	/** Set by the writer when LMDB may no longer be sure of itself. */
	private boolean doubtful;

	/** Reads something of a transaction, which ends thereafter. */
	@FunctionalInterface
	interface Reading<R> {
		R read(Txn<ByteBuffer> txn, Map<Database, Dbi<ByteBuffer>> databases);
	}

	/** Writes something in a transaction; may be called again after the transaction was given up. */
	@FunctionalInterface
	interface Writing {
		void write(Txn<ByteBuffer> txn, Map<Database, Dbi<ByteBuffer>> databases);
	}

	private Environment(Path folder) throws IOException {
		this.folder = folder;
		open();
	}

	/** Opens what {@code folder} holds, which must have been checked. */
	static Environment open(Path folder) throws IOException {
		return new Environment(folder);
	}

	/**
	 * Makes the data file of a new environment in {@code folder} and closes it again; it is on disk when this
	 * returns.
	 */
	static void create(Path folder, int schema) throws IOException {
		try (Env<ByteBuffer> env = start(folder, MIB)) {
			try (Txn<ByteBuffer> txn = env.txnWrite()) {
				for (Database database : Database.values()) {
					env.openDbi(txn, database.bytes(), null, false, DbiFlags.MDB_CREATE);
				}
				Dbi<ByteBuffer> meta = env.openDbi(txn, Database.META.bytes(), null, false);
				byte[] value = Seal.close(Schema.KEY, Schema.encode(schema));
				meta.put(txn, Buffers.direct(Schema.KEY), Buffers.direct(value));
				txn.commit();
			}
			extend(folder, env.info().mapSize);
		}
		Files.delete(folder.resolve(LOCK));
	}

	/** Returns what {@code reading} makes of a consistent view. */
	<R> R read(Reading<R> reading) {
		map.readLock().lock();
		readers.acquireUninterruptibly();
		try {
			requireOpen();
			try (Txn<ByteBuffer> txn = env.txnRead()) {
				return reading.read(txn, databases);
			}
		} finally {
			readers.release();
			map.readLock().unlock();
		}
	}

	/** Returns the value of one record. */
	Optional<byte[]> get(Database database, byte[] key) {
		map.readLock().lock();
		readers.acquireUninterruptibly();
		try {
			requireOpen();
			PointReader pooled = idle.pollFirst();
			PointReader reader = pooled == null ? new PointReader(env) : pooled;
			try {
				return reader.get(databases.get(database), key);
			} finally {
				if (idle.size() < IDLE) {
					idle.addFirst(reader);
				} else {
					reader.close();
				}
			}
		} finally {
			readers.release();
			map.readLock().unlock();
		}
	}

	/**
	 * Writes all that {@code writing} does, or nothing; it is on stable storage when this returns. To be
	 * called by the writer's thread only.
	 *
	 * @param expected bytes that are about to be written
	 * @throws IOException where the file cannot grow
	 * @throws org.lmdbjava.LmdbException where LMDB cannot write
	 */
	void write(long expected, Writing writing) throws IOException {
		if (doubtful) {
			reopen();
		}
		growFor(expected);
		boolean written = false;
		try {
			while (!written) {
				written = tryWrite(writing);
				if (!written) {
					grow(2 * env.info().mapSize);
				}
			}
		} finally {
			doubtful = !written;
		}
	}

	private boolean tryWrite(Writing writing) {
		requireOpen();
		try (Txn<ByteBuffer> txn = env.txnWrite()) {
			writing.write(txn, databases);
			txn.commit();
			return true;
		} catch (Env.MapFullException e) {
			// Nothing was written. The map grows, and all of it is written again.
			return false;
		}
	}

	/** Grows before a large transaction instead of in its midst. */
	private void growFor(long expected) throws IOException {
		EnvInfo info = env.info();
		long used = (info.lastPageNumber + 1) * env.stat().pageSize;
		long needed = used + 2 * expected;
		if (needed > info.mapSize) {
			grow(needed);
		}
	}

	private void grow(long atLeast) throws IOException {
		map.writeLock().lock();
		try {
			dropIdle();
			long step = Math.max(MIB, Math.min(64 * MIB, env.info().mapSize));
			long size = roundUp(atLeast, step);
			extend(folder, size);
			env.setMapSize(size);
		} finally {
			map.writeLock().unlock();
		}
	}

	/** Begins again with what is on disk, since LMDB refuses everything after some failures. */
	private void reopen() throws IOException {
		map.writeLock().lock();
		try {
			requireOpen();
			dropIdle();
			if (!env.isClosed()) {
				env.close();
			}
			open();
			doubtful = false;
		} finally {
			map.writeLock().unlock();
		}
	}

	private void open() throws IOException {
		env = start(folder, roundUp(Files.size(folder.resolve(DATA)), MIB));
		boolean opened = false;
		try {
			extend(folder, env.info().mapSize);
			for (Database database : Database.values()) {
				databases.put(database, env.openDbi(database.bytes()));
			}
			opened = true;
		} finally {
			if (!opened) {
				env.close();
			}
		}
	}

	private static Env<ByteBuffer> start(Path folder, long mapSize) throws IOException {
		writeLockFile(folder.resolve(LOCK));
		return Env.create().setMapSize(mapSize).setMaxDbs(Database.values().length)
				.setMaxReaders(READERS + IDLE + 1)
				.open(folder.toFile(), MODE, EnvFlags.MDB_NOTLS);
	}

	/**
	 * Overwrites the lock file: who has this folder locked is alone, and what the file says comes from one
	 * who is gone. Its space is taken here, where a full disk is an error, and not by writing to the map,
	 * where it would end the process.
	 */
	private static void writeLockFile(Path file) throws IOException {
		try (RandomAccessFile lock = new RandomAccessFile(file.toFile(), "rw")) {
			lock.write(new byte[LOCK_BYTES]);
			lock.getFD().sync();
		}
	}

	private static void extend(Path folder, long size) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(folder.resolve(DATA).toFile(), "rw")) {
			if (file.length() < size) {
				file.setLength(size);
				file.getFD().sync();
			}
		}
	}

	private static long roundUp(long size, long step) {
		return (size + step - 1) / step * step;
	}

	private void dropIdle() {
		for (PointReader reader = idle.pollFirst(); reader != null; reader = idle.pollFirst()) {
			reader.close();
		}
	}

	private void requireOpen() {
		if (closed) {
			throw new IllegalStateException("the state is closed");
		}
	}

	/** Waits for readers. To be called when nothing is written any more. */
	@Override
	public void close() {
		map.writeLock().lock();
		try {
			if (!closed) {
				closed = true;
				dropIdle();
				if (!env.isClosed()) {
					env.close();
				}
			}
		} finally {
			map.writeLock().unlock();
		}
	}
}
