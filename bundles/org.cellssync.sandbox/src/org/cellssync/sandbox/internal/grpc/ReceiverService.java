package org.cellssync.sandbox.internal.grpc;

import org.cellssync.protocol.tree.CreateNodeRequest;
import org.cellssync.protocol.tree.CreateNodeResponse;
import org.cellssync.protocol.tree.DeleteNodeRequest;
import org.cellssync.protocol.tree.DeleteNodeResponse;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeReceiverGrpc;
import org.cellssync.protocol.tree.NodeType;
import org.cellssync.protocol.tree.UpdateNodeRequest;
import org.cellssync.protocol.tree.UpdateNodeResponse;
import org.cellssync.sandbox.internal.tree.Found;
import org.cellssync.sandbox.internal.tree.Json;
import org.cellssync.sandbox.internal.tree.NodeRequest;
import org.cellssync.sandbox.internal.tree.TreeException;
import org.cellssync.sandbox.internal.tree.TreePath;
import org.cellssync.sandbox.internal.tree.World;
import org.cellssync.sandbox.internal.web.Hazard;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/** Makes folders, moves and deletes. */
final class ReceiverService extends NodeReceiverGrpc.NodeReceiverImplBase {
	private final World world;

	ReceiverService(World world) {
		this.world = world;
	}

	@Override
	public void createNode(CreateNodeRequest request, StreamObserver<CreateNodeResponse> observer) {
		try {
			observer.onNext(create(request));
			observer.onCompleted();
		} catch (TreeException e) {
			observer.onError(Failures.of(e));
		}
	}

	CreateNodeResponse create(CreateNodeRequest request) {
		var caller = Caller.current();
		var node = request.getNode();
		var wish = new NodeRequest(node.getUuid(), node.getType() == NodeType.LEAF, node.getSize(),
				node.getEtag());
		var made = world.make(caller.user(), TreePath.clean(node.getPath()), wish, caller);
		return CreateNodeResponse.newBuilder()
				.setNode(Messages.made(made.node(), made.isIndexed(), made.wasThere())).build();
	}

	@Override
	public void updateNode(UpdateNodeRequest request, StreamObserver<UpdateNodeResponse> observer) {
		var caller = Caller.current();
		var from = TreePath.clean(request.getFrom().getPath());
		var to = TreePath.clean(request.getTo().getPath());
		try {
			var before = world.move(caller.user(), from, to, caller);
			observer.onNext(
					UpdateNodeResponse.newBuilder().setSuccess(true).setNode(moved(before, to)).build());
			observer.onCompleted();
		} catch (TreeException e) {
			observer.onError(Failures.of(e));
		}
	}

	/**
	 * Returns the node as it was before, with its new path, the time of the move and no storage tag (H12).
	 */
	private Node moved(Found before, String path) {
		var builder = Messages.read(before).toBuilder().setPath(path);
		if (!world.options().faults().isOn(Hazard.H12)) {
			return builder.build();
		}
		builder.setMTime(world.options().clock().instant().getEpochSecond());
		if (builder.containsMetaStore(Messages.HASH)) {
			builder.putMetaStore(Messages.STORAGE_TAG, Json.string(builder.getEtag()));
		}
		return builder.build();
	}

	@Override
	public void deleteNode(DeleteNodeRequest request, StreamObserver<DeleteNodeResponse> observer) {
		var caller = Caller.current();
		var node = request.getNode();
		var context = Context.current();
		try {
			var isDone = world.delete(caller.user(), TreePath.clean(node.getPath()), node.getUuid(), caller,
					context::isCancelled);
			if (isDone) {
				observer.onNext(DeleteNodeResponse.newBuilder().setSuccess(true).build());
				observer.onCompleted();
			} else {
				observer.onError(Status.CANCELLED.asRuntimeException());
			}
		} catch (TreeException e) {
			observer.onError(Failures.of(e));
		}
	}
}
