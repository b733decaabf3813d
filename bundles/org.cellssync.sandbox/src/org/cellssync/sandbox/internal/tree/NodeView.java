package org.cellssync.sandbox.internal.tree;

/**
 * What the index tells of a node at one moment.
 *
 * @param source name of its data source
 * @param sourcePath path within the data source, empty for its root
 * @param name last segment; in events of moves not always that of the path
 * @param isFolder whether it is a folder
 * @param size bytes; of a folder, those of everything below
 * @param modified seconds since the epoch
 * @param etag storage tag, or {@code temporary}
 * @param hash content hash, empty while there is none
 * @param mime content type, empty for folders
 * @param restore where it was before it went to the recycle bin, empty elsewhere
 * @param family of its data source
 */
public record NodeView(String uuid, String source, String sourcePath, String name, boolean isFolder,
		long size, long modified, int mode, String etag, String hash, String mime, String restore,
		Family family) {
	/** Tag of a node whose content is still on its way. */
	public static final String TEMPORARY = "temporary";

	/** Returns the same node at another place. */
	NodeView at(String otherSource, String otherPath, String otherName) {
		return new NodeView(uuid, otherSource, otherPath, otherName, isFolder, size, modified, mode, etag,
				hash, mime, restore, family);
	}

	/** Returns the same node with another size. */
	NodeView sized(long bytes) {
		return new NodeView(uuid, source, sourcePath, name, isFolder, bytes, modified, mode, etag, hash, mime,
				restore, family);
	}

	/** Returns the same node as one of its versions, which has no content hash. */
	NodeView version(String versionEtag, long bytes, long time) {
		return new NodeView(uuid, source, sourcePath, name, isFolder, bytes, time, mode, versionEtag, "", mime,
				restore, family);
	}

	/** Returns the same node without its content hash. */
	NodeView unhashed() {
		return new NodeView(uuid, source, sourcePath, name, isFolder, size, modified, mode, etag, "", mime,
				restore, family);
	}

	/** Returns the same node with this pair of storage tag and content hash. */
	NodeView tagged(String otherEtag, String otherHash) {
		return new NodeView(uuid, source, sourcePath, name, isFolder, size, modified, mode, otherEtag,
				otherHash, mime, restore, family);
	}
}
