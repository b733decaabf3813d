package org.cellssync.endpoint.cells.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.diagnostic.Retry;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.Digest;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends large files in parts. Nothing replaces what stands on the server before all parts have arrived as
 * they were sent and the file is found to be one version still. An upload that breaks off because the server
 * or this program is gone is gone on with later; any other that does not come to its end is abandoned, since
 * the server would keep it, and a place for it, for ever.
 */
final class MultipartSender {

	private static final Logger LOG = LoggerFactory.getLogger(MultipartSender.class);
	private static final int MOST_PARTS = 10_000;
	private static final int PARTS_AT_ONCE = 3;
	private static final int BUFFER = 1 << 18;

	private final RemoteTree remote;
	private final Contents contents;
	private final OpenUploads uploads;
	private final long partLength;

	MultipartSender(RemoteTree remote, Contents contents, OpenUploads uploads, long partLength) {
		this.remote = remote;
		this.contents = contents;
		this.uploads = uploads;
		this.partLength = partLength;
	}

	private record Part(int number, long offset, long length, PartDigest digest) {
	}

	/**
	 * A file on its way.
	 *
	 * @param before what stood at its place when that was looked at
	 */
	private record Way(Change step, String exactPath, SourceFile file, Optional<RemoteNode> before,
			StepObserver observer, Cancellation cancel) {

		void passed(long bytes) {
			observer.transferred(step.path(), bytes);
		}
	}

	/** Sends a file to a place that was looked at. */
	FileSender.Sent send(Change step, String exactPath, SourceFile file, Optional<RemoteNode> before,
			StepObserver observer, Cancellation cancel)
			throws StepException, CellsException, IOException, EndpointException {
		Way way = new Way(step, exactPath, file, before, observer, cancel);
		long length = partLength(file.size());
		var sent = new OpenUploads.Sent(exactPath, step.path().value(), file.version(), file.size(), length);
		Optional<OpenUploads.Upload> cut = uploads.takeUp(contents, sent, cancel);
		if (cut.isPresent()) {
			try {
				Optional<FileSender.Sent> whole = goOn(way, parts(file.size(), length), cut.get());
				if (whole.isPresent()) {
					return whole.get();
				}
			} catch (CellsException e) {
				if (e.kind() != Kind.NOT_FOUND) {
					throw e;
				}
				LOG.info("The server has forgotten an upload that broke off; it is begun anew");
			}
		}
		return upload(way, parts(file.size(), length), uploads.begin(contents, sent, cancel));
	}

	/** Goes on with an upload that broke off; empty where it turns out to be of another content, and is ended. */
	private Optional<FileSender.Sent> goOn(Way way, List<Part> parts, OpenUploads.Upload upload)
			throws StepException, CellsException, IOException, EndpointException {
		boolean proven;
		try {
			proven = isProven(way, parts, upload);
		} catch (IOException | EndpointException | RuntimeException e) {
			uploads.brokeOff(contents, upload, way.cancel);
			throw e;
		}
		if (!proven) {
			LOG.info("What arrived of an upload that broke off is not what the file holds; it is begun anew");
			uploads.abandon(contents, upload, way.cancel);
			return Optional.empty();
		}
		upload.etags().keySet().forEach(number -> way.passed(parts.get(number - 1).length()));
		return Optional.of(upload(way, parts, upload));
	}

