package org.cellssync.transport.internal.trust;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;

import org.cellssync.transport.internal.way.Way;

/** Looks at the certificates of a server by greeting it once; nothing is sent to it after that. */
final class PresentedChain extends ServerTrustManager {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private List<X509Certificate> chain = List.of();

	static List<X509Certificate> of(URI server, Way way) throws IOException {
		PresentedChain seen = new PresentedChain();
		int port = server.getPort() < 0 ? 443 : server.getPort();
		String host = server.getHost().replaceAll("[\\[\\]]", "");
		try (Socket plain = Way.socket()) {
			way.connect(plain, InetSocketAddress.createUnresolved(host, port), LIMIT);
			plain.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
			try (SSLSocket socket = (SSLSocket) way.tls(seen).getSocketFactory().createSocket(plain, host, port, true)) {
				socket.startHandshake();
			} catch (IOException refused) {
				// A server may refuse us for want of our certificate after it has shown its own.
				if (seen.chain.isEmpty()) {
					throw refused;
				}
			}
			return seen.chain;
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
	public X509Certificate[] getAcceptedIssuers() {
		return new X509Certificate[0];
	}
}
