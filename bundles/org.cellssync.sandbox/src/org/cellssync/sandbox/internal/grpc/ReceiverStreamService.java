package org.cellssync.sandbox.internal.grpc;

import org.cellssync.protocol.tree.CreateNodeRequest;
import org.cellssync.protocol.tree.CreateNodeResponse;
import org.cellssync.protocol.tree.DeleteNodeRequest;
import org.cellssync.protocol.tree.DeleteNodeResponse;
import org.cellssync.protocol.tree.NodeReceiverStreamGrpc;
import org.cellssync.protocol.tree.UpdateNodeRequest;
import org.cellssync.protocol.tree.UpdateNodeResponse;
import org.cellssync.sandbox.internal.tree.TreeException;

import io.grpc.stub.StreamObserver;

/** Makes one folder after another; moves and deletions are not offered this way. */
final class ReceiverStreamService extends NodeReceiverStreamGrpc.NodeReceiverStreamImplBase {
	private final ReceiverService receiver;

	ReceiverStreamService(ReceiverService receiver) {
		this.receiver = receiver;
	}

	@Override
	public StreamObserver<CreateNodeRequest> createNodeStream(StreamObserver<CreateNodeResponse> observer) {
		return new PingPong<>(observer) {
			@Override
			CreateNodeResponse answer(CreateNodeRequest request) {
				return receiver.create(request);
			}
		};
	}

	@Override
	public StreamObserver<UpdateNodeRequest> updateNodeStream(StreamObserver<UpdateNodeResponse> observer) {
		return refusing(observer);
	}

	@Override
	public StreamObserver<DeleteNodeRequest> deleteNodeStream(StreamObserver<DeleteNodeResponse> observer) {
		return refusing(observer);
	}

	private static <Q, R> StreamObserver<Q> refusing(StreamObserver<R> observer) {
		return new PingPong<>(observer) {
			@Override
			R answer(Q request) {
				throw new TreeException("not.implemented", 400, "not implemented");
			}
		};
	}
}
