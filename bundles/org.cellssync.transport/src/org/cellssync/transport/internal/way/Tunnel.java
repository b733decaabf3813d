package org.cellssync.transport.internal.way;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;

import org.apache.http.HttpException;
import org.apache.http.HttpResponse;
import org.apache.http.HttpVersion;
import org.apache.http.impl.DefaultBHttpClientConnection;
import org.apache.http.message.BasicHttpRequest;
import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.Secret;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.transport.ProxyFailure;
import org.cellssync.transport.internal.web.WebFailure;

/** Makes a socket lead through a proxy to a server; what is said on it afterwards is between the two ends. */
final class Tunnel {

	/** What proxies say who want to know who asks; some say 401 where they were told the wrong one. */
	private static final Set<Integer> WHO_ASKS = Set.of(401, 407);
	/** What is asked goes in one piece. */
	private static final int REQUEST = 1024;
	/** What is answered is read byte by byte: what comes behind it is said by the server. */
	private static final int ANSWER = 1;

	private Tunnel() {
	}

	/** @throws ProxyFailure where the proxy is not reached or does not do it */
	static void open(Socket socket, NetworkProxy.Fixed proxy, InetSocketAddress server, Duration limit)
			throws IOException {
		int millis = Math.toIntExact(limit.toMillis());
		InetSocketAddress place = new InetSocketAddress(proxy.host(), proxy.port());
		try {
			if (place.isUnresolved()) {
				throw new IOException("there is no host of that name");
			}
			socket.connect(place, millis);
		} catch (IOException unreachable) {
			throw new ProxyFailure(Code.PROXY_UNREACHABLE, proxy.place(), WebFailure.words(unreachable), unreachable);
		}
		int usual = socket.getSoTimeout();
		socket.setSoTimeout(millis);
		try {
			switch (proxy.kind()) {
				case HTTP -> connect(socket, proxy, server);
				case SOCKS5 -> Socks5.connect(socket, proxy, server);
			}
		} catch (ProxyFailure told) {
			throw told;
		} catch (InterruptedIOException late) {
			throw new ProxyFailure(Code.PROXY_UNREACHABLE, proxy.place(), "no answer in " + limit.toSeconds() + " s", late);
		} catch (IOException broken) {
			throw new ProxyFailure(Code.PROXY_REFUSED, proxy.place(), WebFailure.words(broken), broken);
		}
		socket.setSoTimeout(usual);
	}

	private static void connect(Socket socket, NetworkProxy.Fixed proxy, InetSocketAddress server) throws IOException {
		String host = server.getHostString();
		String target = (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + server.getPort();
		BasicHttpRequest request = new BasicHttpRequest("CONNECT", target, HttpVersion.HTTP_1_1);
		request.addHeader("Host", target);
		request.addHeader("User-Agent", HttpLine.NAME);
		if (proxy.user().isPresent()) {
			String both = proxy.user().get() + ':' + proxy.password().map(Secret::text).orElse("");
			request.addHeader("Proxy-Authorization",
					"Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
		}
		// Neither is closed: that would close the socket.
		DefaultBHttpClientConnection asking = new DefaultBHttpClientConnection(REQUEST);
		asking.bind(socket);
		DefaultBHttpClientConnection listening = new DefaultBHttpClientConnection(ANSWER);
		listening.bind(socket);
		try {
			asking.sendRequestHeader(request);
			asking.flush();
			HttpResponse answer = listening.receiveResponseHeader();
			while (answer.getStatusLine().getStatusCode() < 200) {
				answer = listening.receiveResponseHeader();
			}
			int status = answer.getStatusLine().getStatusCode();
			if (WHO_ASKS.contains(status)) {
				throw new ProxyFailure(Code.PROXY_SIGN_IN, proxy.place(), "HTTP " + status, null);
			}
			if (status >= 300) {
				throw new ProxyFailure(Code.PROXY_REFUSED, proxy.place(),
						("HTTP " + status + ' ' + answer.getStatusLine().getReasonPhrase()).strip(), null);
			}
		} catch (HttpException noHttp) {
			throw new ProxyFailure(Code.PROXY_REFUSED, proxy.place(), "it speaks no HTTP", noHttp);
		}
	}

	/** Reads exactly so many bytes. */
	static byte[] read(InputStream in, int count) throws IOException {
		byte[] bytes = in.readNBytes(count);
		if (bytes.length < count) {
			throw new IOException("it ended the connection");
		}
		return bytes;
	}
}
