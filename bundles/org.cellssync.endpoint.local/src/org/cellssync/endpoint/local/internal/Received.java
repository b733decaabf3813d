package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of the other end, whole and verified, that does not stand in its place yet.
 *
 * @param step what it is for
 * @param temporary where it lies, beside its place
 * @param channel of the temporary file, still open for bringing it to stable storage
 * @param digest its content
 * @param size bytes
 * @param same whether what stands in its place already has the same content; there is no temporary file then
 */
record Received(Change step, Path temporary, FileChannel channel, Digest digest, long size, boolean same) {

	private static final Logger LOG = LoggerFactory.getLogger(Received.class);

	/** Drops it; nothing of it stays. Of no effect after it was placed. */
	void discard() {
		discard(temporary, channel);
	}

	/** Closes and removes a temporary file, whatever state it is in. */
	static void discard(Path temporary, FileChannel channel) {
		try {
			channel.close();
			Files.deleteIfExists(temporary);
		} catch (IOException e) {
			LOG.warn("{} stays until the next start", temporary, e);
		}
	}
}
