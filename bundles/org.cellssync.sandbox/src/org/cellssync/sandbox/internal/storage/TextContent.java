package org.cellssync.sandbox.internal.storage;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Content that is a short text and takes no space in a store. */
record TextContent(String text) implements Content {
	static final String PREFIX = "text:";

	@Override
	public String id() {
		return PREFIX + text;
	}

	@Override
	public long size() {
		return bytes().length;
	}

	@Override
	public InputStream open(long from) {
		var bytes = bytes();
		return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
	}

	private byte[] bytes() {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void release() {
		// it lies nowhere
	}
}
