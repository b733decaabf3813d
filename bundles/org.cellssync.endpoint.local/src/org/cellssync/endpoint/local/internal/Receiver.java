package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.hash.ContentDigests;
import org.cellssync.api.hash.Hasher;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;

/** Brings files of the other end beside their places: read once, hashed on the way, verified. Thread-safe. */
final class Receiver {

	private static final int CHUNK = 256 << 10;

	private final Site site;
	private final Names names;
	private final Hasher hasher;
	private final ContentSource source;
	private final StepObserver observer;
	private final Cancellation cancel;

	Receiver(Site site, Tools tools, ContentSource source, StepObserver observer, Cancellation cancel) {
		this.site = site;
		this.names = tools.names();
		this.hasher = tools.hasher();
		this.source = source;
		this.observer = observer;
		this.cancel = cancel;
	}

	/**
	 * Receives one file. On any failure its temporary file is gone.
	 *
	 * @throws IOException for trouble with the disk
	 * @throws EndpointException for trouble with the other end
	 */
	Received receive(Change step, Entry.File wanted) throws Refusal, IOException, EndpointException {
		Path place = site.require(step.path(), step.before());
		try (SourceFile file = source.open(step.path())) {
			if (file.size() != wanted.size()) {
				throw new Refusal(mismatch(step.path()));
			}
			Path temporary = place.resolveSibling(names.temporary());
			FileChannel channel = site.disk().create(temporary);
			boolean kept = false;
			try {
				ContentDigests.Both digests = copy(file, channel, step.path());
				Digest digest = verify(step.path(), wanted, file, digests);
				boolean same = isSame(step, place, digest, digests.size());
				if (!same) {
					Attributes.prepare(temporary, place, step, file);
				}
				kept = !same;
				return new Received(step, temporary, channel, digest, digests.size(), same);
			} finally {
				if (!kept) {
					Received.discard(temporary, channel);
				}
			}
		}
	}

	private ContentDigests.Both copy(SourceFile file, FileChannel channel, SyncPath path)
			throws IOException, EndpointException, Refusal {
		ContentDigests digests = new ContentDigests();
		byte[] chunk = new byte[Math.clamp(file.size(), 1, CHUNK)];
		try (InputStream in = file.read(0, file.size())) {
			for (int count = read(in, chunk, path); count >= 0; count = read(in, chunk, path)) {
				cancel.check();
				write(channel, chunk, count);
				digests.update(chunk, 0, count);
				observer.transferred(path, count);
			}
		}
		return digests.digest();
	}

	private static void write(FileChannel channel, byte[] chunk, int count) throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, count);
		while (buffer.hasRemaining()) {
			channel.write(buffer);
		}
	}

	/** Trouble of the stream is the other end's, never this disk's. */
	private static int read(InputStream in, byte[] chunk, SyncPath path) throws EndpointException, Refusal {
		try {
			return in.read(chunk);
		} catch (IOException e) {
			throw e.getCause() instanceof EndpointException known ? known
					: new EndpointException(mismatch(path), e);
		}
	}

	private Digest verify(SyncPath path, Entry.File wanted, SourceFile file, ContentDigests.Both digests)
			throws IOException, EndpointException, Refusal {
		if (digests.size() != file.size()) {
			throw new Refusal(mismatch(path));
		}
		file.verifyWhole(digests.md5());
		if (wanted.content() instanceof Digest expected && !expected.equals(digests.v4())) {
			throw new Refusal(mismatch(path));
		}
		return digests.v4();
	}

	private static Diagnostic mismatch(SyncPath path) {
		return Diagnostic.of(Code.CONTENT_MISMATCH, path.value());
	}

	/** Returns whether the file that is to be replaced holds the same already. */
	private boolean isSame(Change step, Path place, Digest digest, long size) throws IOException {
		if (!(step.before() instanceof Entry.File before) || before.size() != size) {
			return false;
		}
		Digest present = before.content() instanceof Digest known ? known
				: Digest.of(hasher.hash(place, cancel));
		return present.equals(digest);
	}
}
