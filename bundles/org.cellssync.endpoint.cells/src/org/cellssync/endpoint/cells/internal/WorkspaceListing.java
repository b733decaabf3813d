package org.cellssync.endpoint.cells.internal;

import java.util.Map;
import java.util.Optional;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;

/**
 * The workspaces of an account. A server shows those of one family of hashes only, by what we announce
 * ourselves as, so it is asked as both. One of several data sources that do not agree is shown to nobody.
 */
final class WorkspaceListing {

	private static final Logger LOG = LoggerFactory.getLogger(WorkspaceListing.class);

	private final CellsConnection connection;

	WorkspaceListing(CellsConnection connection) {
		this.connection = connection;
	}

	/** Returns the workspaces that may be synchronised, now or once their hashes agree, by their slugs. */
	Map<String, Workspace> workspaces(Cancellation cancel) throws CellsException {
		Map<String, Workspace> workspaces = listed(cancel);
		for (String slug : WebState.slugs(connection, cancel)) {
			if (!workspaces.containsKey(slug)) {
				mixed(slug, cancel).ifPresent(workspace -> workspaces.put(slug, workspace));
			}
		}
		return workspaces;
	}

	/** What the page shows need not be open to synchronisation: one that cannot be read keeps no other back. */
	private Optional<Workspace> mixed(String slug, Cancellation cancel) {
		try {
			// A root tells the rights on itself, not always those on the workspace.
			return root(slug, cancel).filter(root -> family(root) == Family.MIXED)
					.filter(root -> !RemoteNode.text(root, "ws_syncable").equals("false"))
					.map(root -> workspace(slug, root, !isReadOnly(root), Family.MIXED));
		} catch (CellsException failure) {
			LOG.debug("The workspace {} of {} is not listed and cannot be read", slug, connection.accountId(), failure);
			return Optional.empty();
		}
	}

	/** Returns the workspaces that the server lists, by their slugs. */
	Map<String, Workspace> listed(Cancellation cancel) throws CellsException {
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
		return root(slug, cancel).map(WorkspaceListing::family).orElse(Family.V3);
	}

	/** Reading is not refused for the family. */
	private Optional<Node> root(String slug, Cancellation cancel) throws CellsException {
		return new RemoteTree(connection, new TaskRoot(slug)).readWorkspace(cancel);
	}

	private static Family family(Node root) {
		return switch (RemoteNode.text(root, "hashing_version")) {
			case "" -> Family.V3;
			case "mixed" -> Family.MIXED;
			default -> Family.V4;
		};
	}

	private static void add(Map<String, Workspace> workspaces, Node node, Family family) {
		if (RemoteNode.text(node, "ws_syncable").equals("true")) {
			boolean writable = RemoteNode.text(node, "ws_permissions").contains("write") && !isReadOnly(node);
			workspaces.put(node.getPath(), workspace(node.getPath(), node, writable, family));
		}
	}

	private static boolean isReadOnly(Node node) {
		return RemoteNode.text(node, "node_readonly").equals("true");
	}

	private static Workspace workspace(String slug, Node node, boolean writable, Family family) {
		return new Workspace(slug, words(node, "ws_label", slug), words(node, "ws_description", ""), writable, family);
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
