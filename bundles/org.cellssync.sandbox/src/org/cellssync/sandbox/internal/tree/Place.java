package org.cellssync.sandbox.internal.tree;

/**
 * Where a path leads.
 *
 * @param source the data source, or nothing for the virtual root of a workspace with several roots
 * @param base path of the workspace root within the data source
 * @param prefix what stands for that root in the paths of clients
 * @param path path within the data source
 * @param clientPath the path that was asked for
 */
record Place(Workspace workspace, DataSource source, String base, String prefix, String path,
		String clientPath) {
	boolean isVirtual() {
		return source == null;
	}

	/** Returns whether it is the root of its workspace, or one of them. */
	boolean isRoot() {
		return path.equals(base);
	}

	/** Returns the client's path of something in the same data source. */
	String toClient(String sourcePath) {
		if (base.isEmpty()) {
			return TreePath.join(prefix, sourcePath);
		}
		return sourcePath.length() == base.length() ? prefix
				: prefix + "/" + sourcePath.substring(base.length() + 1);
	}
}
