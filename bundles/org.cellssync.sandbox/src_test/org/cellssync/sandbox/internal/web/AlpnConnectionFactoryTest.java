package org.cellssync.sandbox.internal.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

import org.junit.jupiter.api.Test;

class AlpnConnectionFactoryTest {
	@Test
	void letsAnotherThreadSelectWhileAProtocolIsChosen() throws Exception {
		SSLEngine engine = SSLContext.getDefault().createSSLEngine();
		engine.setUseClientMode(false);
		LocalConnector connector = new LocalConnector(new Server());
		EndPoint endPoint = new SslConnection(connector.getByteBufferPool(), Runnable::run, null,
				new ByteArrayEndPoint(), engine).getSslEndPoint();
		AbstractConnection connection = new AlpnConnectionFactory().newServerConnection(connector, endPoint, engine,
				List.of("h2", "http/1.1"), "http/1.1");
		endPoint.setConnection(connection);
		connection.onOpen();

		assertEquals(InvocationType.BLOCKING,
				((AbstractEndPoint) endPoint).getFillInterest().getCallbackInvocationType());
	}
}
