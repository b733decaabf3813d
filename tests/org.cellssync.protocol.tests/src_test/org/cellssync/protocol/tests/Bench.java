package org.cellssync.protocol.tests;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.sandbox.SandboxUser;

import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;

/** A sandbox over TLS, and clients that trust it. */
final class Bench implements AutoCloseable {
	/** Long enough for a test to look at a node before its hash is there. */
	static final Duration HASH_DELAY = Duration.ofSeconds(1);

	private final Sandbox sandbox;
	private final ManagedChannel channel;
	private final HttpClient http;

	private Bench(Sandbox sandbox) throws IOException, GeneralSecurityException {
		this.sandbox = sandbox;
		var ca = sandbox.caFile().orElseThrow();
		try (var pem = Files.newInputStream(ca)) {
			channel = NettyChannelBuilder.forAddress("localhost", sandbox.grpcPort(),
					TlsChannelCredentials.newBuilder().trustManager(pem).build()).build();
		}
		http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(trusting(ca)).build();
	}

	static Bench start(SandboxOptions.Storage storage) throws IOException, GeneralSecurityException {
		return new Bench(
				Sandbox.start(SandboxOptions.defaults().withStorage(storage).withHashDelay(HASH_DELAY)));
	}

	private static SSLContext trusting(Path ca) throws IOException, GeneralSecurityException {
		var store = KeyStore.getInstance(KeyStore.getDefaultType());
		store.load(null, null);
		try (InputStream pem = Files.newInputStream(ca)) {
			store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
		}
		var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(store);
		var context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

	String host() {
		return sandbox.url().getAuthority();
	}

	String token() {
		return sandbox.users().getFirst().token();
	}

	SandboxUser user() {
		return sandbox.users().getFirst();
	}

	GrpcCalls grpc() {
		return new GrpcCalls(channel);
	}

	HttpClient http() {
		return http;
	}

	@Override
	public void close() throws IOException {
		channel.shutdownNow();
		try {
			channel.awaitTermination(5, TimeUnit.SECONDS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		http.close();
		sandbox.close();
	}
}
