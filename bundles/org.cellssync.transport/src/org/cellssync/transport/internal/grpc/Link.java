package org.cellssync.transport.internal.grpc;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

import org.cellssync.api.account.NetworkProxy;
import org.cellssync.transport.internal.way.Way;

import io.grpc.ConnectivityState;
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
	/** Orders take microseconds; only a channel that was shut down meanwhile never tells. */
	private static final long ORDERS_LIMIT_SECONDS = 5;

	private final URI server;
	private final int port;
	private final Way way;
	private final Optional<NetworkProxy.Fixed> proxy;
	private final ManagedChannel channel;
	private volatile boolean answered;
	private volatile boolean doubtful;

	private Link(URI server, int port, Way way, Optional<NetworkProxy.Fixed> proxy, ManagedChannel channel) {
		this.server = server;
		this.port = port;
		this.way = way;
		this.proxy = proxy;
		this.channel = channel;
	}

	/** Opens a link; it connects at the first call. */
	static Link open(URI server, int port, Way way) throws IOException {
		String host = host(server);
		Optional<NetworkProxy.Fixed> proxy = way.proxy(host, port);
		// The builder is named, not looked for: nothing here depends on which class loader a thread happens
		// to have.
		NettyChannelBuilder builder = (proxy.isPresent() ? ProxiedChannel.builder(host, port, proxy.get())
				: NettyChannelBuilder.forAddress(host, port))
				// The runtime's proxy settings have been asked already, where they are to be.
				.proxyDetector(target -> null).maxInboundMessageSize(LARGEST_MESSAGE).maxInboundMetadataSize(LARGEST_HEADERS)
				.initialFlowControlWindow(WINDOW).keepAliveTime(SIGN_OF_LIFE_SECONDS, TimeUnit.SECONDS)
				.keepAliveTimeout(SIGN_OF_LIFE_LIMIT_SECONDS, TimeUnit.SECONDS).userAgent("cells-sync")
				// What listens to calls only hands over, so it may run where the bytes arrive.
				.directExecutor();
		if (server.getScheme().equals("https")) {
			builder.sslContext(context(way));
		} else {
			builder.usePlaintext();
		}
		return new Link(server, port, way, proxy, builder.build());
	}

	/** The runtime's own TLS, as for web and S3 calls, so that all three trust alike. */
	private static SslContext context(Way way) throws SSLException {
		SslContextBuilder builder = SslContextBuilder.forClient().trustManager(way.trust());
		way.keys().ifPresent(builder::keyManager);
		return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
	}

	private static String host(URI server) {
		return server.getHost().replaceAll("[\\[\\]]", "");
	}

	ManagedChannel channel() {
		return channel;
	}

	String server() {
		return server.toString();
	}

	/** @throws IOException where the system's proxy settings cannot be used */
	boolean leadsTo(URI otherServer, int otherPort, Way otherWay) throws IOException {
		return server.equals(otherServer) && port == otherPort && way == otherWay
				&& proxy.equals(way.proxy(host(server), port));
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
	 * on if it is not. Returns when the channel has done so: until then it would answer a call with its last
	 * failure.
	 */
	void confirm() {
		channel.enterIdle();
		channel.resetConnectBackoff();
		// The channel does its orders one by one, in whatever thread is at it; this one, which comes true at
		// once, tells that those before it are done.
		CompletableFuture<Void> done = new CompletableFuture<>();
		channel.notifyWhenStateChanged(ConnectivityState.SHUTDOWN, () -> done.complete(null));
		done.completeOnTimeout(null, ORDERS_LIMIT_SECONDS, TimeUnit.SECONDS).join();
		answered = false;
		doubtful = false;
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
