package org.cellssync.testkit;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.core.tree.SyncPath;

/**
 * Files of another end, held in memory. A file can be made to have changed by the time its last byte was
 * read.
 */
public final class MemorySource implements ContentSource {

	/** When all files say that they were modified. */
	public static final Instant MODIFIED = Instant.parse("2026-03-04T05:06:07Z");

	private final Map<SyncPath, byte[]> files = new ConcurrentHashMap<>();
	private final Map<SyncPath, Boolean> changing = new ConcurrentHashMap<>();

	/** Holds a file. */
	public MemorySource with(String path, byte[] content) {
		files.put(SyncPath.of(path), content.clone());
		return this;
	}

	/** Holds a file that is found to have changed once it was read. */
	public MemorySource withChanging(String path, byte[] content) {
		changing.put(SyncPath.of(path), true);
		return with(path, content);
	}

	@Override
	public SourceFile open(SyncPath path) throws EndpointException {
		byte[] content = files.get(path);
		if (content == null) {
			throw changed(path);
		}
		return new MemoryFile(path, content);
	}

	private static EndpointException changed(SyncPath path) {
		return new EndpointException(Diagnostic.of(Code.LOCAL_CHANGED_MEANWHILE, path.value()));
	}

	private final class MemoryFile implements SourceFile {

		private final SyncPath path;
		private final byte[] content;

		MemoryFile(SyncPath path, byte[] content) {
			this.path = path;
			this.content = content;
		}

		@Override
		public long size() {
			return content.length;
		}

		@Override
		public Instant modified() {
			return MODIFIED;
		}

		@Override
		public boolean executable() {
			return false;
		}

		@Override
		public InputStream read(long offset, long length) {
			return new ByteArrayInputStream(content, (int) offset, (int) length);
		}

		@Override
		public void verifyWhole(byte[] md5) throws EndpointException {
			if (changing.containsKey(path)) {
				throw changed(path);
			}
			if (md5.length > 0 && !Arrays.equals(md5, md5(content))) {
				throw new EndpointException(Diagnostic.of(Code.CONTENT_MISMATCH, path.value()));
			}
		}

		@Override
		public void close() {
			// Nothing is held.
		}
	}

	private static byte[] md5(byte[] content) {
		try {
			return MessageDigest.getInstance("MD5").digest(content);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java platform has MD5", e);
		}
	}
}
