package org.cellssync.transport.internal.way;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.Secret;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.transport.ProxyFailure;

/**
 * The greeting of SOCKS 5 (RFC 1928) with user name and password (RFC 1929).
 * <p>
 * The runtime's own takes name and password from one authenticator for the whole program, so that two accounts could not
 * go through one proxy as two users; and it sends the name of the computer's user where there is none.
 */
final class Socks5 {

	private static final int VERSION = 5;
	private static final int NO_SIGN_IN = 0;
	private static final int NAME_AND_PASSWORD = 2;
	private static final int NONE_OF_THESE = 0xff;
	private static final int CONNECT = 1;
	private static final int IPV4 = 1;
	private static final int NAME = 3;
	private static final int IPV6 = 4;

	private Socks5() {
	}

	static void connect(Socket socket, NetworkProxy.Fixed proxy, InetSocketAddress server) throws IOException {
		InputStream in = socket.getInputStream();
		OutputStream out = socket.getOutputStream();
		out.write(proxy.user().isPresent() ? new byte[] { VERSION, 2, NO_SIGN_IN, NAME_AND_PASSWORD }
				: new byte[] { VERSION, 1, NO_SIGN_IN });
		byte[] method = Tunnel.read(in, 2);
		if (method[0] != VERSION) {
			throw new ProxyFailure(Code.PROXY_REFUSED, proxy.place(), "it speaks no SOCKS 5", null);
		}
		switch (method[1] & 0xff) {
			case NO_SIGN_IN -> {
				// Nothing is asked.
			}
			case NAME_AND_PASSWORD -> signIn(in, out, proxy);
			case NONE_OF_THESE ->
				throw new ProxyFailure(Code.PROXY_SIGN_IN, proxy.place(), "none of our ways to sign in suits it", null);
			default -> throw new ProxyFailure(Code.PROXY_REFUSED, proxy.place(), "it asks for another way to sign in", null);
		}
		out.write(request(server));
		byte[] answer = Tunnel.read(in, 4);
		if (answer[1] != 0) {
			throw new ProxyFailure(Code.PROXY_REFUSED, proxy.place(), refusal(answer[1] & 0xff), null);
		}
		int rest = switch (answer[3]) {
			case IPV4 -> 4;
			case IPV6 -> 16;
			case NAME -> Tunnel.read(in, 1)[0] & 0xff;
			default -> throw new ProxyFailure(Code.PROXY_REFUSED, proxy.place(), "it speaks no SOCKS 5", null);
		};
		Tunnel.read(in, rest + 2);
	}

	private static void signIn(InputStream in, OutputStream out, NetworkProxy.Fixed proxy) throws IOException {
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		message.write(1);
		text(message, proxy.user().orElse(""));
		text(message, proxy.password().map(Secret::text).orElse(""));
		out.write(message.toByteArray());
		if (Tunnel.read(in, 2)[1] != 0) {
			throw new ProxyFailure(Code.PROXY_SIGN_IN, proxy.place(), "name or password is wrong", null);
		}
	}

	private static byte[] request(InetSocketAddress server) throws IOException {
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		message.writeBytes(new byte[] { VERSION, CONNECT, 0 });
		String host = server.getHostString();
		if (host.indexOf(':') >= 0 || host.matches("[0-9.]+")) {
			byte[] address = InetAddress.getByName(host).getAddress();
			message.write(address.length == 4 ? IPV4 : IPV6);
			message.writeBytes(address);
		} else {
			message.write(NAME);
			text(message, host);
		}
		message.write(server.getPort() >> 8);
		message.write(server.getPort());
		return message.toByteArray();
	}

	private static void text(ByteArrayOutputStream message, String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		if (bytes.length > 255) {
			throw new IOException("longer than SOCKS can say");
		}
		message.write(bytes.length);
		message.writeBytes(bytes);
	}

	private static String refusal(int reply) {
		return switch (reply) {
			case 2 -> "its rules do not allow it";
			case 3 -> "it finds no network that leads there";
			case 4 -> "it cannot reach the server";
			case 5 -> "the server refuses the connection";
			default -> "SOCKS reply " + reply;
		};
	}
}
