package org.cellssync.sandbox.internal.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.cellssync.sandbox.internal.events.HttpOrigin;
import org.cellssync.sandbox.internal.storage.BlockDigest;
import org.cellssync.sandbox.internal.storage.Content;
import org.cellssync.sandbox.internal.tree.Arrived;
import org.cellssync.sandbox.internal.tree.MediaTypes;
import org.cellssync.sandbox.internal.tree.TreePath;
import org.cellssync.sandbox.internal.tree.Upload;
import org.cellssync.sandbox.internal.tree.World;
import org.cellssync.sandbox.internal.web.Hazard;

/** Takes content in parts. */
final class Multiparts {
	/** Smallest part that is not the last one, in bytes. */
	private static final long SMALLEST = 5L * 1024 * 1024;

	private final World world;
	private final Intake intake;
	private final Map<String, Pending> pending = new ConcurrentHashMap<>();

	/** One part that came. */
	private record Part(Content content, BlockDigest.Digests digests) {
	}

	/** An upload that waits for its parts. Guarded by itself. */
	private static final class Pending {
		final Upload upload;
		final Map<Integer, Part> parts = new TreeMap<>();
		/** Whether a part came twice, or a completion failed: the hash never comes then (H11). */
		boolean isSpoilt;
		boolean isOver;

		Pending(Upload upload) {
			this.upload = upload;
		}
	}

	Multiparts(World world, Intake intake) {
		this.world = world;
		this.intake = intake;
	}

	void create(S3Request request, Reply reply) throws IOException {
		var upload = world.begin(request.user(), request.path(), 0, origin(request));
		var id = UUID.randomUUID().toString();
		pending.put(id, new Pending(upload));
		reply.document(new Xml().root("InitiateMultipartUploadResult").element("Bucket", request.bucket())
				.element("Key", request.key()).element("UploadId", id)
				.close("InitiateMultipartUploadResult"));
	}

	private static HttpOrigin origin(S3Request request) {
		return HttpOrigin.of(request.http(), SingleObjects.userName(request));
	}

	void part(S3Request request, Reply reply) throws IOException {
		if (!request.header("Content-MD5").isEmpty()) {
			// a right one is refused, too
			throw S3Error.INVALID_DIGEST.exception();
		}
		var upload = pending(request);
		var number = number(request.parameter("partNumber"));
		var taken = intake.take(request, Intake.size(request));
		Part replaced;
		synchronized (upload) {
			if (upload.isOver) {
				taken.content().release();
				throw S3Error.NO_UPLOAD.exception();
			}
			replaced = upload.parts.put(number, new Part(taken.content(), taken.digests()));
			upload.isSpoilt |= replaced != null;
		}
		if (replaced != null) {
			replaced.content().release();
		}
		reply.done(taken.digests().tag());
	}

	private static int number(String text) {
		try {
			var number = Integer.parseInt(text);
			if (number >= 1 && number <= 10_000) {
				return number;
			}
		} catch (NumberFormatException e) {
			throw S3Error.INVALID_ARGUMENT.exception();
		}
		throw S3Error.INVALID_ARGUMENT.exception();
	}

	private Pending pending(S3Request request) {
		var found = pending.get(request.parameter("uploadId"));
		if (found == null) {
			throw S3Error.NO_UPLOAD.exception();
		}
		return found;
	}

	/** Lists no parts, as a real server does even when there are some. */
	void parts(S3Request request, Reply reply) throws IOException {
		var upload = pending(request).upload;
		var owner = "02d6176db174dc93cb1b899f7c6078f08654445fe8cf1b6ce98d8855f66bdbf4";
		var xml = new Xml().root("ListPartsResult").element("Bucket", upload.source())
				.element("Key", upload.uuid()).element("UploadId", request.parameter("uploadId"));
		for (var role : List.of("Initiator", "Owner")) {
			xml.open(role).element("ID", owner).element("DisplayName", owner).close(role);
		}
		reply.document(xml.element("StorageClass", "STANDARD").element("PartNumberMarker", "0")
				.element("NextPartNumberMarker", "0").element("MaxParts", "10000")
				.element("IsTruncated", "false").close("ListPartsResult"));
	}

