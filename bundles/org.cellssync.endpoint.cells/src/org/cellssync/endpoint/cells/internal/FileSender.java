package org.cellssync.endpoint.cells.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongConsumer;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.hash.ContentDigests;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.transport.CellsException;

import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * Sends files, each after a look at its place. The content is hashed on the way, and what the server says it
 * received is compared with it; a digest is told only for what arrived so. Before the last byte goes the file
 * is asked whether it is the version that was planned, since an upload that breaks off changes nothing on the
 * server. Thread-safe.
 */
final class FileSender {

	/** Up to this size a file is read before the look, so that one which changes meanwhile is never sent. */
	private static final int SMALL = 1 << 20;
	private final Contents contents;
	private final ExactNames names;
	private final Preconditions preconditions;
	private final Quota quota;
	private final ContentSource source;
	private final StepObserver observer;
	private final OpenUploads uploads;
	private final ForeignWrites foreign;
	private final MultipartSender multipart;
	/** Up to this size a file is sent in one piece. */
	private final long whole;

	/** @param partLength bytes of the parts of files that are larger than one */
	FileSender(RemoteTree remote, Contents contents, OpenUploads uploads, ForeignWrites foreign, ExactNames names,
			Preconditions preconditions, Quota quota, ContentSource source, StepObserver observer,
			long partLength) {
		this.contents = contents;
		this.names = names;
		this.preconditions = preconditions;
		this.quota = quota;
		this.source = source;
		this.observer = observer;
		this.uploads = uploads;
		this.foreign = foreign;
		this.multipart = new MultipartSender(remote, contents, uploads, partLength);
		this.whole = partLength;
	}

	/**
	 * What was sent.
	 *
	 * @param looked when its place was looked at last before that, by {@link System#nanoTime()}
	 */
	record Sent(String etag, Digest digest, long looked) {
	}

	/**
	 * Sends the file of a step.
	 *
	 * @param before what is to stand there
	 * @throws StepException where the file is not what was planned, the place is not what was seen, or the
	 *         server refuses
	 * @throws CellsException where the server failed
	 */
	StepResult.Done send(Change step, Entry.File after, Entry before, Cancellation cancel)
			throws StepException, CellsException {
		try (SourceFile file = source.open(step.path())) {
			if (file.size() != after.size()) {
				throw new StepException(Diagnostic.of(Code.LOCAL_CHANGED_MEANWHILE, step.path().value()));
			}
			return file.size() <= SMALL ? sendSmall(step, file, before, cancel)
					: sendLarge(step, file, before, cancel);
		} catch (EndpointException e) {
			throw new StepException(e.diagnostic(), e);
		} catch (IOException e) {
			throw new StepException(unreadable(step, e), e);
		}
	}

	private static Diagnostic unreadable(Change step, IOException e) {
		return e.getCause() instanceof EndpointException failure ? failure.diagnostic()
				: Diagnostic.of(Code.LOCAL_UNREADABLE, step.path().value(), String.valueOf(e.getMessage()));
	}

	private StepResult.Done sendSmall(Change step, SourceFile file, Entry before, Cancellation cancel)
			throws StepException, CellsException, IOException, EndpointException {
		byte[] bytes = new byte[(int) file.size()];
		try (InputStream input = file.read(0, bytes.length)) {
			if (input.readNBytes(bytes, 0, bytes.length) < bytes.length) {
				throw new StepException(Diagnostic.of(Code.LOCAL_CHANGED_MEANWHILE, step.path().value()));
			}
		}
		ContentDigests running = new ContentDigests();
		running.update(bytes, 0, bytes.length);
		ContentDigests.Both both = running.digest();
		file.verifyWhole(both.md5());
		String etag = bytes.length == 0 ? StorageVersion.EMPTY_ETAG : both.md5Hex();
		Preconditions.Standing standing;
		try {
			standing = place(step, before, bytes.length, cancel);
		} catch (StepException changed) {
			return adopted(step,
					found -> found.version().etag().equals(etag) ? Optional.of(both.v4()) : Optional.empty(),
					changed, cancel);
		}
		Optional<RemoteNode> node = standing.node();
		String answered = put(step, node, bytes.length, ContentStreamProvider.fromByteArrayUnsafe(bytes),
				cancel);
		observer.transferred(step.path(), bytes.length);
		compare(step, etag, answered);
		return done(step, node, new Sent(answered, both.v4(), standing.looked()), bytes.length);
	}

	private StepResult.Done sendLarge(Change step, SourceFile file, Entry before, Cancellation cancel)
			throws StepException, CellsException, IOException, EndpointException {
		Preconditions.Standing standing;
		try {
			standing = place(step, before, file.size(), cancel);
		} catch (StepException changed) {
			return adopted(step, found -> Counterpart.proves(found.version(), file, cancel), changed, cancel);
		}
		Optional<RemoteNode> node = standing.node();
		Sent sent = file.size() <= whole ? sendWhole(step, file, standing, cancel)
				: multipart.send(step, exactPath(step, node), file, node, observer, cancel);
		return done(step, node, sent, file.size());
	}

	private Sent sendWhole(Change step, SourceFile file, Preconditions.Standing standing, Cancellation cancel)
			throws StepException, CellsException, IOException, EndpointException {
		HashedBody body = new HashedBody(file, bytes -> observer.transferred(step.path(), bytes), cancel, standing,
				seen -> preconditions.again(step, seen, cancel));
		String answered;
		try {
			answered = put(step, standing.node(), file.size(), body, cancel);
		} catch (CellsException | RuntimeException e) {
			body.takeBack();
			throwFailure(step, body);
			throw e;
		}
		compare(step, body.both.md5Hex(), answered);
		return new Sent(answered, body.both.v4(), body.standing.looked());
	}

