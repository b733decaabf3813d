package org.cellssync.transport.internal.way;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.NetworkProxy.Kind;
import org.cellssync.api.account.Secret;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.transport.ProxyFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class TunnelTest {

	private static final Duration LIMIT = Duration.ofSeconds(10);
	private static final InetSocketAddress SERVER = InetSocketAddress.createUnresolved("cells.example", 443);
	private static final String SOCKS_DONE = "05000001 00000000 0000";

	/**
	 * A proxy that plays its part once.
	 *
	 * @param hears what it waits for, in bytes
	 * @param says what it answers to each
	 */
	private record Part(List<byte[]> hears, List<byte[]> says) {

		static Part http(String answer) {
			return new Part(List.of(), List.of(answer.getBytes(StandardCharsets.ISO_8859_1)));
		}

		/** In hex, what is heard and said in turns. */
		static Part socks(String... turns) {
			List<byte[]> all = Stream.of(turns).map(turn -> HexFormat.of().parseHex(turn.replace(" ", ""))).toList();
			return new Part(Stream.iterate(0, i -> i < all.size(), i -> i + 2).map(all::get).toList(),
					Stream.iterate(1, i -> i < all.size(), i -> i + 2).map(all::get).toList());
		}

		void play(Socket client) throws IOException {
			InputStream in = client.getInputStream();
			for (int i = 0; i < says.size(); i++) {
				if (hears.isEmpty()) {
					int heard = in.read(new byte[8192]);
					assertEquals(true, heard > 0);
				} else {
					byte[] expected = hears.get(i);
					assertEquals(HexFormat.of().formatHex(expected),
							HexFormat.of().formatHex(in.readNBytes(expected.length)));
				}
				client.getOutputStream().write(says.get(i));
			}
		}
	}

	private static String hex(String text) {
		return HexFormat.of().toHexDigits((byte) text.length())
				+ HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
	}

	static Stream<Arguments> parts() {
		String request = "05010003 " + hex("cells.example") + " 01bb";
		return Stream.of(
				arguments("HTTP lets through", Kind.HTTP, false, Part.http("HTTP/1.1 200 Connection established\r\n\r\n"),
						""),
				arguments("HTTP wants to know who", Kind.HTTP, true,
						Part.http("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n"),
						"PROXY_SIGN_IN"),
				arguments("HTTP has rules", Kind.HTTP, false, Part.http("HTTP/1.1 403 Forbidden\r\n\r\n"), "PROXY_REFUSED"),
				arguments("HTTP does not reach it", Kind.HTTP, false, Part.http("HTTP/1.1 502 Bad Gateway\r\n\r\n"),
						"PROXY_REFUSED"),
				arguments("HTTP says nothing", Kind.HTTP, false, Part.http(""), "PROXY_REFUSED"),
				arguments("SOCKS lets through", Kind.SOCKS5, false, Part.socks("050100", "0500", request, SOCKS_DONE), ""),
				arguments("SOCKS lets a known one through", Kind.SOCKS5, true, Part.socks("05020002", "0502",
						"01" + hex("anna") + hex("secret"), "0100", request, SOCKS_DONE), ""),
				arguments("SOCKS answers with a name", Kind.SOCKS5, false,
						Part.socks("050100", "0500", request, "05000003 " + hex("gate") + " 0000"), ""),
				arguments("SOCKS does not know the password", Kind.SOCKS5, true,
						Part.socks("05020002", "0502", "01" + hex("anna") + hex("secret"), "0101"), "PROXY_SIGN_IN"),
				arguments("SOCKS wants to know who", Kind.SOCKS5, false, Part.socks("050100", "05ff"), "PROXY_SIGN_IN"),
				arguments("SOCKS has rules", Kind.SOCKS5, false,
						Part.socks("050100", "0500", request, "05020001 00000000 0000"),
						"PROXY_REFUSED"),
				arguments("SOCKS is something else", Kind.SOCKS5, false, Part.http("HTTP/1.1 400 Bad Request\r\n\r\n"),
						"PROXY_REFUSED"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("parts")
	void understandsTheProxy(String name, Kind kind, boolean known, Part part, String expected) throws Exception {
		try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Void> played = CompletableFuture.runAsync(() -> {
				try (Socket client = proxy.accept()) {
					part.play(client);
					if (expected.isEmpty()) {
						// What comes behind the greeting is the server's: not a byte of it is lost.
						client.getOutputStream().write('!');
					}
				} catch (IOException failure) {
					throw new AssertionError(failure);
				}
			});
			try (Socket socket = Way.socket()) {
				NetworkProxy.Fixed place = new NetworkProxy.Fixed(kind, "localhost", proxy.getLocalPort(),
						known ? Optional.of("anna") : Optional.empty(),
						known ? Optional.of(new Secret("secret")) : Optional.empty());
				String seen = "";
				try {
					Tunnel.open(socket, place, SERVER, LIMIT);
					assertEquals('!', socket.getInputStream().read());
				} catch (ProxyFailure failure) {
					seen = failure.code().name();
				}
				assertEquals(expected, seen);
			}
			played.get();
		}
	}

	@Test
	void tellsThatTheProxyIsNotThere() throws Exception {
		int free;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			free = socket.getLocalPort();
		}
		for (String host : List.of("localhost", "nobody.invalid")) {
			NetworkProxy.Fixed nobody = new NetworkProxy.Fixed(Kind.HTTP, host, free, Optional.empty(), Optional.empty());
			try (Socket socket = Way.socket()) {
				assertEquals(Code.PROXY_UNREACHABLE,
						assertThrows(ProxyFailure.class, () -> Tunnel.open(socket, nobody, SERVER, LIMIT)).code());
			}
		}
	}
}
