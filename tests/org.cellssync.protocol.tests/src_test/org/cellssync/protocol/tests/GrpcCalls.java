package org.cellssync.protocol.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.cellssync.protocol.tree.NodeChangesStreamerGrpc;
import org.cellssync.protocol.tree.NodeProviderGrpc;
import org.cellssync.protocol.tree.NodeProviderStreamerGrpc;
import org.cellssync.protocol.tree.NodeReceiverGrpc;
import org.cellssync.protocol.tree.NodeReceiverStreamGrpc;

import com.google.protobuf.Message;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

/** Makes gRPC calls whose method is known by name only. */
final class GrpcCalls {
	private static final int SECONDS = 20;

	private final Channel channel;

	/** What a call gave. */
	record Outcome(Status status, List<Message> messages) {
	}

	GrpcCalls(Channel channel) {
		this.channel = channel;
	}

	/** Returns a method of one of the five services, such as {@code /tree.NodeProvider/ReadNode}. */
	static MethodDescriptor<Message, Message> method(String path) {
		@SuppressWarnings("unchecked")
		var method = (MethodDescriptor<Message, Message>) Stream.of(NodeProviderGrpc.getServiceDescriptor(),
				NodeProviderStreamerGrpc.getServiceDescriptor(), NodeReceiverGrpc.getServiceDescriptor(),
				NodeReceiverStreamGrpc.getServiceDescriptor(), NodeChangesStreamerGrpc.getServiceDescriptor())
				.flatMap(service -> service.getMethods().stream())
				.filter(each -> path.equals("/" + each.getFullMethodName())).findFirst().orElseThrow();
		return method;
	}

	private static Metadata headers(Map<String, String> metadata) {
		var headers = new Metadata();
		metadata.forEach(
				(key, value) -> headers.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value));
		return headers;
	}

	/** Sends all requests and waits for the end of the call. */
	Outcome call(String path, Map<String, String> metadata, List<Message> requests) {
		var messages = new ArrayList<Message>();
		var end = open(path, metadata, requests, messages::add).end();
		try {
			return new Outcome(end.get(SECONDS, TimeUnit.SECONDS), List.copyOf(messages));
		} catch (ExecutionException | TimeoutException e) {
			throw new AssertionError("the call did not end: " + path, e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new AssertionError(e);
		}
	}

	/** A call under way. */
	record Open(ClientCall<Message, Message> call, CompletableFuture<Status> end) {
	}

	/** Sends all requests and hands on what comes. */
	Open open(String path, Map<String, String> metadata, List<Message> requests, Consumer<Message> messages) {
		var call = channel.newCall(method(path), CallOptions.DEFAULT);
		var end = new CompletableFuture<Status>();
		call.start(new ClientCall.Listener<>() {
			@Override
			public void onMessage(Message message) {
				messages.accept(message);
			}

			@Override
			public void onClose(Status status, Metadata trailers) {
				end.complete(status);
			}
		}, headers(metadata));
		call.request(Integer.MAX_VALUE);
		requests.forEach(call::sendMessage);
		call.halfClose();
		return new Open(call, end);
	}
}
