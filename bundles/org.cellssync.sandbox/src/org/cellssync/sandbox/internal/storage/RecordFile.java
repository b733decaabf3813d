package org.cellssync.sandbox.internal.storage;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.CRC32;

/**
 * A file of records that only grows, written by a thread of its own so that {@link #append} never waits for
 * the disk.
 * <p>
 * A record that was cut off by the end of the process is passed over. Safe for use by many threads.
 */
public final class RecordFile implements AutoCloseable {
	private static final int LONGEST = 16 * 1024 * 1024;
	private static final byte[] END = new byte[0];

	private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
	private final DataOutputStream out;
	private final Thread writer;
	private volatile IOException failure;

	private RecordFile(DataOutputStream out) {
		this.out = out;
		this.writer = Thread.ofPlatform().daemon().name("sandbox-journal").start(this::write);
	}

	/** Returns the whole records of a file, oldest first; none when there is no file. */
	public static List<byte[]> read(Path file) {
		var result = new ArrayList<byte[]>();
		if (!Files.exists(file)) {
			return result;
		}
		try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
			for (var record = next(in); record.length > 0; record = next(in)) {
				result.add(record);
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		return result;
	}

	private static byte[] next(DataInputStream in) throws IOException {
		var head = in.readNBytes(Integer.BYTES + Long.BYTES);
		if (head.length < Integer.BYTES + Long.BYTES) {
			return END;
		}
		var numbers = ByteBuffer.wrap(head);
		var length = numbers.getInt();
		var sum = numbers.getLong();
		if (length <= 0 || length > LONGEST) {
			return END;
		}
		var record = in.readNBytes(length);
		return record.length == length && sum(record) == sum ? record : END;
	}

	/** Replaces a file by one of these records, to which more can be added. */
	public static RecordFile replace(Path file, List<byte[]> records) {
		try {
			var fresh = file.resolveSibling(file.getFileName() + ".new");
			try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
				for (var record : records) {
					write(record, out);
				}
			}
			Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			var out = Files.newOutputStream(file, StandardOpenOption.APPEND);
			return new RecordFile(new DataOutputStream(new BufferedOutputStream(out)));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Adds a record, soon. */
	public void append(byte[] record) {
		queue.add(record);
	}

	private void write() {
		try (out) {
			while (true) {
				var record = queue.poll();
				if (record == null) {
					out.flush();
					record = queue.take();
				}
				if (record == END) {
					return;
				}
				write(record, out);
			}
		} catch (IOException e) {
			failure = e;
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private static void write(byte[] record, DataOutputStream out) throws IOException {
		out.writeInt(record.length);
		out.writeLong(sum(record));
		out.write(record);
	}

	private static long sum(byte[] record) {
		var crc = new CRC32();
		crc.update(record);
		return crc.getValue();
	}

	/**
	 * Waits until everything is written.
	 *
	 * @throws UncheckedIOException when it could not be
	 */
	@Override
	public void close() {
		queue.add(END);
		try {
			writer.join();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		if (failure != null) {
			throw new UncheckedIOException(failure);
		}
	}
}
