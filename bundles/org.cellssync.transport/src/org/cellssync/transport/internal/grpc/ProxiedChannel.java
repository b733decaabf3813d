package org.cellssync.transport.internal.grpc;

import java.net.InetSocketAddress;
import java.time.Duration;

import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.Secret;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.proxy.HttpProxyHandler;
import io.grpc.netty.shaded.io.netty.handler.proxy.ProxyHandler;
import io.grpc.netty.shaded.io.netty.handler.proxy.Socks5ProxyHandler;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;

/** A channel of Netty's that leads through a proxy, whatever is spoken on it afterwards: TLS or clear text. */
final class ProxiedChannel extends NioSocketChannel {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	/** The few threads of all channels through proxies; they end with the program. */
	private static final class Loops {
		static final EventLoopGroup SHARED = new MultiThreadIoEventLoopGroup(2,
				new DefaultThreadFactory("grpc-proxied", true), NioIoHandler.newFactory());
	}

	private ProxiedChannel(NetworkProxy.Fixed proxy) {
		ProxyHandler handler = handler(proxy);
		handler.setConnectTimeoutMillis(LIMIT.toMillis());
		pipeline().addFirst(handler);
	}

	/** Returns the beginning of a channel to a server whose name the proxy looks up. */
	static NettyChannelBuilder builder(String host, int port, NetworkProxy.Fixed proxy) {
		return NettyChannelBuilder.forAddress(InetSocketAddress.createUnresolved(host, port))
				.eventLoopGroup(Loops.SHARED).channelFactory(() -> new ProxiedChannel(proxy));
	}

	private static ProxyHandler handler(NetworkProxy.Fixed proxy) {
		InetSocketAddress place = new InetSocketAddress(proxy.host(), proxy.port());
		String password = proxy.password().map(Secret::text).orElse("");
		return switch (proxy.kind()) {
			case HTTP -> proxy.user().isPresent() ? new HttpProxyHandler(place, proxy.user().get(), password)
					: new HttpProxyHandler(place);
			case SOCKS5 -> proxy.user().isPresent() ? new Socks5ProxyHandler(place, proxy.user().get(), password)
					: new Socks5ProxyHandler(place);
		};
	}
}
