package org.cellssync.osgi.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.osgi.framework.FrameworkUtil;

import org.cellssync.protocol.tree.ListNodesRequest;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeProviderGrpc;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;

/**
 * The sandbox in a framework of bundles, where Jetty's and gRPC's services are in none of the class loaders
 * that {@link java.util.ServiceLoader} asks. The context class loader is that of threads in the product, not
 * the one of a test runner, which sees too much.
 */
class SandboxTest {
	private final Thread thread = Thread.currentThread();
	private ClassLoader before;

	@BeforeEach
	void seeNoBundles() {
		before = thread.getContextClassLoader();
		thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
	}

	@AfterEach
	void seeAsBefore() {
		thread.setContextClassLoader(before);
	}

	@Test
	void comesFromItsBundle() {
		assertNotNull(FrameworkUtil.getBundle(Sandbox.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP_2", "HTTP_1_1" })
	void speaksBothVersionsOverTls(Version version) throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
				HttpClient client = HttpClient.newBuilder().version(version)
						.sslContext(trusting(sandbox.caFile().orElseThrow())).build()) {
			URI uri = sandbox.url().resolve("/oidc/.well-known/openid-configuration");
			HttpResponse<String> answer = client.send(HttpRequest.newBuilder(uri).build(),
					BodyHandlers.ofString());

			assertEquals(200, answer.statusCode());
			assertEquals(version, answer.version());
			assertTrue(answer.body().contains("\"issuer\":\"" + sandbox.url() + "/oidc/\""), answer.body());
		}
	}

	@ParameterizedTest(name = "tls: {0}")
	@ValueSource(booleans = { true, false })
	void answersGrpcCalls(boolean tls) throws Exception {
		try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withTls(tls))) {
			ManagedChannel channel = NettyChannelBuilder
					.forAddress("localhost", sandbox.grpcPort(), credentials(sandbox)).build();
			try {
				Set<String> paths = new TreeSet<>();
				NodeProviderGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS)
						.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers(sandbox)))
						.listNodes(ListNodesRequest.newBuilder().setNode(Node.newBuilder()).build())
						.forEachRemaining(response -> paths.add(response.getNode().getPath()));

				assertTrue(paths.containsAll(Set.of("common-files", "personal-files")), paths.toString());
			} finally {
				channel.shutdownNow();
			}
		}
	}

	private static Metadata headers(Sandbox sandbox) {
		Metadata headers = new Metadata();
		Map.of("x-pydio-bearer", sandbox.users().getFirst().token(), "x-pydio-grpc-user-agent",
				"cells-sync/0.9.4")
				.forEach((name, value) -> headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER),
						value));
		return headers;
	}

	private static ChannelCredentials credentials(Sandbox sandbox) throws Exception {
		if (sandbox.caFile().isEmpty()) {
			return InsecureChannelCredentials.create();
		}
		try (InputStream ca = Files.newInputStream(sandbox.caFile().get())) {
			return TlsChannelCredentials.newBuilder().trustManager(ca).build();
		}
	}

	private static SSLContext trusting(Path ca) throws Exception {
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		try (InputStream pem = Files.newInputStream(ca)) {
			trusted.setCertificateEntry("ca",
					CertificateFactory.getInstance("X.509").generateCertificate(pem));
		}
		TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
		managers.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, managers.getTrustManagers(), null);
		return context;
	}
}
