package org.cellssync.sandbox.internal.grpc;

import org.cellssync.protocol.tree.CreateNodeResponse;
import org.cellssync.protocol.tree.ListNodesResponse;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeChangeEvent;
import org.cellssync.protocol.tree.ReadNodeResponse;
import org.cellssync.protocol.tree.UpdateNodeResponse;
import org.cellssync.sandbox.internal.web.Faults;

import com.google.gson.JsonParser;

import io.grpc.ForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Takes from all nodes what servers of before families of hashes do not tell. */
public final class OlderAnswers implements ServerInterceptor {
	private final Faults faults;

	public OlderAnswers(Faults faults) {
		this.faults = faults;
	}

	@Override
	public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
			ServerCallHandler<Q, R> next) {
		return next.startCall(new ForwardingServerCall.SimpleForwardingServerCall<>(call) {
			@Override
			public void sendMessage(R message) {
				super.sendMessage(faults.isOlderServer() ? older(message) : message);
			}
		}, headers);
	}

	@SuppressWarnings("unchecked")
	private static <R> R older(R message) {
		return (R) switch (message) {
			case ReadNodeResponse read when read.hasNode() -> read.toBuilder().setNode(older(read.getNode())).build();
			case ListNodesResponse listed -> listed.toBuilder().setNode(older(listed.getNode())).build();
			case CreateNodeResponse made -> made.toBuilder().setNode(older(made.getNode())).build();
			case UpdateNodeResponse moved -> moved.toBuilder().setNode(older(moved.getNode())).build();
			case NodeChangeEvent event -> older(event);
			default -> message;
		};
	}

	private static NodeChangeEvent older(NodeChangeEvent event) {
		var builder = event.toBuilder();
		if (event.hasSource()) {
			builder.setSource(older(event.getSource()));
		}
		if (event.hasTarget()) {
			builder.setTarget(older(event.getTarget()));
		}
		return builder.build();
	}

	private static Node older(Node node) {
		var builder = node.toBuilder();
		if (node.containsMetaStore(Messages.STORAGE_TAG)) {
			builder.setEtag(JsonParser.parseString(node.getMetaStoreOrThrow(Messages.STORAGE_TAG)).getAsString());
		}
		return builder.removeMetaStore(Messages.HASHING_VERSION).removeMetaStore(Messages.STORAGE_TAG)
				.removeMetaStore(Messages.HASH).build();
	}
}
