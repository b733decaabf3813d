package org.cellssync.transport.internal.trust;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Looks at the certificates of a server by greeting it once; nothing is sent to it after that. */
final class PresentedChain extends X509ExtendedTrustManager {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private List<X509Certificate> chain = List.of();

	static List<X509Certificate> of(URI server) throws IOException {
		PresentedChain seen = new PresentedChain();
		int port = server.getPort() < 0 ? 443 : server.getPort();
		try (Socket plain = new Socket()) {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { seen }, new SecureRandom());
			plain.connect(new InetSocketAddress(server.getHost(), port), Math.toIntExact(LIMIT.toMillis()));
			plain.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
			try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain,
					server.getHost(), port, true)) {
				socket.startHandshake();
			}
			return seen.chain;
		} catch (GeneralSecurityException impossible) {
			throw new IllegalStateException(impossible);
		}
	}

	private void keep(X509Certificate[] presented) {
		chain = List.of(presented);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] presented, String authType, Socket socket) {
		keep(presented);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] presented, String authType, SSLEngine engine) {
		keep(presented);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] presented, String authType) {
		keep(presented);
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
