package org.cellssync.endpoint.cells.internal;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What tells one content of a server's file from another.
 *
 * @param etag ETag of the storage: the MD5 of the content, or {@code MD5-N} over the MD5s of N parts
 * @param size bytes
 * @param determined whether the ETag follows from the content, so that the same version is the same content
 *         wherever it is
 * @param text the form kept in identities; holds the node and its time too where the ETag says nothing
 */
record StorageVersion(String etag, long size, boolean determined, String text) {

	/** The storage's ETag of an empty file. */
	static final String EMPTY_ETAG = "59adb24ef3cdbe0297f05b395827453f-1";

	private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");
	private static final Pattern MULTIPART = Pattern.compile("[0-9a-f]{32}-[1-9][0-9]{0,4}");
	private static final String PLACEHOLDER = "00000000000000000000000000000000";

	/** Returns the version of a node as listed. */
	static StorageVersion of(RemoteNode node) {
		String etag = node.storageEtag();
		if (isDetermined(etag)) {
			return of(etag, node.size());
		}
		String text = etag + ':' + node.size() + ':' + node.modified().getEpochSecond() + ':' + node.uuid();
		return new StorageVersion(etag, node.size(), false, text);
	}

	/** Returns the version of a content that was sent or fetched. */
	static StorageVersion of(String etag, long size) {
		return new StorageVersion(etag, size, isDetermined(etag), etag + ':' + size);
	}

	/** Returns the version kept in an identity; empty for a folder's. */
	static Optional<StorageVersion> parse(String text) {
		String[] parts = text.split(":", 4);
		if (parts.length < 2) {
			return Optional.empty();
		}
		try {
			return Optional
					.of(new StorageVersion(parts[0], Long.parseLong(parts[1]), isDetermined(parts[0]), text));
		} catch (NumberFormatException foreign) {
			// Not a version of ours: nothing is known of it.
			return Optional.empty();
		}
	}

	/** Returns whether the ETag is the MD5 of the content. */
	boolean isMd5() {
		return determined && MD5.matcher(etag).matches();
	}

	/** Returns the number of parts it was sent in, 0 where it was sent whole or nothing is known. */
	int parts() {
		return determined && etag.length() > 32 ? Integer.parseInt(etag.substring(33)) : 0;
	}

	/** Returns the 32 characters before the number of parts. */
	String hash() {
		return etag.substring(0, 32);
	}

	private static boolean isDetermined(String etag) {
		return (MD5.matcher(etag).matches() || MULTIPART.matcher(etag).matches())
				&& !etag.startsWith(PLACEHOLDER);
	}
}
