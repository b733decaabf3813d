package org.cellssync.protocol.tests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Ports of this computer for programs that listen on one. */
final class Ports {

	private static final long LONGEST_START_SECONDS = 30;

	private Ports() {
	}

	/** Returns a port that nobody listens on. */
	static int free() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Waits until a program listens.
	 *
	 * @throws IOException where it ended, or does not listen for long
	 */
	static void await(Process program, int port) throws IOException, InterruptedException {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
		while (System.nanoTime() < end) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
				return;
			} catch (IOException closed) {
				// It has not opened its port yet; a program that ended never will.
				if (program.waitFor(50, TimeUnit.MILLISECONDS)) {
					throw new IOException("The program ended with " + program.exitValue(), closed);
				}
			}
		}
		throw new IOException("The program does not open its port");
	}
}
