package org.cellssync.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.cellssync.protocol.tree.ListNodesRequest;
import org.cellssync.protocol.tree.ListNodesResponse;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeProviderGrpc;
import org.cellssync.protocol.tree.NodeProviderGrpc.NodeProviderBlockingStub;

/** gRPC through the front, over TLS and in clear text. */
class GrpcTest {
	@ParameterizedTest(name = "tls: {0}")
	@ValueSource(booleans = { true, false })
	void listsTheWorkspacesOfAUserWithAPersonalToken(boolean tls) throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withTls(tls));
				Line line = new Line(sandbox)) {
			Set<String> listed = line.list(sandbox.users().getFirst().token());

			assertTrue(listed.containsAll(Set.of("common-files", "personal-files", "read-only")),
					listed.toString());
		}
	}

	@ParameterizedTest(name = "tls: {0}")
	@ValueSource(booleans = { true, false })
	void takesTheTokenOfASignInUntilItIsReplaced(boolean tls) throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withTls(tls));
				Line line = new Line(sandbox)) {
			Browser browser = new Browser(sandbox);
			var tokens = browser.signIn();
			String access = tokens.get("access_token").getAsString();
			assertTrue(line.list(access).contains("common-files"));
			browser.refresh(tokens.get("refresh_token").getAsString());

			StatusRuntimeException refusal = assertThrows(StatusRuntimeException.class,
					() -> line.list(access));
			assertEquals(Status.Code.UNKNOWN, refusal.getStatus().getCode());
			assertEquals("empty idToken", refusal.getStatus().getDescription());
		}
	}

	@Test
	void givesForeignHostsNoStatus() throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withTls(false));
				Line line = new Line(sandbox, "cells.example")) {
			StatusRuntimeException refusal = assertThrows(StatusRuntimeException.class,
					() -> line.list(sandbox.users().getFirst().token()));

			assertEquals(Status.Code.UNKNOWN, refusal.getStatus().getCode());
			assertTrue(refusal.getStatus().getDescription().contains("HTTP status code 200"),
					refusal.getStatus().getDescription());
		}
	}

	/** A channel to a sandbox. */
	private static final class Line implements AutoCloseable {
		private final ManagedChannel channel;

		Line(Sandbox sandbox) throws Exception {
			this(sandbox, "localhost");
		}

		Line(Sandbox sandbox, String authority) throws Exception {
			NettyChannelBuilder builder = NettyChannelBuilder.forAddress("localhost", sandbox.grpcPort(),
					credentials(sandbox));
			if (!authority.equals("localhost")) {
				builder.overrideAuthority(authority);
			}
			channel = builder.build();
		}

		private static ChannelCredentials credentials(Sandbox sandbox) throws Exception {
			if (sandbox.caFile().isEmpty()) {
				return InsecureChannelCredentials.create();
			}
			try (InputStream ca = Files.newInputStream(sandbox.caFile().get())) {
				return TlsChannelCredentials.newBuilder().trustManager(ca).build();
			}
		}

		Set<String> list(String bearer) {
			Metadata headers = new Metadata();
			Map.of("x-pydio-bearer", bearer, "x-pydio-grpc-user-agent", "cells-sync/0.9.4").forEach(
					(name, value) -> headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER),
							value));
			NodeProviderBlockingStub stub = NodeProviderGrpc.newBlockingStub(channel)
					.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
					.withDeadlineAfter(20, TimeUnit.SECONDS);
			Iterator<ListNodesResponse> nodes = stub
					.listNodes(ListNodesRequest.newBuilder().setNode(Node.newBuilder()).build());
			Set<String> paths = new TreeSet<>();
			nodes.forEachRemaining(each -> paths.add(each.getNode().getPath()));
			return paths;
		}

		@Override
		public void close() {
			channel.shutdownNow();
		}
	}
}
