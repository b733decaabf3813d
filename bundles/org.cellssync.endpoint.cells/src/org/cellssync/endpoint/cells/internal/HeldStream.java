package org.cellssync.endpoint.cells.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.cellssync.api.endpoint.Throttle;
import org.cellssync.api.util.Cancellation;

/** A stream of content that goes no faster than it may. For one thread. */
final class HeldStream extends FilterInputStream {

	private final Throttle throttle;
	private final Throttle.Way way;
	private final Cancellation cancel;

	HeldStream(InputStream stream, Throttle throttle, Throttle.Way way, Cancellation cancel) {
		super(stream);
		this.throttle = throttle;
		this.way = way;
		this.cancel = cancel;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] bytes, int from, int length) throws IOException {
		int count = super.read(bytes, from, length == 0 ? 0 : throttle.portion(way, length));
		throttle.passed(way, count, cancel);
		return count;
	}

	@Override
	public boolean markSupported() {
		return false;
	}
}