	private static final class HashedBody extends Body {
		private final SourceFile file;
		private ContentDigests digests = new ContentDigests();
		private final Again again;
		private ContentDigests.Both both;
		private Preconditions.Standing standing;

		/** Looks once more at the place a file is on its way to. */
		@FunctionalInterface
		interface Again {
			Preconditions.Standing look(Preconditions.Standing standing) throws StepException, CellsException;
		}

		HashedBody(SourceFile file, LongConsumer sent, Cancellation cancel, Preconditions.Standing standing, Again again) {
			super(file, 0, file.size(), sent, cancel);
			this.file = file;
			this.standing = standing;
			this.again = again;
		}

		@Override
		void restart() {
			digests = new ContentDigests();
		}

		@Override
		void update(byte[] bytes, int from, int count) {
			digests.update(bytes, from, count);
		}

		@Override
		void beforeLast() throws IOException, EndpointException {
			both = digests.digest();
			file.verifyWhole(both.md5());
			try {
				// Sending takes long: somebody may have written there meanwhile.
				standing = again.look(standing);
			} catch (StepException e) {
				throw new EndpointException(e.diagnostic(), e);
			} catch (CellsException e) {
				throw e.endpointException(String.valueOf(standing.node().map(RemoteNode::path).orElse("")));
			}
		}
	}

	/**
	 * Throws what went wrong with the file while it was sent, which matters more than what the server made of
	 * it.
	 */
	static void throwFailure(Change step, Body body) throws StepException, IOException, EndpointException {
		if (body.endedEarly()) {
			throw new StepException(Diagnostic.of(Code.LOCAL_CHANGED_MEANWHILE, step.path().value()));
		}
		Exception failure = body.failure().orElse(null);
		if (failure instanceof IOException e) {
			throw e;
		}
		if (failure instanceof EndpointException e) {
			throw e;
		}
	}

	/** Looks at the place of a file and sets its room aside. */
	private Preconditions.Standing place(Change step, Entry before, long size, Cancellation cancel)
			throws StepException, CellsException {
		preconditions.parentTakes(step, step.path(), cancel);
		Preconditions.Standing standing = preconditions.again(step,
				preconditions.look(step, step.path(), before, cancel), cancel);
		Optional<RemoteNode> node = standing.node();
		if (node.isPresent()) {
			Preconditions.isWritable(step, node.get());
		}
		quota.take(step, size - node.map(RemoteNode::size).orElse(0L));
		return standing;
	}

	/** What was begun to the same place when the file was a large one is not to stay on the server. */
	private void endInParts(String exactPath, Cancellation cancel) {
		if (uploads.holds(exactPath)) {
			uploads.endAt(exactPath, contents, cancel);
		}
	}

	private String put(Change step, Optional<RemoteNode> node, long size, ContentStreamProvider body,
			Cancellation cancel) throws CellsException {
		endInParts(exactPath(step, node), cancel);
		try {
			return contents.put(exactPath(step, node), size, body, cancel);
		} catch (CellsException e) {
			quota.giveBack(size - node.map(RemoteNode::size).orElse(0L));
			throw e;
		}
	}

	private String exactPath(Change step, Optional<RemoteNode> node) {
		return node.map(RemoteNode::path).orElseGet(() -> names.of(step.path()));
	}

	private static void compare(Change step, String sent, String received) throws StepException {
		if (!sent.equals(received)) {
			throw new StepException(Diagnostic.of(Code.CONTENT_MISMATCH, step.path().value()));
		}
	}

	/** Tells whether a node has the content that is to be sent. */
	@FunctionalInterface
	private interface Proof {
		Optional<Digest> of(RemoteNode node) throws IOException, EndpointException;
	}

	/**
	 * What stands there is not what was planned from; where it is what was to be sent, nothing is left to do.
	 */
	private StepResult.Done adopted(Change step, Proof proof, StepException changed, Cancellation cancel)
			throws StepException, CellsException, IOException, EndpointException {
		if (changed.diagnostic().code() == Code.REMOTE_CHANGED_MEANWHILE) {
			Optional<RemoteNode> node = preconditions.standing(step.path(), cancel);
			if (node.isPresent() && node.get().leaf()) {
				Optional<Digest> digest = proof.of(node.get());
				if (digest.isPresent()) {
					Entry entry = new Entry.File(digest.get(), node.get().size(), false);
					return new StepResult.Done(step, entry, node.get().identity(), 0, false);
				}
			}
		}
		throw changed;
	}

	private StepResult.Done done(Change step, Optional<RemoteNode> node, Sent sent, long size) {
		StorageVersion written = StorageVersion.of(sent.etag(), size);
		observer.unseen(step.path(), Duration.ofNanos(System.nanoTime() - sent.looked()));
		foreign.wrote(new ForeignWrites.Write(step.path(), exactPath(step, node), sent.looked(),
				node.map(RemoteNode::version), written));
		String version = written.text();
		// The server's own time of the change is not answered; it is near to this.
		Instant modified = Instant.now().truncatedTo(ChronoUnit.SECONDS);
		String exactName = node.map(RemoteNode::name).orElse(step.path().name());
		Identity identity = new Identity(node.map(RemoteNode::uuid).orElse(""), version, modified, exactName,
				true);
		return new StepResult.Done(step, new Entry.File(sent.digest(), size, false), identity, size, true);
	}
}
