package org.cellssync.sandbox.internal.grpc;

import org.cellssync.protocol.tree.ListNodesRequest;
import org.cellssync.protocol.tree.ListNodesResponse;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeProviderGrpc;
import org.cellssync.protocol.tree.ReadNodeRequest;
import org.cellssync.protocol.tree.ReadNodeResponse;
import org.cellssync.sandbox.internal.tree.Family;
import org.cellssync.sandbox.internal.tree.TreeException;
import org.cellssync.sandbox.internal.tree.TreePath;
import org.cellssync.sandbox.internal.tree.World;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** Reads nodes and lists folders. */
final class ProviderService extends NodeProviderGrpc.NodeProviderImplBase {
	private static final String OTHER = "hashing formats differ, please ";

	private final World world;

	ProviderService(World world) {
		this.world = world;
	}

	@Override
	public void readNode(ReadNodeRequest request, StreamObserver<ReadNodeResponse> observer) {
		try {
			observer.onNext(read(request, false));
			observer.onCompleted();
		} catch (TreeException e) {
			observer.onError(Failures.of(e));
		}
	}

	/**
	 * Returns a node.
	 *
	 * @param tellsSuccess whether the reply says so when a node inside a workspace is there
	 */
	ReadNodeResponse read(ReadNodeRequest request, boolean tellsSuccess) {
		var path = TreePath.clean(request.getNode().getPath());
		if (path.isEmpty()) {
			return ReadNodeResponse.newBuilder().setSuccess(true).setNode(Node.getDefaultInstance()).build();
		}
		var found = world.read(Caller.current().user(), path, request.getWithExtendedStats());
		return ReadNodeResponse.newBuilder().setSuccess(tellsSuccess).setNode(Messages.read(found)).build();
	}

	@Override
	public void listNodes(ListNodesRequest request, StreamObserver<ListNodesResponse> observer) {
		var caller = Caller.current();
		var path = TreePath.clean(request.getNode().getPath());
		try {
			if (path.isEmpty()) {
				listWorkspaces(caller, observer);
			} else if (!isUnderstood(caller, path, observer)) {
				return;
			} else if (request.getWithVersions()) {
				listVersions(caller, path, observer);
			} else {
				var walk = world.walk(caller.user(), path, request.getRecursive());
				var faults = world.options().faults();
				if (request.getRecursive()) {
					world.options().counters().count("recursive listings");
				}
				new Listing(walk, request, (ServerCallStreamObserver<ListNodesResponse>) observer,
						world.options().counters(),
						goOn -> request.getRecursive() && faults.holdsListing(goOn)).start();
			}
		} catch (TreeException e) {
			observer.onError(Failures.of(e));
		}
	}

	private void listWorkspaces(Caller caller, StreamObserver<ListNodesResponse> observer) {
		for (var workspace : world.workspaces(caller.user(), caller.family())) {
			observer.onNext(ListNodesResponse.newBuilder().setNode(Messages.workspace(workspace)).build());
		}
		observer.onCompleted();
	}

	private void listVersions(Caller caller, String path, StreamObserver<ListNodesResponse> observer) {
		for (var version : world.versions(caller.user(), path)) {
			observer.onNext(ListNodesResponse.newBuilder().setNode(Messages.read(version)).build());
		}
		observer.onCompleted();
	}

	private boolean isUnderstood(Caller caller, String path, StreamObserver<ListNodesResponse> observer) {
		var family = world.family(caller.user(), path);
		if (world.options().faults().isOlderServer() || family == caller.family()) {
			return true;
		}
		var advice = family == Family.V4 ? "make sure to update the sync application"
				: "contact admin to rehash the datasource";
		observer.onError(Status.FAILED_PRECONDITION.withDescription(OTHER + advice).asRuntimeException());
		return false;
	}
}
