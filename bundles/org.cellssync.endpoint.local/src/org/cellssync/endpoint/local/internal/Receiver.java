package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.cellssync.api.diagnostic.Retry;
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

	private static final int BUFFER = 256 << 10;

	private final Site site;
	private final Names names;
	private final Partials partials;
	private final Hasher hasher;
	private final ContentSource source;
	private final StepObserver observer;
	private final Cancellation cancel;

	Receiver(Site site, Tools tools, Partials partials, ContentSource source, StepObserver observer,
			Cancellation cancel) {
		this.site = site;
		this.partials = partials;
		this.names = tools.names();
		this.hasher = tools.hasher();
		this.source = source;
		this.observer = observer;
		this.cancel = cancel;
	}

	/**
	 * Receives one file. On any failure its temporary file is gone, but for what is worth keeping of a large
	 * one whose other end failed, or that was cancelled: that is gone on with.
	 *
	 * @throws IOException for trouble with the disk
	 * @throws EndpointException for trouble with the other end
	 */
	Received receive(Change step, Entry.File wanted) throws Refusal, IOException, EndpointException {
		Path place = site.require(step.path(), step.before());
		try (SourceFile file = source.open(step.path())) {
			if (file.size() != wanted.size()) {
				throw new Refusal(Inflow.mismatch(step.path()));
			}
			if (file.size() >= Partials.LEAST && !file.version().isEmpty()) {
				return receiveLarge(step, wanted, place, file);
			}
			Path temporary = place.resolveSibling(names.temporary());
			FileChannel channel = site.disk().create(temporary);
			boolean kept = false;
			try {
				ContentDigests.Both digests = Inflow.receive(step.path(), file, channel, observer, cancel);
				Digest digest = verify(step.path(), wanted, digests.v4());
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

	private Received receiveLarge(Change step, Entry.File wanted, Path place, SourceFile file)
			throws Refusal, IOException, EndpointException {
		Partials.Arriving arriving = partials.arriving(step.path(), place, file.version(), file.size());
		Begun begun = begun(arriving);
		Noting noting = new Noting(arriving, begun);
		boolean ready = false;
		boolean keep = false;
		try {
			observer.transferred(step.path(), begun.length());
			ContentDigests.Both digests = Inflow.receive(step.path(), file, begun.channel(), begun.digests(),
					begun.length(), noting, observer, cancel);
			Digest digest = verify(step.path(), wanted, digests.v4());
			boolean same = isSame(step, place, digest, digests.size());
			if (!same) {
				Attributes.prepare(arriving.temporary(), place, step, file);
			}
			ready = !same;
			return new Received(step, arriving.temporary(), begun.channel(), digest, digests.size(), same);
		} catch (CancellationException e) {
			keep = noting.anything();
			throw e;
		} catch (EndpointException e) {
			keep = noting.anything() && e.diagnostic().code().retry() == Retry.BACKOFF;
			throw e;
		} finally {
			if (keep) {
				begun.channel().close();
			} else if (!ready) {
				partials.forget(arriving);
				Received.discard(arriving.temporary(), begun.channel());
			}
		}
	}

	/** Notes from time to time what has arrived. */
	private final class Noting implements Inflow.Arrival {
		private final Partials.Arriving arriving;
		private final ContentDigests running;
		private long noted;

		Noting(Partials.Arriving arriving, Begun begun) {
			this.arriving = arriving;
			this.running = begun.digests();
			this.noted = begun.length();
		}

		@Override
		public void of(long arrived) {
			if (arrived - noted >= Partials.STEP) {
				partials.note(arriving, new Partials.Arrived(arrived, running.md5SoFar()));
				noted = arrived;
			}
		}

		boolean anything() {
			return noted > 0;
		}
	}

	/**
	 * A temporary file to be gone on with.
	 *
	 * @param channel stands behind what is there
	 * @param digests of what is there
	 * @param length how much that is
	 */
	private record Begun(FileChannel channel, ContentDigests digests, long length) {
	}

	/** Takes a temporary file up again where what lies in it is what was noted, else makes a new one. */
	private Begun begun(Partials.Arriving arriving) throws IOException {
		Path temporary = arriving.temporary();
		Optional<Partials.Arrived> noted = partials.noted(arriving);
		Optional<Stat> found = site.disk().find(temporary);
		if (noted.isPresent() && found.filter(Stat::isFile).isPresent()) {
			Optional<Begun> proven = proven(site.disk().reopen(temporary), noted.get());
			if (proven.isPresent()) {
				return proven.get();
			}
		}
		partials.forget(arriving);
		if (found.isPresent()) {
			Files.deleteIfExists(temporary);
		}
		return new Begun(site.disk().create(temporary), new ContentDigests(), 0);
	}

	/** Reads what was noted to have arrived; closes the channel where it does not lie there. */
	private Optional<Begun> proven(FileChannel channel, Partials.Arrived noted) throws IOException {
		boolean proven = false;
		try {
			ContentDigests digests = new ContentDigests();
			ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
			long left = noted.length();
			while (left > 0) {
				cancel.check();
				buffer.clear().limit((int) Math.min(BUFFER, left));
				int count = channel.read(buffer);
				if (count < 0) {
					return Optional.empty();
				}
				digests.update(buffer.array(), 0, count);
				left -= count;
			}
			if (!Arrays.equals(digests.md5SoFar(), noted.md5())) {
				return Optional.empty();
			}
			channel.truncate(noted.length());
			proven = true;
			return Optional.of(new Begun(channel, digests, noted.length()));
		} finally {
			if (!proven) {
				channel.close();
			}
		}
	}

	private static Digest verify(SyncPath path, Entry.File wanted, Digest received) throws Refusal {
		if (wanted.content() instanceof Digest expected && !expected.equals(received)) {
			throw new Refusal(Inflow.mismatch(path));
		}
		return received;
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
