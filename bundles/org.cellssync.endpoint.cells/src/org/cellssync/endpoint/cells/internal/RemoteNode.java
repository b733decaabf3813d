package org.cellssync.endpoint.cells.internal;

import java.time.Instant;

import org.cellssync.core.tree.Identity;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeType;

/**
 * One node as the server showed it.
 *
 * @param path exact path
 * @param uuid names the node
 * @param leaf whether it is a file
 * @param size bytes
 * @param modified in whole seconds
 * @param storageEtag what the storage says of the content; {@code temporary} while it arrives
 * @param hash the server's hash, empty where there is none yet: a hint, never a proof by itself
 * @param writable whether this user may change it
 * @param message the node as it came, for calls that want it back
 */
record RemoteNode(String path, String uuid, boolean leaf, long size, Instant modified, String storageEtag,
		String hash, boolean writable, Node message) {

	/** What stands in the place of an ETag while content arrives. */
	static final String TEMPORARY = "temporary";

	/** Returns the node of a message. */
	static RemoteNode of(Node message, String exactPath) {
		String hash = text(message, "x-cells-hash");
		String stored = text(message, "StorageETag");
		String storageEtag = stored.isEmpty() && !message.getEtag().equals(hash) ? message.getEtag() : stored;
		if (message.getEtag().equals(TEMPORARY)) {
			storageEtag = TEMPORARY;
		}
		return new RemoteNode(exactPath, message.getUuid(), message.getType() == NodeType.LEAF,
				message.getSize(), Instant.ofEpochSecond(message.getMTime()), storageEtag, hash,
				!text(message, "node_readonly").equals("true"), message);
	}

	/** Returns a value of the node's metadata, whose values are JSON; texts come without their quotes. */
	static String text(Node message, String key) {
		String json = message.getMetaStoreOrDefault(key, "");
		boolean quoted = json.length() >= 2 && json.startsWith("\"") && json.endsWith("\"");
		return quoted ? json.substring(1, json.length() - 1) : json;
	}

	/** Returns the last segment of the path. */
	String name() {
		return TaskRoot.name(path);
	}

	/** Returns the version of a file. */
	StorageVersion version() {
		return StorageVersion.of(this);
	}

	/** Returns who it is. */
	Identity identity() {
		return new Identity(uuid, leaf ? version().text() : "", modified, name(), writable);
	}
}
