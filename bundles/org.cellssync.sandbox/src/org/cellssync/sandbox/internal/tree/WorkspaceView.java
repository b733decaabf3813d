package org.cellssync.sandbox.internal.tree;

/**
 * What the account root tells of a workspace.
 *
 * @param listedUuid uuid of the node that stands for it
 * @param uuid of the workspace itself
 */
public record WorkspaceView(String listedUuid, String slug, String label, String description, String uuid,
		boolean isWritable) {
}
