package org.cellssync.endpoint.cells.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import org.cellssync.api.util.Cancellation;
import org.cellssync.protocol.tree.CreateNodeRequest;
import org.cellssync.protocol.tree.DeleteNodeRequest;
import org.cellssync.protocol.tree.ListNodesRequest;
import org.cellssync.protocol.tree.ListNodesResponse;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeChangeEvent;
import org.cellssync.protocol.tree.NodeChangesStreamerGrpc;
import org.cellssync.protocol.tree.NodeProviderGrpc;
import org.cellssync.protocol.tree.NodeReceiverGrpc;
import org.cellssync.protocol.tree.NodeType;
import org.cellssync.protocol.tree.ReadNodeRequest;
import org.cellssync.protocol.tree.StreamChangesRequest;
import org.cellssync.protocol.tree.UpdateNodeRequest;
import org.cellssync.transport.Announcement;
import org.cellssync.transport.Answers;
import org.cellssync.transport.CellsConnection;
import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.Patience;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * The calls to the server's tree that concern one task, by exact paths. Thread-safe; every call blocks.
 */
final class RemoteTree implements NodeReader {

	private final CellsConnection connection;
	private final TaskRoot root;
	private final Predicate<String> arriving;
	/** As what listings announce us; follows the workspace's family. */
	private volatile Announcement announcement = Announcement.V4;

	RemoteTree(CellsConnection connection, TaskRoot root) {
		this(connection, root, path -> false);
	}

	/** @param arriving exact paths at which the server shows what is no file before an upload of ours is complete */
	RemoteTree(CellsConnection connection, TaskRoot root, Predicate<String> arriving) {
		this.connection = connection;
		this.root = root;
		this.arriving = arriving;
	}

	TaskRoot root() {
		return root;
	}

	@Override
	public Optional<RemoteNode> read(String exactPath, Cancellation cancel) throws CellsException {
		try {
			return readServerPath(root.onServer(exactPath), cancel)
					.map(node -> RemoteNode.of(node, exactPath));
		} catch (CellsException e) {
			if (e.kind() == Kind.NOT_FOUND) {
				return Optional.empty();
			}
			throw e;
		}
	}

	/** Reads the root of the workspace, which tells of quota and family. */
	Optional<Node> readWorkspace(Cancellation cancel) throws CellsException {
		return readServerPath(root.workspace(), cancel);
	}

	private Optional<Node> readServerPath(String path, Cancellation cancel) throws CellsException {
		var request = ReadNodeRequest.newBuilder().setNode(Node.newBuilder().setPath(path)).build();
		var response = connection.unary(NodeProviderGrpc.getReadNodeMethod(), request, announcement,
				Patience.LOOK, cancel);
		// Success is false even for a node that is there.
		return response.hasNode() && !response.getNode().getUuid().isEmpty() ? Optional.of(response.getNode())
				: Optional.empty();
	}

	/**
	 * Lists a folder and hands its nodes to {@code nodes} as they come, but for what our own unfinished
	 * uploads show. Where this returns the listing was whole.
	 *
	 * @param recursive whether with all below it
	 * @throws CellsException also where the stream broke off: then what was handed over is not all
	 */
	void list(String exactPath, boolean recursive, NodeConsumer nodes, Cancellation cancel)
			throws CellsException {
		inFamily(announced -> list(exactPath, recursive, announced, nodes, cancel));
	}

	/** A listing that is asked for by an announcement. */
	@FunctionalInterface
	private interface Announced {
		void as(Announcement announced) throws CellsException;
	}

	private void inFamily(Announced listing) throws CellsException {
		Announcement announced = announcement;
		try {
			listing.as(announced);
		} catch (CellsException e) {
			if (e.kind() != Kind.WRONG_FAMILY) {
				throw e;
			}
			// Refused before the first node. The workspace is of the other family, or its storage was
			// rehashed; one with storage of both kinds is refused again, and the caller told so.
			Announcement other = announced == Announcement.V4 ? Announcement.OLD : Announcement.V4;
			listing.as(other);
			announcement = other;
		}
	}

	/**
	 * Returns the versions that the server keeps of a file; none where it keeps none. A node comes for each, as the
	 * file's but for id, ETag, size and time.
	 */
	List<KeptVersions.Kept> versions(String exactPath, Cancellation cancel) throws CellsException {
		List<KeptVersions.Kept> kept = new ArrayList<>();
		var request = ListNodesRequest.newBuilder().setNode(Node.newBuilder().setPath(root.onServer(exactPath)))
				.setWithVersions(true).build();
		inFamily(announced -> {
			kept.clear();
			try (Answers<ListNodesResponse> answers = connection.stream(NodeProviderGrpc.getListNodesMethod(),
					request, announced, Patience.LISTING, cancel)) {
				for (var answer = answers.next(); answer.isPresent(); answer = answers.next()) {
					Node node = answer.get().getNode();
					String id = RemoteNode.text(node, "versionId");
					if (!id.isEmpty()) {
						kept.add(new KeptVersions.Kept(id, node.getEtag(), node.getSize(),
								Instant.ofEpochSecond(node.getMTime())));
					}
				}
			}
		});
		return kept;
	}

