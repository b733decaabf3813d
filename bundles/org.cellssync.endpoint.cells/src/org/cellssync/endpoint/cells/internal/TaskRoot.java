package org.cellssync.endpoint.cells.internal;

import java.util.Optional;

/**
 * The folder of a task on the server, and how its paths translate. Paths of the server start with the
 * workspace; exact paths are relative to the task, joined from names exactly as listed, empty for the folder
 * itself.
 *
 * @param path workspace, or workspace and folder, no slash at its ends
 */
record TaskRoot(String path) {

	/** Returns the first segment. */
	String workspace() {
		int slash = path.indexOf('/');
		return slash < 0 ? path : path.substring(0, slash);
	}

	/** Returns the server's path for an exact path. */
	String onServer(String exactPath) {
		return exactPath.isEmpty() ? path : path + '/' + exactPath;
	}

	/** Returns the exact path for a path of the server, empty where it lies outside the task. */
	Optional<String> exactPath(String serverPath) {
		String trimmed = serverPath.endsWith("/") ? serverPath.substring(0, serverPath.length() - 1)
				: serverPath;
		if (trimmed.equals(path)) {
			return Optional.of("");
		}
		// Compared with the slash: the server itself takes "ab" for a start of "abc/x".
		return trimmed.startsWith(path + '/') ? Optional.of(trimmed.substring(path.length() + 1))
				: Optional.empty();
	}

	/** Returns the folder an exact path lies in, empty for the task's own. */
	static String parent(String exactPath) {
		int slash = exactPath.lastIndexOf('/');
		return slash < 0 ? "" : exactPath.substring(0, slash);
	}

	/** Returns the last segment. */
	static String name(String exactPath) {
		return exactPath.substring(exactPath.lastIndexOf('/') + 1);
	}

	/** Returns the exact path of a child. */
	static String child(String exactPath, String name) {
		return exactPath.isEmpty() ? name : exactPath + '/' + name;
	}
}
