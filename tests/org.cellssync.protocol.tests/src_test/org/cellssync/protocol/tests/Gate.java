package org.cellssync.protocol.tests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server and lets nobody in who does not come from one address. */
final class Gate implements AutoCloseable {

	private final ServerSocket door;
	private final int server;
	private final InetAddress from;
	private final Set<Socket> open = ConcurrentHashMap.newKeySet();
	private final AtomicInteger passed = new AtomicInteger();
	private final AtomicInteger turnedAway = new AtomicInteger();

	Gate(URI server, String from) throws IOException {
		this.server = server.getPort();
		this.from = InetAddress.getByName(from);
		this.door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
		Thread.ofPlatform().daemon().name("gate").start(this::accept);
	}

	URI url() {
		return URI.create("https://localhost:" + door.getLocalPort());
	}

	/** Returns how many connections came from the right address. */
	int passed() {
		return passed.get();
	}

	/** Returns how many came from elsewhere. */
	int turnedAway() {
		return turnedAway.get();
	}

	private void accept() {
		while (!door.isClosed()) {
			try {
				Socket client = door.accept();
				if (client.getInetAddress().equals(from)) {
					passed.incrementAndGet();
					Socket inside = new Socket(InetAddress.getByName("127.0.0.1"), server);
					hand(client, inside);
					hand(inside, client);
				} else {
					turnedAway.incrementAndGet();
					client.close();
				}
			} catch (IOException closed) {
				// The door is shut, or the server behind it is: whoever waits is told by the end of the connection.
				continue;
			}
		}
	}

	private void hand(Socket in, Socket out) {
		open.add(in);
		Thread.ofPlatform().daemon().name("gate-hand").start(() -> {
			try (in; out; InputStream from = in.getInputStream(); OutputStream to = out.getOutputStream()) {
				from.transferTo(to);
			} catch (IOException ended) {
				// Both ends are closed then, which tells them.
				open.remove(in);
			}
		});
	}

	@Override
	public void close() throws IOException {
		door.close();
		for (Socket socket : open) {
			socket.close();
		}
	}
}