	/** Lists no uploads, as a real server does even when there are some. */
	void uploads(S3Request request, Reply reply) throws IOException {
		reply.document(new Xml().root("ListMultipartUploadsResult").element("Bucket", request.bucket())
				.element("KeyMarker", "").element("UploadIdMarker", "").element("MaxUploads", "1000")
				.element("IsTruncated", "false").close("ListMultipartUploadsResult"));
	}

	void complete(S3Request request, Reply reply) throws IOException {
		var http = reply.http();
		http.setHeader("Cache-Control", "no-cache");
		http.setHeader("X-Accel-Buffering", "no");
		var upload = pending(request);
		var wanted = CompletedPart.read(request.http().getInputStream());
		String etag;
		synchronized (upload) {
			if (upload.isOver) {
				throw S3Error.NO_UPLOAD.exception();
			}
			List<Part> parts;
			try {
				parts = chosen(upload, wanted);
			} catch (S3Exception e) {
				upload.isSpoilt = true;
				throw e;
			}
			etag = commit(request, upload, parts);
			upload.isOver = true;
		}
		pending.remove(request.parameter("uploadId"));
		http.setHeader("ETag", "\"" + etag + "\"");
		reply.document(new Xml().root("CompleteMultipartUploadResult")
				.element("Location", request.http().getRequestURL().toString())
				.element("Bucket", request.bucket()).element("Key", request.key())
				.element("ETag", "\"" + etag + "\"").close("CompleteMultipartUploadResult"));
	}

	private static List<Part> chosen(Pending upload, List<CompletedPart> wanted) {
		if (wanted.isEmpty()) {
			throw S3Error.MALFORMED.exception();
		}
		var result = new ArrayList<Part>();
		var last = 0;
		for (var each : wanted) {
			if (each.number() <= last) {
				throw S3Error.INVALID_PART_ORDER.exception();
			}
			last = each.number();
			var part = upload.parts.get(each.number());
			if (part == null || !part.digests().tag().equals(each.etag())) {
				throw S3Error.INVALID_PART.exception();
			}
			result.add(part);
		}
		if (result.stream().limit(result.size() - 1L).anyMatch(part -> part.content().size() < SMALLEST)) {
			throw S3Error.TOO_SMALL.exception();
		}
		return result;
	}

	private String commit(S3Request request, Pending upload, List<Part> parts) throws IOException {
		var etag = BlockDigest.over(parts.stream().map(part -> part.digests().md5()).toList()) + "-"
				+ parts.size();
		var content = world.contents().joined(parts.stream().map(Part::content).toList());
		var mime = MediaTypes.of(TreePath.name(request.path()));
		world.commit(upload.upload, new Arrived(content, etag, hash(upload, parts, content), mime),
				origin(request));
		upload.parts.values().removeAll(parts);
		upload.parts.values().forEach(part -> part.content().release());
		return etag;
	}

	/**
	 * Returns the hash over the blocks of each part, which is that of the content only for parts of whole
	 * blocks.
	 */
	private String hash(Pending upload, List<Part> parts, Content content) throws IOException {
		if (!world.options().faults().isOn(Hazard.H11)) {
			return wholeHash(content);
		}
		if (upload.isSpoilt) {
			return "";
		}
		return BlockDigest.over(parts.stream().flatMap(part -> part.digests().blocks().stream()).toList());
	}

	private static String wholeHash(Content content) throws IOException {
		var digest = new BlockDigest();
		try (var in = content.open(0)) {
			var buffer = new byte[64 * 1024];
			for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				digest.update(buffer, 0, count);
			}
		}
		return digest.finish().hash();
	}

	void abort(S3Request request, Reply reply) {
		var upload = pending(request);
		pending.remove(request.parameter("uploadId"));
		synchronized (upload) {
			upload.isOver = true;
			upload.parts.values().forEach(part -> part.content().release());
			upload.parts.clear();
		}
		world.abandon(upload.upload, origin(request));
		reply.http().setStatus(204);
	}
}
