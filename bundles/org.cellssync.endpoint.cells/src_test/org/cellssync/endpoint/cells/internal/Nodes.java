package org.cellssync.endpoint.cells.internal;

import java.util.Map;

import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeType;

/** Nodes as a server shows them. */
final class Nodes {

	private Nodes() {
	}

	/** Returns a file with the metadata given, whose values are texts. */
	static RemoteNode file(String path, long size, long modified, String etag, Map<String, String> metas) {
		Node.Builder node = Node.newBuilder().setPath("ws/" + path).setUuid("uuid of " + path)
				.setType(NodeType.LEAF).setSize(size).setMTime(modified).setEtag(etag);
		metas.forEach((key, value) -> node.putMetaStore(key, '"' + value + '"'));
		return RemoteNode.of(node.build(), path);
	}

	/** Returns a file with a hash beside the ETag of its storage. */
	static RemoteNode hashed(long size, long modified, String storageEtag, String hash) {
		return file("file", size, modified, hash, Map.of("x-cells-hash", hash, "StorageETag", storageEtag));
	}

	/** Returns a file whose hash is not there. */
	static RemoteNode unhashed(long size, long modified, String etag) {
		return file("file", size, modified, etag, Map.of());
	}

	/** Returns a folder. */
	static RemoteNode folder(String path) {
		return RemoteNode.of(Node.newBuilder().setPath("ws/" + path).setUuid("uuid of " + path)
				.setType(NodeType.COLLECTION).build(), path);
	}
}
