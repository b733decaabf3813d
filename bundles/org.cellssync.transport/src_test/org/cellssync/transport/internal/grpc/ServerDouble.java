package org.cellssync.transport.internal.grpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;

/** A gRPC server whose messages are texts and whose calls do what a test says. */
final class ServerDouble implements AutoCloseable {

	static final MethodDescriptor<String, String> ASK = method("tree.Double/Ask",
			MethodDescriptor.MethodType.UNARY);
	static final MethodDescriptor<String, String> LIST = method("tree.Double/List",
			MethodDescriptor.MethodType.SERVER_STREAMING);

	/** What a call does once its question is there. */
	interface Script {
		void run(ServerCall<?, String> call, Metadata headers, String question);
	}

	private final Server server;
	private final List<Metadata> calls = new CopyOnWriteArrayList<>();
	private volatile Script script = (call, headers, question) -> answer(call, question.toUpperCase());

	ServerDouble() throws IOException {
		this(0);
	}

	ServerDouble(int port) throws IOException {
		this(port, builder -> {});
	}

	/** A server whose builder is treated first, as for TLS. */
	ServerDouble(int port, Consumer<NettyServerBuilder> treatment) throws IOException {
		NettyServerBuilder builder = NettyServerBuilder
				.forAddress(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
		treatment.accept(builder);
		server = builder
				.addService(ServerServiceDefinition.builder("tree.Double").addMethod(definition(ASK))
						.addMethod(definition(LIST)).build())
				.addService(ServerServiceDefinition.builder("tree.NodeProvider")
						.addMethod(definition(
								method("tree.NodeProvider/ReadNode", MethodDescriptor.MethodType.UNARY)))
						.build())
				.build().start();
	}

	int port() {
		return server.getPort();
	}

	/** Says what the calls to come do. */
	void play(Script next) {
		script = next;
	}

	/** Returns the metadata of the calls so far. */
	List<Metadata> calls() {
		return List.copyOf(calls);
	}

	static String header(Metadata headers, String name) {
		return headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
	}

	static void answer(ServerCall<?, String> call, String... messages) {
		call.sendHeaders(new Metadata());
		for (String message : messages) {
			call.sendMessage(message);
		}
		call.close(Status.OK, new Metadata());
	}

	private ServerMethodDefinition<String, String> definition(MethodDescriptor<String, String> method) {
		return ServerMethodDefinition.create(method, (call, headers) -> {
			calls.add(headers);
			call.request(1);
			return new ServerCall.Listener<>() {
				@Override
				public void onMessage(String question) {
					script.run(call, headers, question);
				}
			};
		});
	}

	private static MethodDescriptor<String, String> method(String name, MethodDescriptor.MethodType type) {
		return MethodDescriptor.newBuilder(Texts.INSTANCE, Texts.INSTANCE).setType(type)
				.setFullMethodName(name).build();
	}

	private enum Texts implements MethodDescriptor.Marshaller<String> {
		INSTANCE;

		@Override
		public InputStream stream(String value) {
			return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
		}

		@Override
		public String parse(InputStream stream) {
			try {
				return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
			} catch (IOException unreadable) {
				throw new UncheckedIOException(unreadable);
			}
		}
	}

	@Override
	public void close() {
		server.shutdownNow();
		try {
			if (!server.awaitTermination(10, TimeUnit.SECONDS)) {
				throw new IllegalStateException("The server does not end");
			}
		} catch (InterruptedException interrupted) {
			throw new IllegalStateException(interrupted);
		}
	}
}
