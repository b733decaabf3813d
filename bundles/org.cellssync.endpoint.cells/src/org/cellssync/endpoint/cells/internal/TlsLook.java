package org.cellssync.endpoint.cells.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.CellsWay;

/**
 * What a server shows when it is greeted by TLS. Nothing is sent to it after that.
 *
 * @param chain the certificates, the server's own first
 * @param protocol the version of TLS
 * @param http2 whether it speaks HTTP/2
 * @param refusal why the certificate is not trusted, where it is not
 */
record TlsLook(List<X509Certificate> chain, String protocol, boolean http2, Optional<Exception> refusal) {

	/** Greets a server; the connection is made in any case, whatever is shown. */
	static TlsLook at(String host, int port, CellsWay way, Duration limit, Cancellation cancel)
			throws IOException {
		Shown shown = new Shown();
		try (Socket plain = new Socket(Proxy.NO_PROXY); var registration = cancel.onCancel(() -> close(plain))) {
			way.connect(plain, InetSocketAddress.createUnresolved(host, port), limit);
			plain.setSoTimeout(Math.toIntExact(limit.toMillis()));
			try (SSLSocket socket = (SSLSocket) way.tls(shown).getSocketFactory().createSocket(plain, host, port, true)) {
				SSLParameters parameters = socket.getSSLParameters();
				parameters.setApplicationProtocols(new String[] { "h2", "http/1.1" });
				socket.setSSLParameters(parameters);
				socket.startHandshake();
				return new TlsLook(shown.chain, socket.getSession().getProtocol(),
						"h2".equals(socket.getApplicationProtocol()), refusal(host, port, way, limit, cancel));
			}
		}
	}

	/** Greets once more as every call does, with the name looked at too. */
	private static Optional<Exception> refusal(String host, int port, CellsWay way, Duration limit,
			Cancellation cancel) {
		try (Socket plain = new Socket(Proxy.NO_PROXY); var registration = cancel.onCancel(() -> close(plain))) {
			way.connect(plain, InetSocketAddress.createUnresolved(host, port), limit);
			plain.setSoTimeout(Math.toIntExact(limit.toMillis()));
			try (SSLSocket socket = (SSLSocket) way.tls().getSocketFactory().createSocket(plain, host, port, true)) {
				SSLParameters parameters = socket.getSSLParameters();
				parameters.setEndpointIdentificationAlgorithm("HTTPS");
				socket.setSSLParameters(parameters);
				socket.startHandshake();
				return Optional.empty();
			}
		} catch (IOException refused) {
			return Optional.of(refused);
		}
	}

	/** Ends whatever waits on a socket. */
	static void close(Socket socket) {
		try {
			socket.close();
		} catch (IOException closed) {
			// Whoever waits on it is told, which is all that is wanted.
			return;
		}
	}

	/** Takes any certificate, to be looked at. */
	private static final class Shown extends X509ExtendedTrustManager {
		private List<X509Certificate> chain = List.of();

		@Override
		public void checkServerTrusted(X509Certificate[] presented, String authType, Socket socket) {
			chain = List.of(presented);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] presented, String authType, SSLEngine engine) {
			chain = List.of(presented);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] presented, String authType) {
			chain = List.of(presented);
		}

		@Override
		public void checkClientTrusted(X509Certificate[] presented, String authType, Socket socket) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void checkClientTrusted(X509Certificate[] presented, String authType, SSLEngine engine) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void checkClientTrusted(X509Certificate[] presented, String authType) {
			throw new UnsupportedOperationException();
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}
	}
}
