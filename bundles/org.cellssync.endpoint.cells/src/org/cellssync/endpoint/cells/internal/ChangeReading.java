package org.cellssync.endpoint.cells.internal;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.cellssync.core.tree.SyncPath;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeChangeEvent;
import org.cellssync.transport.CellsConnection;

/**
 * What an event tells: where to look, and whether we did it ourselves. Nothing else of it is kept, least of
 * all its metadata, which holds the token of whoever wrote.
 *
 * @param places where something changed
 * @param everything whether the task's own folder was moved or deleted
 * @param own whether one of our calls did it
 * @param written what a file holds that somebody wrote
 * @param finished version and hash of a finished upload, which belong together
 */
record ChangeReading(SortedSet<SyncPath> places, boolean everything, boolean own,
		Optional<Written> written, Optional<Finished> finished) {

	/** A file that was written. */
	record Written(SyncPath path, StorageVersion version) {
	}

	/** What an upload has become. */
	record Finished(StorageVersion version, String hash) {
	}

	private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}");

	/** Reads an event. */
	static ChangeReading of(NodeChangeEvent event, TaskRoot root, String clientUuid) {
		boolean own = clientUuid.equals(event.getMetadataOrDefault(CellsConnection.CLIENT_UUID, ""));
		SortedSet<SyncPath> places = new TreeSet<>();
		boolean everything = false;
		switch (event.getType()) {
			case CREATE, UPDATE_CONTENT ->
				place(event.getTarget(), event.hasTarget(), root).ifPresent(places::add);
			case DELETE, UPDATE_PATH -> {
				place(event.getSource(), event.hasSource(), root).ifPresent(places::add);
				place(event.getTarget(), event.hasTarget(), root).ifPresent(places::add);
				everything = places.contains(SyncPath.ROOT);
			}
			case READ, UPDATE_META, UPDATE_USER_META, UNRECOGNIZED -> {
				// Nothing of a tree changes.
			}
		}
		// The task's folder itself is shown again and again as its content grows.
		places.remove(SyncPath.ROOT);
		return new ChangeReading(places, everything, own, written(event, root), finished(event));
	}

	private static Optional<SyncPath> place(Node node, boolean present, TaskRoot root) {
		if (!present || node.getPath().isEmpty()) {
			return Optional.empty();
		}
		try {
			return root.exactPath(node.getPath()).filter(path -> !TaskRoot.name(path).equals(".pydio"))
					.map(SyncPath::of);
		} catch (IllegalArgumentException noPath) {
			// A name no path can hold: a listing tells of it.
			return Optional.empty();
		}
	}

	/** What moves is told with the content it had. */
	private static Optional<Written> written(NodeChangeEvent event, TaskRoot root) {
		boolean content = event.getType() == NodeChangeEvent.EventType.CREATE
				|| event.getType() == NodeChangeEvent.EventType.UPDATE_CONTENT;
		if (!content || !event.hasTarget()) {
			return Optional.empty();
		}
		RemoteNode node = RemoteNode.of(event.getTarget(), "");
		return node.leaf() && node.version().determined()
				? place(event.getTarget(), true, root).map(path -> new Written(path, node.version()))
				: Optional.empty();
	}

	private static Optional<Finished> finished(NodeChangeEvent event) {
		if (event.getType() != NodeChangeEvent.EventType.CREATE || !event.hasTarget()) {
			return Optional.empty();
		}
		RemoteNode node = RemoteNode.of(event.getTarget(), "");
		boolean pair = node.leaf() && HASH.matcher(node.hash()).matches() && node.version().determined();
		return pair ? Optional.of(new Finished(node.version(), node.hash())) : Optional.empty();
	}
}
