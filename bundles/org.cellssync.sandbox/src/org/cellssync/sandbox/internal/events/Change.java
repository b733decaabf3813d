package org.cellssync.sandbox.internal.events;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cellssync.sandbox.internal.tree.NodeView;

/**
 * One change of the tree.
 *
 * @param source the node before, for moves and deletions
 * @param target the node after, for creations and moves
 * @param below everything in a folder that moved to another data source, at its new place
 * @param isSilent whether it is only a consequence of another change
 */
public record Change(Kind kind, Optional<NodeView> source, Optional<NodeView> target, List<NodeView> below,
		boolean isSilent, Map<String, String> metadata) {
	/** What happened. */
	public enum Kind {
		/** A node is there, or its content is another. */
		CREATE,
		/** A node has another place. */
		UPDATE_PATH,
		/** A node is gone. */
		DELETE
	}

	/** Returns that a node is there. */
	public static Change created(NodeView target, Map<String, String> metadata) {
		return new Change(Kind.CREATE, Optional.empty(), Optional.of(target), List.of(), false, metadata);
	}

	/** Returns that a node is gone. */
	public static Change deleted(NodeView source, Map<String, String> metadata) {
		return new Change(Kind.DELETE, Optional.of(source), Optional.empty(), List.of(), false, metadata);
	}

	/** Returns that a node is gone with the folder it was in. */
	public static Change deletedWithFolder(NodeView source) {
		return new Change(Kind.DELETE, Optional.of(source), Optional.empty(), List.of(), true, Map.of());
	}

	/** Returns that a node has another place. */
	public static Change moved(NodeView source, NodeView target, List<NodeView> below,
			Map<String, String> metadata) {
		return new Change(Kind.UPDATE_PATH, Optional.of(source), Optional.of(target), below, false, metadata);
	}
}