	/** Reads what arrived once more here: only then it is known that the file holds it, and its digest. */
	private static boolean isProven(Way way, List<Part> parts, OpenUploads.Upload upload)
			throws IOException, EndpointException {
		byte[] buffer = new byte[BUFFER];
		for (var arrived : upload.etags().entrySet()) {
			if (arrived.getKey() < 1 || arrived.getKey() > parts.size()) {
				return false;
			}
			Part part = parts.get(arrived.getKey() - 1);
			try (InputStream input = way.file.read(part.offset(), part.length())) {
				for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
					way.cancel.check();
					part.digest().update(buffer, 0, count);
				}
			}
			part.digest().finish();
			if (!part.digest().hex().equals(arrived.getValue())) {
				return false;
			}
		}
		return true;
	}

	private FileSender.Sent upload(Way way, List<Part> parts, OpenUploads.Upload upload)
			throws StepException, CellsException, IOException, EndpointException {
		boolean complete = false;
		boolean keep = false;
		try {
			List<Part> missing = parts.stream().filter(part -> !upload.etags().containsKey(part.number())).toList();
			Workers.<Part, Exception>each("cells-part", missing, PARTS_AT_ONCE, way.cancel, part -> {
				send(way, upload.id(), part);
				uploads.arrived(upload, part.number(), part.digest().hex());
			});
			// Read in pieces, so its MD5 is not known; that it is the version that was planned is what counts
			// here.
			way.file.verifyWhole(new byte[0]);
			long looked = System.nanoTime();
			placeIsAsBefore(way);
			String etag = complete(way, upload.id(), parts);
			complete = true;
			uploads.ended(upload);
			return new FileSender.Sent(etag, digest(parts), looked);
		} catch (CellsException e) {
			keep = e.error().isOfConnection() || e.kind() == Kind.LOCKED;
			throw e;
		} catch (EndpointException e) {
			keep = e.diagnostic().code().retry() == Retry.BACKOFF;
			throw e;
		} catch (CancellationException e) {
			keep = true;
			throw e;
		} catch (StepException | IOException | RuntimeException e) {
			throw e;
		} catch (Exception e) {
			throw new IllegalStateException("no part fails with another exception", e);
		} finally {
			if (keep) {
				uploads.brokeOff(contents, upload, way.cancel);
			} else if (!complete) {
				uploads.abandon(contents, upload, way.cancel);
			}
		}
	}

	private long partLength(long size) {
		long length = partLength;
		while (size > length * MOST_PARTS) {
			length += partLength;
		}
		return length;
	}

	private static List<Part> parts(long size, long length) {
		List<Part> parts = new ArrayList<>();
		for (long offset = 0; offset < size; offset += length) {
			parts.add(new Part(parts.size() + 1, offset, Math.min(length, size - offset), new PartDigest()));
		}
		return parts;
	}

	private void send(Way way, String uploadId, Part part) throws Exception {
		PartBody body = new PartBody(way, part);
		String answered;
		try {
			answered = contents.part(way.exactPath, uploadId, part.number(), part.length(), body, way.cancel);
		} catch (CellsException | RuntimeException e) {
			body.takeBack();
			FileSender.throwFailure(way.step, body);
			throw e;
		}
		if (!answered.equals(part.digest().hex())) {
			throw new StepException(Diagnostic.of(Code.CONTENT_MISMATCH, way.step.path().value()));
		}
	}

	/** Parts take long: the place is looked at again before they become the file. */
	private void placeIsAsBefore(Way way) throws StepException, CellsException {
		Optional<RemoteNode> now = remote.read(way.exactPath, way.cancel);
		boolean same = way.before.isPresent()
				? now.filter(node -> node.uuid().equals(way.before.get().uuid())
						&& node.version().equals(way.before.get().version())).isPresent()
				: now.isEmpty() || now.get().storageEtag().equals(RemoteNode.TEMPORARY);
		if (!same) {
			throw StepException.changed(way.step);
		}
	}

	/**
	 * Completes the upload. Where the answer was lost, the upload is gone and the node tells whether it is
	 * the file.
	 */
	private String complete(Way way, String uploadId, List<Part> parts) throws CellsException {
		String expected = Counterpart.multipartEtag(parts.stream().map(Part::digest).toList());
		List<String> etags = parts.stream().map(part -> part.digest().hex()).toList();
		try {
			String answered = contents.complete(way.exactPath, uploadId, etags, way.cancel);
			return answered.isEmpty() ? expected : answered;
		} catch (CellsException e) {
			if (e.kind() == Kind.NOT_FOUND && remote.read(way.exactPath, way.cancel)
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

		PartBody(Way way, Part part) {
			super(way.file, part.offset(), part.length(), way::passed, way.cancel);
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
