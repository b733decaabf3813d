package org.cellssync.endpoint.cells.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HexFormat;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.http.AbortableInputStream;

/**
 * One version of a file on the server: what stands there, or one of those that the server keeps. Nothing is
 * asked before something is read; every answer must be of that version.
 */
final class RemoteFile implements SourceFile {

	private static final Logger LOG = LoggerFactory.getLogger(RemoteFile.class);

	private final Contents contents;
	private final SyncPath path;
	private final String exactPath;
	private final String keptVersion;
	private final StorageVersion version;
	private final Instant modified;
	private final Cancellation cancel;

	/** @param keptVersion the server's id of a version it keeps; empty for what stands there */
	RemoteFile(Contents contents, SyncPath path, String exactPath, String keptVersion, StorageVersion version,
			Instant modified, Cancellation cancel) {
		this.keptVersion = keptVersion;
		this.contents = contents;
		this.path = path;
		this.exactPath = exactPath;
		this.version = version;
		this.modified = modified;
		this.cancel = cancel;
	}

	@Override
	public long size() {
		return version.size();
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
	public String version() {
		return version.determined() ? version.text() : "";
	}

	@Override
	public InputStream read(long offset, long length) throws EndpointException {
		if (length == 0) {
			return InputStream.nullInputStream();
		}
		return new Body(offset, length, open(offset, length));
	}

	private AbortableInputStream open(long offset, long length) throws EndpointException {
		boolean whole = offset == 0 && length == version.size();
		Contents.Download download;
		try {
			download = contents.get(exactPath, keptVersion, offset, length, whole, cancel);
		} catch (CellsException e) {
			throw failure(e);
		}
		if (!isExpected(download, length)) {
			download.stream().abort();
			throw new EndpointException(Diagnostic.of(Code.REMOTE_CHANGED_MEANWHILE, path.value()));
		}
		return download.stream();
	}

	private boolean isExpected(Contents.Download download, long length) {
		// With one of the versions it keeps a server may name the ETag of what stands there.
		boolean sameContent = !keptVersion.isEmpty() || !version.determined()
				|| download.etag().equals(version.etag());
		return sameContent && download.length() == length;
	}

	/** A GET of what is no file, or no longer there, fails with an error of the server's own. */
	private EndpointException failure(CellsException e) {
		Kind kind = e.kind();
		if (kind == Kind.NOT_FOUND || kind == Kind.OTHER && e.error().detail().contains("folder")) {
			return new EndpointException(Diagnostic.of(Code.REMOTE_CHANGED_MEANWHILE, path.value()), e);
		}
		return e.endpointException(path.value());
	}

	@Override
	public void verifyWhole(byte[] md5) throws EndpointException {
		if (md5.length == 16 && version.isMd5() && !HexFormat.of().formatHex(md5).equals(version.etag())) {
			throw new EndpointException(Diagnostic.of(Code.CONTENT_MISMATCH, path.value()));
		}
	}

	@Override
	public void close() {
		// Streams are closed by who reads them; nothing else is held.
	}

	/**
	 * The bytes of a range. A connection that breaks is made anew for what is left, a few times; what cannot
	 * be had ends the stream with an exception whose cause says why, never with an early end.
	 */
	private final class Body extends InputStream {

		private static final int REOPENED = 2;

		private AbortableInputStream stream;
		private Cancellation.Registration registration;
		private long offset;
		private long left;
		private int reopened;

		Body(long offset, long length, AbortableInputStream stream) {
			this.offset = offset;
			this.left = length;
			use(stream);
		}

		private void use(AbortableInputStream opened) {
			stream = opened;
			registration = cancel.onCancel(opened::abort);
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] bytes, int from, int length) throws IOException {
			if (left == 0) {
				return -1;
			}
			while (true) {
				cancel.check();
				int count = received(bytes, from, (int) Math.min(length, left));
				if (count >= 0) {
					offset += count;
					left -= count;
					if (left == 0) {
						// The connection is given back at once, however late the reader closes.
						registration.close();
						stream.close();
					}
					return count;
				}
				reopen();
			}
		}

		/** Returns the number of bytes received, -1 where the connection broke. */
		private int received(byte[] bytes, int from, int length) {
			try {
				return stream.read(bytes, from, length);
			} catch (IOException | RuntimeException broken) {
				// A connection that was aborted by our cancellation fails in its own ways; any other is made
				// anew.
				cancel.check();
				LOG.debug("An answer broke off with {} bytes left", left, broken);
				return -1;
			}
		}

		private void reopen() throws IOException {
			letGo();
			EndpointException failure = new EndpointException(
					Diagnostic.of(Code.SERVER_UNREACHABLE, path.value(), "the answer ended early"));
			if (reopened++ < REOPENED) {
				try {
					use(open(offset, left));
					return;
				} catch (EndpointException e) {
					failure = e;
				}
			}
			throw new IOException(failure.getMessage(), failure);
		}

		private void letGo() {
			registration.close();
			stream.abort();
		}

		@Override
		public void close() {
			if (left > 0) {
				letGo();
			}
		}
	}
}