	private void list(String exactPath, boolean recursive, Announcement announced, NodeConsumer nodes,
			Cancellation cancel) throws CellsException {
		var request = ListNodesRequest.newBuilder()
				.setNode(Node.newBuilder().setPath(root.onServer(exactPath))).setRecursive(recursive).build();
		try (Answers<ListNodesResponse> answers = connection.stream(NodeProviderGrpc.getListNodesMethod(),
				request, announced, Patience.LISTING, cancel)) {
			for (var answer = answers.next(); answer.isPresent(); answer = answers.next()) {
				Node node = answer.get().getNode();
				Optional<String> path = root.exactPath(node.getPath());
				if (path.isPresent() && !path.get().equals(exactPath)) {
					hand(RemoteNode.of(node, path.get()), nodes);
				}
			}
		}
	}

	private void hand(RemoteNode node, NodeConsumer nodes) {
		if (!isArriving(node)) {
			nodes.accept(node);
		}
	}

	private boolean isArriving(RemoteNode node) {
		return node.storageEtag().equals(RemoteNode.TEMPORARY) && arriving.test(node.path());
	}

	@Override
	public Optional<RemoteNode> child(String exactPath, Cancellation cancel) throws CellsException {
		return read(exactPath, cancel).filter(node -> !isArriving(node));
	}

	@Override
	public List<RemoteNode> children(String exactPath, Cancellation cancel) throws CellsException {
		try {
			return NextToken.with(() -> {
				List<RemoteNode> found = new ArrayList<>();
				list(exactPath, false, found::add, cancel);
				return found;
			});
		} catch (CellsException e) {
			if (e.kind() != Kind.NOT_FOUND) {
				throw e;
			}
			return List.of();
		}
	}

	/** Notes the family of hashes that a node of the workspace was shown with. */
	void family(Node node) {
		String family = RemoteNode.text(node, "hashing_version");
		announcement = family.isEmpty() ? Announcement.OLD : Announcement.V4;
	}

	/**
	 * Makes a folder, with its parents, and returns it; one that is there already is returned as it is.
	 * Storage that is indexed late shows it some time after the call: when this returns it is shown.
	 *
	 * @throws CellsException also where it is not shown for long
	 */
	RemoteNode makeFolder(String exactPath, Cancellation cancel) throws CellsException {
		Node folder = Node.newBuilder().setPath(root.onServer(exactPath)).setType(NodeType.COLLECTION)
				.setUuid(UUID.randomUUID().toString()).build();
		var request = CreateNodeRequest.newBuilder().setNode(folder).build();
		var response = connection.unary(NodeReceiverGrpc.getCreateNodeMethod(), request, announcement,
				Patience.CHANGE, cancel);
		if (!RemoteNode.text(response.getNode(), "datasource_node_indexed").equals("true")) {
			Optional<RemoteNode> shown = Pauses.until(() -> read(exactPath, cancel), Optional::isPresent,
					cancel);
			return shown.orElseThrow(
					() -> new CellsException(CellsError.of(Kind.LOCKED, "", "the folder is not shown yet")));
		}
		return RemoteNode.of(response.getNode(), exactPath);
	}

	/** Moves a node as it was listed. What stands at the target is lost: to be looked at just before. */
	void move(RemoteNode from, String toExactPath, Cancellation cancel) throws CellsException {
		Node source = from.message().toBuilder().setPath(root.onServer(from.path())).build();
		Node target = source.toBuilder().setPath(root.onServer(toExactPath)).build();
		var request = UpdateNodeRequest.newBuilder().setFrom(source).setTo(target).build();
		connection.unary(NodeReceiverGrpc.getUpdateNodeMethod(), request, announcement, Patience.TREE,
				cancel);
	}

	/** Deletes a node for good, with all below it. */
	void deleteForGood(RemoteNode node, Cancellation cancel) throws CellsException {
		Node doomed = node.message().toBuilder().setPath(root.onServer(node.path())).build();
		var request = DeleteNodeRequest.newBuilder().setNode(doomed).build();
		connection.unary(NodeReceiverGrpc.getDeleteNodeMethod(), request, announcement, Patience.TREE,
				cancel);
	}

	/** Has nodes moved to the recycle bin; the server does it after this returns. */
	void deleteToBin(List<String> exactPaths, Cancellation cancel) throws CellsException {
		JsonArray nodes = new JsonArray();
		for (String path : exactPaths) {
			JsonObject node = new JsonObject();
			node.addProperty("Path", root.onServer(path));
			nodes.add(node);
		}
		JsonObject body = new JsonObject();
		body.add("Nodes", nodes);
		connection.post("/a/tree/delete", body, Patience.CHANGE, cancel);
	}

	/** Opens the stream of what changes in the task's folder. */
	Answers<NodeChangeEvent> changes(Cancellation cancel) throws CellsException {
		var request = StreamChangesRequest.newBuilder().setRootPath(root.path()).build();
		return connection.stream(NodeChangesStreamerGrpc.getStreamChangesMethod(), request, announcement,
				Patience.ENDLESS, cancel);
	}
}
