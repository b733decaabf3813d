package org.cellssync.endpoint.local.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.core.tree.SyncPath;

/** Content to be received, kept in memory. Strict: every file opened is closed again. */
final class OtherEnd implements ContentSource {

	static final Instant MODIFIED = Instant.parse("2026-03-04T05:06:07Z");

	private final Map<SyncPath, Content> files = new ConcurrentHashMap<>();
	private final AtomicInteger open = new AtomicInteger();
	final AtomicInteger opened = new AtomicInteger();
	volatile Instant modified = MODIFIED;

	/** One file; the byte at {@code failAt} and those after it are not to be had. */
	record Content(byte[] bytes, long announced, boolean executable, long failAt, Diagnostic unfit) {
	}

	OtherEnd with(String path, String text) {
		return with(path, text.getBytes(StandardCharsets.UTF_8));
	}

	OtherEnd with(String path, byte[] bytes) {
		return with(path, new Content(bytes, bytes.length, false, Long.MAX_VALUE, null));
	}

	OtherEnd with(String path, Content content) {
		files.put(SyncPath.of(path), content);
		return this;
	}

	int stillOpen() {
		return open.get();
	}

	@Override
	public SourceFile open(SyncPath path) throws EndpointException {
		Content content = files.get(path);
		if (content == null) {
			throw new EndpointException(Diagnostic.of(Code.REMOTE_CHANGED_MEANWHILE, path.value()));
		}
		open.incrementAndGet();
		opened.incrementAndGet();
		return new SourceFile() {
			@Override
			public long size() {
				return content.announced;
			}

			@Override
			public Instant modified() {
				return modified;
			}

			@Override
			public boolean executable() {
				return content.executable;
			}

			@Override
			public InputStream read(long offset, long length) {
				int count = (int) Math.min(length, content.bytes.length - offset);
				return new Failing(content, new ByteArrayInputStream(content.bytes, (int) offset, count));
			}

			@Override
			public void verifyWhole(byte[] md5) throws EndpointException {
				if (content.unfit != null) {
					throw new EndpointException(content.unfit);
				}
			}

			@Override
			public void close() {
				open.decrementAndGet();
			}
		};
	}

	private static final class Failing extends InputStream {
		private final Content content;
		private final InputStream in;
		private long position;

		Failing(Content content, InputStream in) {
			this.content = content;
			this.in = in;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			if (position >= content.failAt) {
				Diagnostic lost = Diagnostic.of(Code.SERVER_UNREACHABLE, "server");
				throw new IOException("connection lost", new EndpointException(lost));
			}
			int count = in.read(bytes, offset, (int) Math.min(length, content.failAt - position));
			position += Math.max(0, count);
			return count;
		}
	}
}
