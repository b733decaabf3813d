package org.cellssync.sandbox.internal.grpc;

import java.util.Map;

import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeType;
import org.cellssync.sandbox.internal.tree.Found;
import org.cellssync.sandbox.internal.tree.Json;
import org.cellssync.sandbox.internal.tree.NodeView;
import org.cellssync.sandbox.internal.tree.WorkspaceView;

/** Nodes as messages, with every metadata key that a real server sends and in its JSON form. */
final class Messages {
	static final String HASH = "x-cells-hash";
	static final String HASHING_VERSION = "hashing_version";
	static final String STORAGE_TAG = "StorageETag";

	private static final String TRUE = "true";

	private Messages() {
	}

	/** Returns a node as listings and single reads tell of it. */
	static Node read(Found found) {
		var node = found.node();
		var builder = node(node, found.path()).putAllMetaStore(found.metas());
		if (node.source().isEmpty()) {
			return builder.build();
		}
		builder.putMetaStore("pydio:meta-loaded-pydio.grpc.meta", TRUE);
		if (!node.mime().isEmpty()) {
			builder.putMetaStore("mime", Json.string(node.mime()));
		}
		if (!node.restore().isEmpty()) {
			builder.putMetaStore("pydio:recycle_restore", Json.string(node.restore()));
		}
		return builder.build();
	}

	/** Returns a folder as the reply to its making tells of it. */
	static Node made(Found found, boolean isIndexed, boolean wasThere) {
		var builder = wasThere ? read(found).toBuilder() : node(found.node(), found.path());
		if (isIndexed) {
			builder.putMetaStore("datasource_node_indexed", TRUE);
		}
		return builder.build();
	}

	/** Returns a node as events tell of it. */
	static Node event(NodeView node, String path) {
		return node(node, path).build();
	}

	private static Node.Builder node(NodeView node, String path) {
		var builder = Node.newBuilder().setUuid(node.uuid()).setPath(path)
				.setType(node.isFolder() ? NodeType.COLLECTION : NodeType.LEAF).setSize(node.size())
				.setMTime(node.modified()).setMode(node.mode()).setEtag(node.etag())
				.putMetaStore("name", Json.string(node.name()));
		if (!node.source().isEmpty()) {
			builder.putMetaStore("pydio:meta-data-source-name", Json.string(node.source()));
			builder.putMetaStore("pydio:meta-data-source-path", Json.string(node.sourcePath()));
		}
		if (!node.family().version().isEmpty()) {
			builder.putMetaStore(HASHING_VERSION, Json.string(node.family().version()));
		}
		if (!node.hash().isEmpty()) {
			builder.putMetaStore(STORAGE_TAG, Json.string(node.etag()))
					.putMetaStore(HASH, Json.string(node.hash())).setEtag(node.hash());
		}
		return builder;
	}

	/** Returns the account root's entry of a workspace. */
	static Node workspace(WorkspaceView view) {
		return Node.newBuilder().setUuid(view.listedUuid()).setPath(view.slug()).setType(NodeType.COLLECTION)
				.putAllMetaStore(Map.of("ws_label", Json.string(view.label()), "ws_scope", "\"ADMIN\"",
						"ws_uuid", Json.string(view.uuid()), "ws_description",
						Json.string(view.description()), "ws_syncable", TRUE, "ws_permissions",
						view.isWritable() ? "\"read,write\"" : "\"read\"", "ws_slug",
						Json.string(view.slug())))
				.build();
	}
}
