package org.cellssync.sandbox.internal.tree;

/**
 * A door into a data source.
 *
 * @param listedUuid uuid of its entry in the account root
 * @param uuid its own
 * @param source the data source behind it
 * @param base path of its root within the data source
 * @param isWritable whether its content may be changed
 */
record Workspace(String slug, String label, String description, String listedUuid, String uuid,
		DataSource source, String base, boolean isWritable) {
	/** Returns what the account root tells of it. */
	WorkspaceView view() {
		return new WorkspaceView(listedUuid, slug, label, description, uuid, isWritable);
	}
}
