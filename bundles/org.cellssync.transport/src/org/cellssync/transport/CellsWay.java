package org.cellssync.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.impl.client.CloseableHttpClient;
import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.transport.internal.web.WebFailure;

/**
 * Connections along one {@link org.cellssync.api.account.Route}. Remains the same object for as long as the route and
 * the files it names are the same. Thread-safe.
 */
public interface CellsWay {

	/** Returns whom is trusted, host names included where the connection asks for it. */
	X509TrustManager trust();

	/** Returns the one certificate that is trusted, where there is one. */
	Optional<Fingerprint> pin();

	/** Returns what TLS is spoken with: this trust, and this computer's certificate where there is one. */
	SSLContext tls();

	/** Returns what TLS is spoken with where another judges the server. */
	SSLContext tls(X509TrustManager judge);

	/**
	 * Returns the proxy by which one would go to a server now; empty where nothing is in between.
	 *
	 * @throws IOException where the system's proxy settings cannot be used
	 */
	Optional<NetworkProxy.Fixed> proxy(String host, int port) throws IOException;

	/**
	 * Connects a socket to a server, through the proxy where there is one. Blocks; closing the socket ends it.
	 *
	 * @param socket not connected yet, and made without a proxy
	 * @param server looked up by the proxy where there is one, else here if it is not yet
	 * @param limit for each step
	 * @throws ProxyFailure where it is the proxy that is in the way
	 */
	void connect(Socket socket, InetSocketAddress server, Duration limit) throws IOException;

	/**
	 * Opens a client for HTTP/1.1 that follows no redirects, repeats nothing and keeps connections for a short while; to
	 * be closed.
	 *
	 * @param connections most at a time
	 */
	CloseableHttpClient http(int connections);

	/**
	 * Returns what a person is told of a connection that failed, the same wherever it was made.
	 *
	 * @param server address
	 */
	static Diagnostic trouble(String server, Exception failure) {
		return WebFailure.diagnostic(server, failure);
	}

	/**
	 * Ends a call of such a client, wherever it is; nothing happens where it has ended. Does not block, though to end an
	 * encrypted connection is to wait for what a silent server may never send.
	 */
	static void abort(HttpUriRequest call) {
		Thread.ofPlatform().daemon().name("cells-abort").start(call::abort);
	}
}
