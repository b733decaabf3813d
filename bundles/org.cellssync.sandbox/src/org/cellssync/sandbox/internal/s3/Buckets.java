package org.cellssync.sandbox.internal.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

import org.cellssync.sandbox.internal.tree.Family;
import org.cellssync.sandbox.internal.tree.NodeView;
import org.cellssync.sandbox.internal.tree.TreeException;
import org.cellssync.sandbox.internal.tree.TreePath;
import org.cellssync.sandbox.internal.tree.World;

/** Lists buckets, in both versions of the listing. */
final class Buckets {
	private static final int BATCH = 256;
	private static final int MOST = 1000;

	private final World world;

	/**
	 * One line of a listing.
	 *
	 * @param node nothing for a common prefix
	 */
	private record Line(String key, NodeView node) {
	}

	Buckets(World world) {
		this.world = world;
	}

	void location(Reply reply) throws IOException {
		reply.document(new Xml().root("LocationConstraint").close("LocationConstraint"));
	}

	void head(Reply reply) {
		reply.http().setStatus(200);
		reply.http().setContentLength(0);
	}

	void list(S3Request request, Reply reply) throws IOException {
		var isSecond = request.parameter("list-type").equals("2");
		var after = isSecond ? secondStart(request) : request.parameter("marker");
		var most = most(request.parameter("max-keys"));
		var lines = lines(request);
		lines.removeIf(line -> !after.isEmpty() && line.key().compareTo(after) <= 0);
		lines.sort(Comparator.comparing(Line::key));
		var page = lines.subList(0, Math.min(most, lines.size()));
		var isTruncated = page.size() < lines.size();
		var encode = coding(request);
		var xml = new Xml().root("ListBucketResult").element("Name", request.bucket()).element("Prefix",
				encode.apply(request.parameter("prefix")));
		if (isSecond) {
			xml.element("KeyCount", String.valueOf(page.size()));
			if (isTruncated) {
				xml.element("NextContinuationToken", token(page.getLast().key()));
			}
		} else {
			xml.element("Marker", encode.apply(after));
			if (isTruncated) {
				xml.element("NextMarker", encode.apply(page.getLast().key()));
			}
		}
		xml.element("MaxKeys", String.valueOf(most))
				.element("Delimiter", encode.apply(request.parameter("delimiter")))
				.element("IsTruncated", String.valueOf(isTruncated));
		if (!request.parameter("encoding-type").isEmpty()) {
			xml.element("EncodingType", "url");
		}
		page.forEach(line -> write(line, encode, xml));
		reply.document(xml.close("ListBucketResult"));
	}

	private static String secondStart(S3Request request) {
		var token = request.parameter("continuation-token");
		if (token.isEmpty()) {
			return request.parameter("start-after");
		}
		return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
	}

	private static String token(String key) {
		return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
	}

	private static int most(String text) {
		try {
			return text.isEmpty() ? MOST : Math.clamp(Integer.parseInt(text), 0, MOST);
		} catch (NumberFormatException e) {
			throw S3Error.INVALID_ARGUMENT.exception();
		}
	}

	private static Function<String, String> coding(S3Request request) {
		return request.parameter("encoding-type").equals("url") ? Percent::encode : Function.identity();
	}

	private static void write(Line line, Function<String, String> encode, Xml xml) {
		var node = line.node();
		if (node == null) {
			xml.open("CommonPrefixes").element("Prefix", encode.apply(line.key())).close("CommonPrefixes");
			return;
		}
		xml.open("Contents").element("Key", encode.apply(line.key()))
				.element("LastModified",
						Instant.ofEpochSecond(node.modified()).toString().replace("Z", ".000Z"))
				.element("ETag", "\"" + node.etag() + "\"").element("Size", String.valueOf(node.size()))
				.element("StorageClass", "STANDARD").close("Contents");
	}

	private List<Line> lines(S3Request request) {
		var prefix = request.parameter("prefix");
		var isFlat = request.parameter("delimiter").isEmpty();
		var slash = prefix.lastIndexOf('/');
		var folder = slash < 0 ? "" : TreePath.clean(prefix.substring(0, slash));
		var result = new ArrayList<Line>();
		if (!folder.isEmpty()) {
			collect(request, folder, prefix, isFlat, result);
			return result;
		}
		for (var family : Family.values()) {
			for (var workspace : world.workspaces(request.user(), family)) {
				if (!workspace.slug().startsWith(prefix)) {
					continue;
				}
				if (isFlat) {
					collect(request, workspace.slug(), prefix, true, result);
				} else {
					result.add(new Line(workspace.slug() + "/", null));
				}
			}
		}
		return result;
	}

	private void collect(S3Request request, String folder, String prefix, boolean isFlat, List<Line> result) {
		try {
			var walk = world.walk(request.user(), folder, isFlat);
			for (var batch = walk.next(BATCH); !batch.isEmpty(); batch = walk.next(BATCH)) {
				for (var found : batch) {
					var node = found.node();
					if (!found.path().startsWith(prefix) || node.etag().equals(NodeView.TEMPORARY)
							|| node.name().equals(".pydio")) {
						continue;
					}
					if (!node.isFolder()) {
						result.add(new Line(found.path(), node));
					} else if (!isFlat) {
						result.add(new Line(found.path() + "/", null));
					}
				}
			}
		} catch (TreeException e) {
			if (e.code() != 404) {
				throw e;
			}
			// nothing begins with this prefix
		}
	}
}
