package org.cellssync.sandbox.internal.web;

import java.security.KeyStore;
import java.util.Optional;

import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.RateControl;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes the connectors: which protocols a port speaks, and how much of each it lets through at a time. */
final class Wires {
	private static final int STREAM_WINDOW = 4 << 20;
	private static final int SESSION_WINDOW = 32 << 20;
	private static final int BUFFER = 64 << 10;
	private static final long IDLE_MILLIS = 300_000;

	private final Server server;
	private final Optional<SslContextFactory.Server> tls;

	Wires(Server server, Optional<SslContextFactory.Server> tls) {
		this.server = server;
		this.tls = tls;
	}

	static SslContextFactory.Server tls(KeyStore store, String password) {
		SslContextFactory.Server factory = new SslContextFactory.Server();
		factory.setKeyStore(store);
		factory.setKeyStorePassword(password);
		// A foreign name is no reason to refuse the handshake: it gets its answer from the gate.
		factory.setSniRequired(false);
		return factory;
	}

	/** Returns a connector, not open yet, for everything by TLS, or for HTTP/1.1 in clear text. */
	ServerConnector main(String address, int port) {
		HttpConnectionFactory http1 = new HttpConnectionFactory(configuration());
		if (tls.isEmpty()) {
			return connector(address, port, http1);
		}
		HTTP2ServerConnectionFactory http2 = tuned(new HTTP2ServerConnectionFactory(configuration()));
		AlpnConnectionFactory alpn = new AlpnConnectionFactory();
		return connector(address, port, new SslConnectionFactory(tls.get(), alpn.getProtocol()), alpn, http2,
				http1);
	}

	/** Returns a connector, not open yet, for gRPC in clear text, whose clients begin with HTTP/2 at once. */
	ServerConnector grpc(String address, int port) {
		ServerConnector connector = connector(address, port, new HttpConnectionFactory(configuration()),
				tuned(new HTTP2CServerConnectionFactory(configuration())));
		connector.setName(Gate.GRPC_ONLY);
		return connector;
	}

	private ServerConnector connector(String address, int port, ConnectionFactory... protocols) {
		ServerConnector connector = new ServerConnector(server, null, null, null, 0, 1, protocols);
		connector.setHost(address);
		connector.setPort(port);
		connector.setIdleTimeout(IDLE_MILLIS);
		connector.setAcceptQueueSize(1024);
		return connector;
	}

	private static HttpConfiguration configuration() {
		HttpConfiguration configuration = new HttpConfiguration();
		// Without one that lets them pass, requests for a foreign host would be refused for their name in
		// TLS.
		configuration.addCustomizer(new SecureRequestCustomizer(false));
		configuration.setSendServerVersion(false);
		configuration.setUriCompliance(UriCompliance.UNSAFE);
		configuration.setRequestHeaderSize(BUFFER);
		configuration.setResponseHeaderSize(BUFFER);
		configuration.setOutputBufferSize(BUFFER);
		return configuration;
	}

	private static <T extends AbstractHTTP2ServerConnectionFactory> T tuned(T http2) {
		http2.setInitialStreamRecvWindow(STREAM_WINDOW);
		http2.setInitialSessionRecvWindow(SESSION_WINDOW);
		http2.setMaxConcurrentStreams(250);
		// A change stream may be silent for hours.
		http2.setStreamIdleTimeout(-1);
		// Clients of gRPC ping and cancel as often as they like.
		http2.setRateControlFactory(new RateControl.Factory() {});
		return http2;
	}
}
