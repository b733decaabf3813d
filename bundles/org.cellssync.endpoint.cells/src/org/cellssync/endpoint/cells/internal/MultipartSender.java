package org.cellssync.endpoint.cells.internal;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.Digest;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;

/**
 * Sends large files in parts. Nothing replaces what stands on the server before all parts have arrived as
 * they were sent and the file is found to be one version still. An upload that does not come to its end is
 * abandoned, since the server would keep it, and a place for it, for ever.
 */
final class MultipartSender {

	/** A multiple of the block of the v4 hash, as the server's hash is right for such parts only. */
	private static final long PART = 100L << 20;
	private static final int MOST_PARTS = 10_000;
	private static final int PARTS_AT_ONCE = 3;

	private final RemoteTree remote;
	private final Contents contents;
	private final OpenUploads uploads;

	MultipartSender(RemoteTree remote, Contents contents, OpenUploads uploads) {
		this.remote = remote;
		this.contents = contents;
		this.uploads = uploads;
	}

	private record Part(int number, long offset, long length, PartDigest digest) {
	}

	/** Sends a file to a place that was looked at. */
	FileSender.Sent send(Change step, String exactPath, SourceFile file, Optional<RemoteNode> before,
			StepObserver observer, Cancellation cancel)
			throws StepException, CellsException, IOException, EndpointException {
		List<Part> parts = parts(file.size());
		OpenUploads.Upload upload = uploads.begin(contents, exactPath, cancel);
		String uploadId = upload.id();
		boolean complete = false;
		try {
			Workers.<Part, Exception>each("cells-part", parts, PARTS_AT_ONCE, cancel,
					part -> send(step, exactPath, uploadId, file, part, observer, cancel));
			// Read in pieces, so its MD5 is not known; that it is the version that was planned is what counts
			// here.
			file.verifyWhole(new byte[0]);
			placeIsAsBefore(step, exactPath, before, cancel);
			String etag = complete(exactPath, uploadId, parts, cancel);
			complete = true;
			uploads.ended(upload);
			return new FileSender.Sent(etag, digest(parts));
		} catch (StepException | CellsException | IOException | EndpointException | RuntimeException e) {
			throw e;
		} catch (Exception e) {
			throw new IllegalStateException("no part fails with another exception", e);
		} finally {
			if (!complete) {
				uploads.abandon(contents, upload, cancel);
			}
		}
	}

	private static List<Part> parts(long size) {
		long length = PART;
		while (size > length * MOST_PARTS) {
			length += PART;
		}
		List<Part> parts = new ArrayList<>();
		for (long offset = 0; offset < size; offset += length) {
			parts.add(new Part(parts.size() + 1, offset, Math.min(length, size - offset), new PartDigest()));
		}
		return parts;
	}

	private void send(Change step, String exactPath, String uploadId, SourceFile file, Part part,
			StepObserver observer, Cancellation cancel) throws Exception {
		PartBody body = new PartBody(file, part, observer, step, cancel);
		String answered;
		try {
			answered = contents.part(exactPath, uploadId, part.number(), part.length(), body, cancel);
		} catch (CellsException | RuntimeException e) {
			body.takeBack();
			FileSender.throwFailure(step, body);
			throw e;
		}
		if (!answered.equals(part.digest().hex())) {
			throw new StepException(Diagnostic.of(Code.CONTENT_MISMATCH, step.path().value()));
		}
	}

	/** Parts take long: the place is looked at again before they become the file. */
	private void placeIsAsBefore(Change step, String exactPath, Optional<RemoteNode> before,
			Cancellation cancel) throws StepException, CellsException {
		Optional<RemoteNode> now = remote.read(exactPath, cancel);
		boolean same = before.isPresent()
				? now.filter(node -> node.uuid().equals(before.get().uuid())
						&& node.version().equals(before.get().version())).isPresent()
				: now.isEmpty() || now.get().storageEtag().equals(RemoteNode.TEMPORARY);
		if (!same) {
			throw StepException.changed(step);
		}
	}

	/**
	 * Completes the upload. Where the answer was lost, the upload is gone and the node tells whether it is
	 * the file.
	 */
	private String complete(String exactPath, String uploadId, List<Part> parts, Cancellation cancel)
			throws CellsException {
		String expected = Counterpart.multipartEtag(parts.stream().map(Part::digest).toList());
		List<String> etags = parts.stream().map(part -> part.digest().hex()).toList();
		try {
			String answered = contents.complete(exactPath, uploadId, etags, cancel);
			return answered.isEmpty() ? expected : answered;
		} catch (CellsException e) {
			if (e.kind() == Kind.NOT_FOUND && remote.read(exactPath, cancel)
					.filter(node -> node.storageEtag().equals(expected)).isPresent()) {
				return expected;
			}
			throw e;
		}
	}

	/** Combines the MD5s of the blocks of all parts in their order into the v4 hash. */
	private static Digest digest(List<Part> parts) {
		MessageDigest all = Md5.start();
		parts.forEach(part -> all.update(part.digest().blocks()));
		return Digest.of(all.digest());
	}

	private static final class PartBody extends Body {
		private final PartDigest digest;

		PartBody(SourceFile file, Part part, StepObserver observer, Change step, Cancellation cancel) {
			super(file, part.offset(), part.length(), bytes -> observer.transferred(step.path(), bytes),
					cancel);
			this.digest = part.digest();
		}

		@Override
		void restart() {
			digest.restart();
		}

		@Override
		void update(byte[] bytes, int from, int count) {
			digest.update(bytes, from, count);
		}

		@Override
		void beforeLast() {
			digest.finish();
		}
	}
}
