package org.cellssync.sandbox.internal.grpc;

import org.cellssync.protocol.tree.NodeProviderStreamerGrpc;
import org.cellssync.protocol.tree.ReadNodeRequest;
import org.cellssync.protocol.tree.ReadNodeResponse;
import org.cellssync.sandbox.internal.tree.TreeException;

import io.grpc.stub.StreamObserver;

/** Reads one node after another. */
final class ProviderStreamService extends NodeProviderStreamerGrpc.NodeProviderStreamerImplBase {
	private final ProviderService provider;

	ProviderStreamService(ProviderService provider) {
		this.provider = provider;
	}

	@Override
	public StreamObserver<ReadNodeRequest> readNodeStream(StreamObserver<ReadNodeResponse> observer) {
		return new PingPong<>(observer) {
			@Override
			ReadNodeResponse answer(ReadNodeRequest request) {
				try {
					return provider.read(request, true);
				} catch (TreeException e) {
					// whatever the reason, the reply is an empty one
					return ReadNodeResponse.getDefaultInstance();
				}
			}
		};
	}
}
