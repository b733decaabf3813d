package org.cellssync.sandbox.internal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of an upload, one behind the other. */
record JoinedContent(List<Content> parts) implements Content {
	JoinedContent {
		parts = List.copyOf(parts);
	}

	@Override
	public String id() {
		return parts.stream().map(Content::id).collect(Collectors.joining("+"));
	}

	@Override
	public long size() {
		return parts.stream().mapToLong(Content::size).sum();
	}

	@Override
	public InputStream open(long from) throws IOException {
		var part = 0;
		var rest = from;
		while (part < parts.size() - 1 && rest >= parts.get(part).size()) {
			rest -= parts.get(part).size();
			part++;
		}
		return new PartsStream(parts, part, rest);
	}

	@Override
	public void release() {
		parts.forEach(Content::release);
	}

	private static final class PartsStream extends InputStream {
		private final List<Content> parts;
		private int part;
		private InputStream current;

		PartsStream(List<Content> parts, int part, long from) throws IOException {
			this.parts = parts;
			this.part = part;
			this.current = parts.get(part).open(from);
		}

		@Override
		public int read() throws IOException {
			var one = new byte[1];
			return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			while (true) {
				var count = current.read(bytes, offset, length);
				if (count >= 0 || part == parts.size() - 1) {
					return count;
				}
				current.close();
				part++;
				current = parts.get(part).open(0);
			}
		}

		@Override
		public void close() throws IOException {
			current.close();
		}
	}
}
