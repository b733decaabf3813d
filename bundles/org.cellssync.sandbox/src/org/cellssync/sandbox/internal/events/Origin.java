package org.cellssync.sandbox.internal.events;

import java.util.Map;

/** The request that changed the tree, as its events tell of it. */
@FunctionalInterface
public interface Origin {
	/** What the server does of itself. */
	Origin NONE = workspaceUuid -> Map.of();

	/**
	 * Returns the metadata of an event.
	 *
	 * @param workspaceUuid of the workspace that was written to
	 */
	Map<String, String> metadata(String workspaceUuid);
}
