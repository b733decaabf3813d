package org.cellssync.transport.internal.way;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.apache.http.HttpHost;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.config.SocketConfig;
import org.apache.http.conn.DnsResolver;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.protocol.HttpContext;

/** Clients for HTTP/1.1 whose connections go along a way. HTTP/1.1 passes every proxy. */
final class HttpLine {

	/** As what we show ourselves where nothing else is said. */
	static final String NAME = "cells-sync";

	private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
	private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);
	private static final Duration TURN_LIMIT = Duration.ofMinutes(2);
	/** A server may end connections that nobody uses, so they are given up before long. */
	private static final Duration IDLE_LIMIT = Duration.ofSeconds(20);

	private HttpLine() {
	}

	static CloseableHttpClient open(Way way, int connections) {
		RegistryBuilder<ConnectionSocketFactory> kinds = RegistryBuilder.create();
		kinds.register("http", new Plain(way)).register("https", new Tls(way));
		PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager(kinds.build(), resolver(way));
		pool.setMaxTotal(connections);
		pool.setDefaultMaxPerRoute(connections);
		pool.setDefaultSocketConfig(SocketConfig.custom().setSoKeepAlive(true).setTcpNoDelay(true)
				.setSoTimeout(millis(SILENCE_LIMIT)).build());
		// Addresses are sent as they are written: what they name is exact.
		RequestConfig usual = RequestConfig.custom().setConnectTimeout(millis(CONNECT_LIMIT))
				.setSocketTimeout(millis(SILENCE_LIMIT)).setConnectionRequestTimeout(millis(TURN_LIMIT))
				.setExpectContinueEnabled(false).setNormalizeUri(false).build();
		return HttpClients.custom().setConnectionManager(pool).setDefaultRequestConfig(usual).setUserAgent(NAME)
				.disableAuthCaching().disableAutomaticRetries().disableConnectionState().disableContentCompression()
				.disableCookieManagement().disableRedirectHandling()
				.evictIdleConnections(IDLE_LIMIT.toSeconds(), TimeUnit.SECONDS).build();
	}

	private static int millis(Duration duration) {
		return Math.toIntExact(duration.toMillis());
	}

	/** Behind a proxy names are looked up by the proxy; here there may be nobody who knows them. */
	private static DnsResolver resolver(Way way) {
		return host -> {
			try {
				// The port does not matter to any proxy of one fixed address, and little to those of the system.
				return way.proxy(host, 443).isPresent()
						? new InetAddress[] { InetAddress.getByAddress(host, new byte[4]) }
						: InetAddress.getAllByName(host);
			} catch (java.net.UnknownHostException unknown) {
				throw unknown;
			} catch (IOException noProxy) {
				// Told as what it is when the connection is made.
				return new InetAddress[] { InetAddress.getByAddress(host, new byte[4]) };
			}
		};
	}

	/** The address to connect to: a name that only a proxy knows remains a name. */
	private static void connect(Way way, Socket socket, HttpHost host, InetSocketAddress looked, int limit)
			throws IOException {
		InetSocketAddress server = looked.getAddress().isAnyLocalAddress()
				? InetSocketAddress.createUnresolved(host.getHostName().replaceAll("[\\[\\]]", ""), looked.getPort())
				: looked;
		way.connect(socket, server, Duration.ofMillis(limit));
	}

	private record Plain(Way way) implements ConnectionSocketFactory {

		@Override
		public Socket createSocket(HttpContext context) {
			return Way.socket();
		}

		@Override
		public Socket connectSocket(int limit, Socket socket, HttpHost host, InetSocketAddress server,
				InetSocketAddress local, HttpContext context) throws IOException {
			connect(way, socket, host, server, limit);
			return socket;
		}
	}

	/** Host names are judged by the trust manager, as for gRPC: it knows where they do not matter. */
	private static final class Tls extends SSLConnectionSocketFactory {

		private final Way way;

		Tls(Way way) {
			super(way.tls(), NoopHostnameVerifier.INSTANCE);
			this.way = way;
		}

		@Override
		public Socket createSocket(HttpContext context) {
			return Way.socket();
		}

		@Override
		public Socket connectSocket(int limit, Socket socket, HttpHost host, InetSocketAddress server,
				InetSocketAddress local, HttpContext context) throws IOException {
			connect(way, socket, host, server, limit);
			return createLayeredSocket(socket, host.getHostName().replaceAll("[\\[\\]]", ""), server.getPort(), context);
		}

		@Override
		protected void prepareSocket(SSLSocket socket) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			socket.setSSLParameters(parameters);
		}
	}
}
