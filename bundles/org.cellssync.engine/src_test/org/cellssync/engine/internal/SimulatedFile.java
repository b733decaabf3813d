package org.cellssync.engine.internal;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;

/** A file of a store, opened: whoever writes to it meanwhile changes what is read. */
final class SimulatedFile implements SourceFile {

	private final SimulatedEnd end;
	private final SyncPath path;
	private final Identity expected;
	private final SimulatedNode node;
	private final Instant modified;

	SimulatedFile(SimulatedEnd end, SyncPath path, Identity expected, SimulatedNode node) {
		this.end = end;
		this.path = path;
		this.expected = expected;
		this.node = node;
		this.modified = node.modified;
	}

	/** Returns the content that a file of these bytes has. */
	static long content(byte[] bytes) {
		return ByteBuffer.wrap(bytes).getLong();
	}

	@Override
	public long size() {
		return SimulatedNode.size(node.content);
	}

	@Override
	public Instant modified() {
		return modified;
	}

	@Override
	public boolean executable() {
		return false;
	}

	@Override
	public InputStream read(long offset, long length) throws EndpointException {
		byte[] bytes = end.call("read", () -> ByteBuffer.allocate(SimulatedNode.size(node.content))
				.putLong(node.content).array());
		return new ByteArrayInputStream(
				Arrays.copyOfRange(bytes, (int) offset, (int) Math.min(bytes.length, offset + length)));
	}

	@Override
	public void verifyWhole(byte[] md5) throws EndpointException {
		// A file that was replaced or moved away meanwhile was read whole all the same.
		boolean same = end.call("verify", () -> SimulatedEnd.isSame(node, expected));
		if (!same) {
			throw end.changed(path);
		}
	}

	@Override
	public void close() {
		// Holds nothing.
	}
}
