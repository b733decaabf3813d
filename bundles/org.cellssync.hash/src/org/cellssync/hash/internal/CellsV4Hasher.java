package org.cellssync.hash.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

import org.cellssync.api.hash.BlockDigest;
import org.cellssync.api.hash.Hasher;
import org.cellssync.api.util.Cancellation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * The v4 family of Cells: MD5 over the MD5 of each 10 MiB block. The blocks of a large file are hashed by the
 * calling thread and, as far as they are idle, by the others of a small pool; each needs one small buffer.
 */
@Component(service = Hasher.class, property = Hasher.ALGORITHM + "=" + Hasher.CELLS_V4)
public final class CellsV4Hasher implements Hasher {

	private final HashPool pool;

	/** A hasher that uses all processors. */
	@Activate
	public CellsV4Hasher() {
		this(Runtime.getRuntime().availableProcessors() - 1);
	}

	CellsV4Hasher(int helpers) {
		this.pool = new HashPool(helpers);
	}

	@Deactivate
	void close() {
		pool.close();
	}

	@Override
	public Running start() {
		return new BlockDigest();
	}

	@Override
	public byte[] hash(Path file, Cancellation cancel) throws IOException {
		cancel.check();
		try (FileChannel channel = FileChunks.open(file)) {
			FileChunks chunks = new FileChunks(channel, cancel);
			long size = channel.size();
			if (size > BlockDigest.CELLS_BLOCK) {
				return new ParallelBlocks(chunks, size).digest(pool);
			}
			BlockDigest running = new BlockDigest();
			chunks.read(0, size, FileChunks.bufferFor(size), running::update);
			return running.digest();
		}
	}
}
