package org.cellssync.scenarios;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.protocol.tests.Somebody;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeType;

/** A folder of a workspace, as another user's client changes it. */
record Workspace(Somebody somebody, String root) implements End {

	/** Returns the server's path, which begins with the workspace. */
	String at(String path) {
		return path.isEmpty() ? root : root + '/' + path;
	}

	@Override
	public Workspace folder(String path) {
		return new Workspace(somebody, at(path));
	}

	@Override
	public void write(String path, byte[] content) throws Exception {
		somebody.put(at(path), content);
	}

	@Override
	public void makeFolder(String path) throws Exception {
		somebody.makeFolder(at(path));
	}

	@Override
	public void move(String from, String to) throws Exception {
		somebody.move(at(from), at(to));
	}

	@Override
	public void delete(String path) throws Exception {
		somebody.delete(at(path));
	}

	@Override
	public SortedMap<String, String> tree() throws Exception {
		SortedMap<String, String> tree = new TreeMap<>();
		for (Node node : somebody.list(root)) {
			String path = node.getPath().substring(root.length() + 1);
			if (node.getType() != NodeType.LEAF) {
				tree.put(path + '/', "");
			} else if (!path.endsWith(".pydio")) {
				tree.put(path, new String(somebody.get(node.getPath()).orElseThrow(), ISO_8859_1));
			}
		}
		return tree;
	}

	@Override
	public String toString() {
		return "remote";
	}
}
