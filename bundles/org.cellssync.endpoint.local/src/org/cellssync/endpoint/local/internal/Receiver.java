package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

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
				throw new Refusal(Inflow.mismatch(step.path()));
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
