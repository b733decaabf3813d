package org.cellssync.sandbox.internal.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes the content out of an {@code aws-chunked} body.
 * <p>
 * Every chunk has a line with its length in hexadecimal digits, perhaps a signature, and an empty line
 * behind. The last one is empty; trailing headers may follow it. Signatures and trailers are passed over.
 */
final class AwsChunks extends InputStream {
	private static final int LONGEST_LINE = 16 * 1024;

	private final InputStream body;
	private long left;
	private boolean isFirst = true;
	private boolean isOver;

	AwsChunks(InputStream body) {
		this.body = body;
	}

	@Override
	public int read() throws IOException {
		var one = new byte[1];
		return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		if (left == 0 && !isOver) {
			nextChunk();
		}
		if (isOver) {
			return -1;
		}
		var count = body.read(bytes, offset, (int) Math.min(length, left));
		if (count < 0) {
			throw new EOFException("the body ends within a chunk");
		}
		left -= count;
		return count;
	}

	private void nextChunk() throws IOException {
		if (!isFirst && !line().isEmpty()) {
			throw new IOException("no line end behind a chunk");
		}
		isFirst = false;
		var line = line();
		var end = line.indexOf(';');
		try {
			left = Long.parseLong((end < 0 ? line : line.substring(0, end)).trim(), 16);
		} catch (NumberFormatException e) {
			throw new IOException("no chunk length: " + line, e);
		}
		if (left == 0) {
			isOver = true;
			skipTrailers();
		}
	}

	private void skipTrailers() throws IOException {
		while (body.read() >= 0) {
			// nothing in them is used
		}
	}

	private String line() throws IOException {
		var result = new StringBuilder();
		for (var c = body.read(); c != '\n'; c = body.read()) {
			if (c < 0 || result.length() > LONGEST_LINE) {
				throw new EOFException("the body ends within a line");
			}
			if (c != '\r') {
				result.append((char) c);
			}
		}
		return result.toString();
	}
}
