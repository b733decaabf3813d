package org.cellssync.sandbox.internal.s3;

import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

import org.cellssync.sandbox.internal.events.HttpOrigin;
import org.cellssync.sandbox.internal.storage.BlockDigest;
import org.cellssync.sandbox.internal.storage.Content;
import org.cellssync.sandbox.internal.tree.Arrived;
import org.cellssync.sandbox.internal.tree.MediaTypes;
import org.cellssync.sandbox.internal.tree.Stored;
import org.cellssync.sandbox.internal.tree.TreeException;
import org.cellssync.sandbox.internal.tree.TreePath;
import org.cellssync.sandbox.internal.tree.World;
import org.cellssync.sandbox.internal.web.Counters;

/** Sends, takes and deletes the content of single files. */
final class SingleObjects {
	private static final int BUFFER = 64 * 1024;

	private final World world;
	private final Counters counters;
	private final Intake intake;

	SingleObjects(World world, Intake intake) {
		this.world = world;
		this.counters = world.options().counters();
		this.intake = intake;
	}

	/**
	 * Tells of a file; a folder is as good as absent here, or clients that try whether it is one would try
	 * long.
	 */
	void head(S3Request request, Reply reply) throws IOException {
		if (world.read(request.user(), request.path(), false).node().isFolder()) {
			throw S3Error.NO_KEY.exception();
		}
		get(request, reply);
	}

	void get(S3Request request, Reply reply) throws IOException {
		var stored = request.has("versionId")
				? world.stored(request.user(), request.path(), request.parameter("versionId"))
				: world.stored(request.user(), request.path());
		var content = stored.content().orElseThrow(S3Error.NO_KEY::exception);
		var http = reply.http();
		var range = Range.of(request.header("Range"), content.size());
		headers(stored, reply);
		http.setContentLengthLong(range.length());
		if (range.isPartial()) {
			http.setStatus(206);
			http.setHeader("Content-Range", range.header(content.size()));
		}
		if (!request.http().getMethod().equals("HEAD")) {
			send(content, range, request, reply);
		}
	}

	private static void headers(Stored stored, Reply reply) {
		var http = reply.http();
		http.setHeader("ETag", "\"" + stored.etag() + "\"");
		http.setHeader("Content-Type", stored.mime().isEmpty() ? "application/octet-stream" : stored.mime());
		http.setHeader("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME
				.format(Instant.ofEpochSecond(stored.modified()).atZone(ZoneOffset.UTC)).replace("Z", "GMT"));
	}

	private void send(Content content, Range range, S3Request request, Reply reply) throws IOException {
		var left = request.breaksHalfWay() ? range.length() / 2 : range.length();
		counters.add("bytes out", left);
		var out = reply.http().getOutputStream();
		try (var in = content.open(range.first())) {
			var buffer = new byte[Math.clamp(left, 1, BUFFER)];
			while (left > 0) {
				var count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
				if (count < 0) {
					throw new EOFException("content ends before its size");
				}
				out.write(buffer, 0, count);
				left -= count;
			}
		}
		if (request.breaksHalfWay()) {
			out.flush();
			throw new EOFException("cut half-way");
		}
	}

	void put(S3Request request, Reply reply) throws IOException {
		var size = Intake.size(request);
		var origin = HttpOrigin.of(request.http(), userName(request));
		var upload = world.begin(request.user(), request.path(), size, origin);
		Content left = null;
		var isDone = false;
		try {
			var taken = intake.take(request, size);
			left = taken.content();
			world.options().faults().awaitUpload(() -> counters.count("held uploads"));
			var mime = MediaTypes.of(TreePath.name(request.path()), taken.start(), taken.start().length);
			var etag = size == 0 ? BlockDigest.EMPTY_TAG : taken.digests().tag();
			world.commit(upload, new Arrived(left, etag, taken.digests().hash(), mime), origin);
			isDone = true;
			reply.done(etag);
		} finally {
			if (!isDone) {
				world.abort(upload, origin);
			}
			if (!isDone && left != null) {
				left.release();
			}
		}
	}

	static String userName(S3Request request) {
		return request.user().map(user -> user.name()).orElse("");
	}

	/** Makes the content of one file that of another, too. */
	void copy(S3Request request, Reply reply) throws IOException {
		var from = Percent.decode(request.header("x-amz-copy-source"));
		var key = TreePath.rest(from.startsWith("/") ? from.substring(1) : from);
		var source = world.stored(request.user(), TreePath.clean(key));
		var content = source.content().orElseThrow(S3Error.NO_KEY::exception);
		var origin = HttpOrigin.of(request.http(), userName(request));
		var upload = world.begin(request.user(), request.path(), content.size(), origin);
		var isDone = false;
		try (var receiver = world.contents().receive(); var in = content.open(0)) {
			var digest = new BlockDigest();
			var buffer = new byte[BUFFER];
			for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				receiver.write(buffer, 0, count);
				digest.update(buffer, 0, count);
			}
			var digests = digest.finish();
			var etag = content.size() == 0 ? BlockDigest.EMPTY_TAG : digests.tag();
			world.commit(upload, new Arrived(receiver.finish(), etag, digests.hash(), source.mime()), origin);
			isDone = true;
			reply.document(
					new Xml().root("CopyObjectResult").element("LastModified", Instant.now().toString())
							.element("ETag", "\"" + etag + "\"").close("CopyObjectResult"));
		} finally {
			if (!isDone) {
				world.abort(upload, origin);
			}
		}
	}

	/** Deletes a file for good; what is not there is as good as deleted, and folders stay. */
	void delete(S3Request request, Reply reply) {
		try {
			var node = world.read(request.user(), request.path(), false).node();
			if (!node.isFolder()) {
				var origin = HttpOrigin.of(request.http(), userName(request));
				world.delete(request.user(), request.path(), "", origin, () -> false);
			}
		} catch (TreeException e) {
			if (e.code() != 404) {
				throw e;
			}
		}
		reply.http().setStatus(204);
	}

	/**
	 * Bytes of a content that are asked for.
	 *
	 * @param first index of the first byte
	 */
	record Range(long first, long length, boolean isPartial) {
		static Range of(String header, long size) {
			if (!header.startsWith("bytes=") || header.indexOf(',') >= 0) {
				return new Range(0, size, false);
			}
			var ends = Arrays.stream(header.substring("bytes=".length()).trim().split("-", -1))
					.map(String::trim).toList();
			try {
				if (ends.size() != 2) {
					return new Range(0, size, false);
				}
				if (ends.getFirst().isEmpty()) {
					var length = Math.min(size, Long.parseLong(ends.getLast()));
					return checked(size - length, length, size);
				}
				var first = Long.parseLong(ends.getFirst());
				var last = ends.getLast().isEmpty() ? size - 1
						: Math.min(size - 1, Long.parseLong(ends.getLast()));
				return checked(first, last - first + 1, size);
			} catch (NumberFormatException e) {
				return new Range(0, size, false);
			}
		}

		private static Range checked(long first, long length, long size) {
			if (first >= size || length <= 0) {
				throw S3Error.INVALID_RANGE.exception();
			}
			return new Range(first, length, true);
		}

		String header(long size) {
			return "bytes " + first + "-" + (first + length - 1) + "/" + size;
		}
	}
}
