package org.cellssync.endpoint.cells.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.hash.BlockDigest;
import org.cellssync.api.hash.ContentDigests;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.Digest;

/**
 * Proves a version on the server by a file of the other end that may hold the same: reads the file once and
 * computes what ETag it would have there, for each size of parts it may have been sent in.
 */
final class Counterpart {

	private static final int BUFFER = 1 << 18;

	private Counterpart() {
	}

	/** Returns the digest of the version where the file has its content, else nothing is known. */
	static Optional<Digest> proves(StorageVersion version, SourceFile file, Cancellation cancel)
			throws IOException, EndpointException {
		if (!version.determined() || file.size() != version.size()) {
			return Optional.empty();
		}
		List<Long> partSizes = version.isMd5() ? List.of()
				: Evidence.LIKELY_PARTS.stream().filter(part -> Evidence.fits(version, part)).toList();
		if (!version.isMd5() && partSizes.isEmpty()) {
			return Optional.empty();
		}
		List<BlockDigest> candidates = new ArrayList<>();
		partSizes.forEach(part -> candidates.add(new BlockDigest(part)));
		ContentDigests digests = new ContentDigests();
		read(file, digests, candidates, cancel);
		ContentDigests.Both both = digests.digest();
		file.verifyWhole(both.md5());
		boolean same = version.isMd5() ? both.md5Hex().equals(version.etag())
				: candidates.stream().anyMatch(candidate -> hex(candidate.digest()).equals(version.hash()));
		return same ? Optional.of(both.v4()) : Optional.empty();
	}

	private static void read(SourceFile file, ContentDigests digests, List<BlockDigest> candidates,
			Cancellation cancel) throws IOException, EndpointException {
		byte[] buffer = new byte[BUFFER];
		try (InputStream input = file.read(0, file.size())) {
			for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
				cancel.check();
				digests.update(buffer, 0, count);
				for (BlockDigest candidate : candidates) {
					candidate.update(buffer, 0, count);
				}
			}
		}
	}

	/** Returns the ETag that the storage gives to an upload of these parts. */
	static String multipartEtag(List<PartDigest> parts) {
		MessageDigest all = Md5.start();
		parts.forEach(part -> all.update(part.md5()));
		return hex(all.digest()) + '-' + parts.size();
	}

	private static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes);
	}
}
