package org.cellssync.transport.internal.way;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

import org.apache.http.impl.client.CloseableHttpClient;
import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.Route;
import org.cellssync.transport.CellsWay;

/** One way, its files read. */
public final class Way implements CellsWay {

	private final X509TrustManager trust;
	private final Optional<X509KeyManager> keys;
	private final Route route;
	private final SSLContext tls;

	Way(Route route, X509TrustManager trust, Optional<X509KeyManager> keys) {
		this.route = route;
		this.trust = trust;
		this.keys = keys;
		this.tls = tls(trust);
	}

	@Override
	public SSLContext tls(X509TrustManager judge) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.map(each -> new KeyManager[] { each }).orElse(null), new TrustManager[] { judge },
					new SecureRandom());
			return context;
		} catch (GeneralSecurityException impossible) {
			throw new IllegalStateException(impossible);
		}
	}

	@Override
	public X509TrustManager trust() {
		return trust;
	}

	/** Returns this computer's certificate, where there is one. */
	public Optional<X509KeyManager> keys() {
		return keys;
	}

	@Override
	public Optional<Fingerprint> pin() {
		return route.pin();
	}

	@Override
	public SSLContext tls() {
		return tls;
	}

	@Override
	public Optional<NetworkProxy.Fixed> proxy(String host, int port) throws IOException {
		return switch (route.proxy()) {
			case NetworkProxy.Given.NONE -> Optional.empty();
			case NetworkProxy.Given.SYSTEM -> SystemProxies.ofThisComputer().find(host, port);
			case NetworkProxy.Fixed fixed -> Optional.of(fixed);
		};
	}

	@Override
	public void connect(Socket socket, InetSocketAddress server, Duration limit) throws IOException {
		Optional<NetworkProxy.Fixed> between = proxy(server.getHostString(), server.getPort());
		if (between.isPresent()) {
			Tunnel.open(socket, between.get(), server, limit);
			return;
		}
		InetSocketAddress target = server.isUnresolved() ? new InetSocketAddress(server.getHostString(), server.getPort())
				: server;
		socket.connect(target, Math.toIntExact(limit.toMillis()));
	}

	/** Returns a socket to be {@linkplain #connect connected}; the runtime's own proxy settings do not touch it. */
	public static Socket socket() {
		return new Socket(Proxy.NO_PROXY);
	}

	@Override
	public CloseableHttpClient http(int connections) {
		return HttpLine.open(this, connections);
	}

	/** Returns whether nothing of what was read for this has changed. */
	boolean isOf(X509TrustManager otherTrust, Optional<X509KeyManager> otherKeys) {
		return trust == otherTrust && keys.equals(otherKeys);
	}
}
