package org.cellssync.endpoint.cells.internal;

import java.util.Map;
import java.util.TreeMap;

import org.cellssync.api.account.Workspace;
import org.cellssync.api.account.Workspace.Family;
import org.cellssync.api.util.Cancellation;
import org.cellssync.protocol.tree.ListNodesRequest;
import org.cellssync.protocol.tree.ListNodesResponse;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeProviderGrpc;
import org.cellssync.transport.Announcement;
import org.cellssync.transport.Answers;
import org.cellssync.transport.CellsConnection;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.Patience;

import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;

/**
 * The workspaces of an account. A server shows those of one family of hashes only, by what we announce
 * ourselves as, so it is asked as both.
 */
final class WorkspaceListing {

	private final CellsConnection connection;

	WorkspaceListing(CellsConnection connection) {
		this.connection = connection;
	}

	/** Returns the workspaces that may be synchronised, by their slugs. */
	Map<String, Workspace> workspaces(Cancellation cancel) throws CellsException {
		Map<String, Node> recent = NextToken.with(() -> nodes(Announcement.V4, cancel));
		Map<String, Node> old = NextToken.with(() -> nodes(Announcement.OLD, cancel));
		Map<String, Workspace> workspaces = new TreeMap<>();
		for (Node node : recent.values()) {
			// A server that shows all of them to everybody does not tell families apart by what it shows.
			boolean both = old.containsKey(node.getPath());
			add(workspaces, node, both ? family(node.getPath(), cancel) : Family.V4);
		}
		for (Node node : old.values()) {
			if (!recent.containsKey(node.getPath())) {
				add(workspaces, node, Family.V3);
			}
		}
		return workspaces;
	}

	private Family family(String slug, Cancellation cancel) throws CellsException {
		var root = new RemoteTree(connection, new TaskRoot(slug)).readWorkspace(cancel);
		String version = root.map(node -> RemoteNode.text(node, "hashing_version")).orElse("");
		return switch (version) {
		case "" -> Family.V3;
		case "mixed" -> Family.MIXED;
		default -> Family.V4;
		};
	}

	private static void add(Map<String, Workspace> workspaces, Node node, Family family) {
		if (RemoteNode.text(node, "ws_syncable").equals("true")) {
			String slug = node.getPath();
			boolean writable = RemoteNode.text(node, "ws_permissions").contains("write")
					&& !RemoteNode.text(node, "node_readonly").equals("true");
			workspaces.put(slug, new Workspace(slug, words(node, "ws_label", slug),
					words(node, "ws_description", ""), writable, family));
		}
	}

	private static String words(Node node, String key, String otherwise) {
		String json = node.getMetaStoreOrDefault(key, "");
		if (json.isEmpty()) {
			return otherwise;
		}
		try {
			String words = JsonParser.parseString(json).getAsString();
			return words.isBlank() ? otherwise : words;
		} catch (JsonSyntaxException | UnsupportedOperationException | IllegalStateException noText) {
			// A label of another shape: the slug says as much.
			return otherwise;
		}
	}

	private Map<String, Node> nodes(Announcement announcement, Cancellation cancel) throws CellsException {
		Map<String, Node> nodes = new TreeMap<>();
		var request = ListNodesRequest.newBuilder().setNode(Node.getDefaultInstance()).build();
		try (Answers<ListNodesResponse> answers = connection.stream(NodeProviderGrpc.getListNodesMethod(),
				request, announcement, Patience.LISTING, cancel)) {
			for (var answer = answers.next(); answer.isPresent(); answer = answers.next()) {
				nodes.put(answer.get().getNode().getPath(), answer.get().getNode());
			}
		}
		return nodes;
	}
}
