package org.cellssync.transport.internal.grpc;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;

/** A gRPC channel to one port of one server. */
final class Link {

	static {
		NoFramesInLogs.install();
	}

	private static final int LARGEST_MESSAGE = 32 << 20;
	private static final int LARGEST_HEADERS = 64 << 10;
	/** Bytes under way on a stream before the server waits; grows by itself on long lines. */
	private static final int WINDOW = 1 << 20;
	/**
	 * Servers written in Go end connections that are asked for a sign of life more often than every five
	 * minutes.
	 */
	private static final long SIGN_OF_LIFE_SECONDS = 310;
	private static final long SIGN_OF_LIFE_LIMIT_SECONDS = 20;

	private final URI server;
	private final int port;
	private final X509TrustManager trust;
	private final ManagedChannel channel;
	private volatile boolean answered;
	private volatile boolean doubtful;

	private Link(URI server, int port, X509TrustManager trust, ManagedChannel channel) {
		this.server = server;
		this.port = port;
		this.trust = trust;
		this.channel = channel;
	}

	/** Opens a link; it connects at the first call. */
	static Link open(URI server, int port, X509TrustManager trust) throws IOException {
		String host = server.getHost().replaceAll("[\\[\\]]", "");
		// The builder is named, not looked for: nothing here depends on which class loader a thread happens
		// to have.
		NettyChannelBuilder builder = NettyChannelBuilder.forAddress(host, port)
				.maxInboundMessageSize(LARGEST_MESSAGE).maxInboundMetadataSize(LARGEST_HEADERS)
				.initialFlowControlWindow(WINDOW).keepAliveTime(SIGN_OF_LIFE_SECONDS, TimeUnit.SECONDS)
				.keepAliveTimeout(SIGN_OF_LIFE_LIMIT_SECONDS, TimeUnit.SECONDS).userAgent("cells-sync")
				// What listens to calls only hands over, so it may run where the bytes arrive.
				.directExecutor();
		if (server.getScheme().equals("https")) {
			builder.sslContext(context(trust));
		} else {
			builder.usePlaintext();
		}
		return new Link(server, port, trust, builder.build());
	}

	/** The runtime's own TLS, as for web and S3 calls, so that all three trust alike. */
	private static SslContext context(X509TrustManager trust) throws SSLException {
		return GrpcSslContexts.configure(SslContextBuilder.forClient().trustManager(trust), SslProvider.JDK)
				.build();
	}

	ManagedChannel channel() {
		return channel;
	}

	String server() {
		return server.toString();
	}

	boolean leadsTo(URI otherServer, int otherPort, X509TrustManager otherTrust) {
		return server.equals(otherServer) && port == otherPort && trust == otherTrust;
	}

	/** Whether the server is to be looked for again before the next call. */
	boolean isDoubtful() {
		return doubtful;
	}

	/** Has the server looked for again before the next call. */
	void doubt() {
		doubtful = true;
	}

	/**
	 * The server was found where it was: the next call connects anew and at once, however often that failed
	 * before. The former connection may be dead without knowing, as after a computer's sleep; calls on it go
	 * on if it is not.
	 */
	void confirm() {
		answered = false;
		doubtful = false;
		channel.enterIdle();
		channel.resetConnectBackoff();
	}

	boolean hasAnswered() {
		return answered;
	}

	void noteAnswer() {
		answered = true;
	}

	/** Lets calls under way come to their end and takes no others. */
	void retire() {
		channel.shutdown();
	}

	/** Ends everything. */
	void cut() {
		channel.shutdownNow();
	}
}
