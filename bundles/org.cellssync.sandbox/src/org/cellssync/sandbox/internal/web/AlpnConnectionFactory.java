package org.cellssync.sandbox.internal.web;

import java.util.List;

import javax.net.ssl.SSLEngine;

import org.eclipse.jetty.alpn.java.server.JDK9ServerALPNProcessor;
import org.eclipse.jetty.alpn.server.ALPNServerConnection;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.ALPNProcessor;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NegotiatingServerConnectionFactory;
import org.eclipse.jetty.util.Callback;

/**
 * Lets a client choose between HTTP/2 and HTTP/1.1 while it makes its TLS connection.
 * <p>
 * Jetty's own factory (12.1.5, its issue 14564) tells the thread that selects that choosing never blocks. With
 * HTTP/2 the first request of a connection may be carried out right then, and if it waited for more of its content,
 * nobody would read that content, nor anything else on any connection. So here choosing may block, and another
 * thread goes on selecting. The ALPN processor of Java is named, because {@link java.util.ServiceLoader} does not
 * find it in a framework of bundles.
 */
final class AlpnConnectionFactory extends NegotiatingServerConnectionFactory {
	private static final String HTTP_1 = "http/1.1";

	private final ALPNProcessor.Server processor = new JDK9ServerALPNProcessor();

	AlpnConnectionFactory() {
		super("alpn", "h2", HTTP_1);
		setDefaultProtocol(HTTP_1);
		processor.init();
	}

	@Override
	protected AbstractConnection newServerConnection(Connector connector, EndPoint endPoint, SSLEngine engine,
			List<String> protocols, String defaultProtocol) {
		var connection = new Choosing(connector, endPoint, engine, protocols, defaultProtocol);
		processor.configure(engine, connection);
		return connection;
	}

	/** A connection before its protocol is known. */
	private static final class Choosing extends ALPNServerConnection {
		/** Blocking, as a callback is that does not say otherwise. */
		private final Callback readable = Callback.from(this::onFillable, this::onFillInterestedFailed);

		Choosing(Connector connector, EndPoint endPoint, SSLEngine engine, List<String> protocols,
				String defaultProtocol) {
			super(connector, endPoint, engine, protocols, defaultProtocol);
		}

		@Override
		public void fillInterested() {
			fillInterested(readable);
		}
	}
}
