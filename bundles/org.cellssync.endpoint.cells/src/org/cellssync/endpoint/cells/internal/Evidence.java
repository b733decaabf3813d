package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.cellssync.api.hash.BlockDigest;
import org.cellssync.api.state.KnownContent;
import org.cellssync.core.tree.Digest;

/**
 * Judges what a node proves of its content. The server's hash is late, may still be that of the content
 * before, and depends on the parts a file was sent in; the ETag of the storage follows from the content. So
 * the ETag proves where it can, the hash only where parts and time allow, and else nothing is known.
 */
final class Evidence {

	/** Sizes of parts seen in the wild, the likely ones first. */
	static final List<Long> LIKELY_PARTS = List.of(mebi(50), mebi(100), mebi(5), mebi(8), mebi(10), mebi(16),
			mebi(64));

	/**
	 * How long a hash that contradicts an unchanged version is taken for the sign of a new version to come.
	 */
	private static final Duration OVERDUE = Duration.ofMinutes(1);
	private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}");
	private static final String EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e";
	private static final String PLACEHOLDER = "00000000000000000000000000000000-1";

	private final KnownContent known;
	private final HashSightings sightings;

	Evidence(KnownContent known, HashSightings sightings) {
		this.known = known;
		this.sightings = sightings;
	}

	/**
	 * Judges a file.
	 *
	 * @param unchanged whether its version is the one seen there before
	 */
	Finding of(RemoteNode node, boolean unchanged) {
		StorageVersion version = node.version();
		if (node.storageEtag().equals(RemoteNode.TEMPORARY)) {
			return Finding.Unsettled.UNSETTLED;
		}
		if (node.size() == 0) {
			return empty(node);
		}
		// What was read stands above what the server says: its storage may be damaged without its index knowing.
		Optional<Digest> proven = byRecord(version).or(() -> byEtag(version));
		if (proven.isPresent()) {
			return new Finding.Proven(proven.get(), false,
					unchanged && contradicts(node, version, proven.get()));
		}
		return byHash(node, version).<Finding>map(digest -> new Finding.Proven(digest, true, false))
				.orElse(Finding.Unproven.UNPROVEN);
	}

	/**
	 * Size 0 is also what a file shows whose size has not arrived yet; its hash is that of the content then.
	 */
	private static Finding empty(RemoteNode node) {
		String etag = node.storageEtag();
		boolean emptyEtag = etag.equals(StorageVersion.EMPTY_ETAG) || etag.equals(EMPTY_MD5)
				|| etag.equals(PLACEHOLDER);
		boolean emptyHash = node.hash().isEmpty() || node.hash().equals(Digest.EMPTY.hex());
		return emptyEtag && emptyHash ? new Finding.Proven(Digest.EMPTY, false, false)
				: Finding.Unsettled.UNSETTLED;
	}

	/**
	 * Up to one block the digest is the MD5 of the MD5, which is the ETag of one piece, or is that of a
	 * single part.
	 */
	private static Optional<Digest> byEtag(StorageVersion version) {
		if (version.size() > BlockDigest.CELLS_BLOCK || !version.determined()) {
			return Optional.empty();
		}
		if (version.isMd5()) {
			return Optional.of(Md5.digestOf(version.hash()));
		}
		return version.parts() == 1 ? Optional.of(Digest.parse(version.hash())) : Optional.empty();
	}

	private Optional<Digest> byRecord(StorageVersion version) {
		return version.determined() ? known.of(version.text()).map(KnownContent.Proven::digest)
				: Optional.empty();
	}

	private Optional<Digest> byHash(RemoteNode node, StorageVersion version) {
		if (!version.determined() || !HASH.matcher(node.hash()).matches()) {
			return Optional.empty();
		}
		// Equal to the ETag: then it is of this version, and no part was larger than a block.
		boolean smallParts = version.parts() > 0 && version.hash().equals(node.hash());
		if (partsAreWholeBlocks(version, smallParts) && (smallParts || sightings.settled(node))) {
			return Optional.of(Digest.parse(node.hash()));
		}
		return Optional.empty();
	}

	/**
	 * Whether each part size that may have been used is a multiple of a block, as the hash then is that of
	 * the content.
	 */
	private static boolean partsAreWholeBlocks(StorageVersion version, boolean smallParts) {
		if (version.parts() == 0) {
			return true;
		}
		List<Long> fitting = LIKELY_PARTS.stream()
				.filter(part -> smallParts == part <= BlockDigest.CELLS_BLOCK)
				.filter(part -> fits(version, part)).toList();
		return !fitting.isEmpty() && fitting.stream().allMatch(part -> part % BlockDigest.CELLS_BLOCK == 0);
	}

	/** Returns whether a file sent in parts of this size has this number of them. */
	static boolean fits(StorageVersion version, long part) {
		return (version.size() + part - 1) / part == version.parts();
	}

	/**
	 * On storage that is indexed late an overwritten file shows its new hash first, its old size and ETag for
	 * some seconds more. A hash that never fits (other parts) must not be waited for for ever. One that fits its ETag is of
	 * this version, and no other is to come: what was read differs since the storage is damaged.
	 */
	private boolean contradicts(RemoteNode node, StorageVersion version, Digest digest) {
		return !node.hash().isEmpty() && !node.hash().equals(digest.hex()) && version.parts() == 0
				&& byEtag(version).filter(own -> own.hex().equals(node.hash())).isEmpty()
				&& sightings.age(node).compareTo(OVERDUE) < 0;
	}

	private static long mebi(long count) {
		return count << 20;
	}
}
