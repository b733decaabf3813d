package org.cellssync.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP proxy that lets those through who know its password, to this computer alone. */
final class AskingProxy implements AutoCloseable {

	private static final String END = "\r\n\r\n";

	private final ServerSocket listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
	private final Set<Socket> open = ConcurrentHashMap.newKeySet();
	private final AtomicInteger passed = new AtomicInteger();
	private final String expected;

	AskingProxy(String user, String password) throws IOException {
		expected = "Proxy-Authorization: Basic " + basic(user, password);
		Thread.ofPlatform().daemon().start(this::listen);
	}

	/** Returns the form in which a password goes to a proxy. */
	static String basic(String user, String password) {
		return Base64.getEncoder().encodeToString((user + ':' + password).getBytes(StandardCharsets.UTF_8));
	}

	int port() {
		return listening.getLocalPort();
	}

	/** Returns how many connections went through. */
	int passed() {
		return passed.get();
	}

	private void listen() {
		try {
			while (true) {
				Socket client = listening.accept();
				open.add(client);
				Thread.ofPlatform().daemon().start(() -> serve(client));
			}
		} catch (SocketException closed) {
			// The end of the test.
			return;
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private void serve(Socket client) {
		try (client) {
			for (String head = head(client.getInputStream()); !head.isEmpty(); head = head(client.getInputStream())) {
				if (head.lines().anyMatch(line -> line.equalsIgnoreCase(expected))) {
					tunnel(client, Integer.parseInt(head.replaceFirst("(?s)^CONNECT [^ ]*:(\\d+) .*", "$1")));
					return;
				}
				client.getOutputStream().write(("HTTP/1.1 407 Who are you?\r\nProxy-Authenticate: Basic realm=\"test\"\r\n"
						+ "Content-Length: 0" + END).getBytes(StandardCharsets.US_ASCII));
			}
		} catch (IOException broken) {
			// One of both ends has closed: so does the other.
			return;
		} finally {
			open.remove(client);
		}
	}

	/** Returns what a request begins with; empty at the end. */
	private static String head(InputStream input) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		for (int next = input.read(); next >= 0; next = input.read()) {
			head.write(next);
			if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith(END)) {
				return head.toString(StandardCharsets.ISO_8859_1);
			}
		}
		return "";
	}

	private void tunnel(Socket client, int port) throws IOException {
		try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
			open.add(server);
			passed.incrementAndGet();
			client.getOutputStream().write(("HTTP/1.1 200 Go on" + END).getBytes(StandardCharsets.US_ASCII));
			Thread back = Thread.ofPlatform().daemon().start(() -> pass(server, client));
			pass(client, server);
			back.join();
			open.remove(server);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private static void pass(Socket from, Socket to) {
		try (OutputStream out = to.getOutputStream()) {
			from.getInputStream().transferTo(out);
		} catch (IOException broken) {
			// As above.
			return;
		}
	}

	@Override
	public void close() throws IOException {
		listening.close();
		for (Socket socket : open) {
			socket.close();
		}
	}
}
