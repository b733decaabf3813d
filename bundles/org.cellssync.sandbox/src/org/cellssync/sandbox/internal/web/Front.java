package org.cellssync.sandbox.internal.web;

import java.io.IOException;
import java.net.BindException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

import org.cellssync.sandbox.internal.tls.Certificates;

/**
 * The ports of the server, on loopback alone: one TLS port for HTTP/1.1, HTTP/2 and gRPC, or a clear text
 * port with a second one for gRPC.
 */
public final class Front implements AutoCloseable {
	private static final int THREADS = 256;

	private final Server server;
	private final int port;
	private final int grpcPort;

	private Front(Server server, int port, int grpcPort) {
		this.server = server;
		this.port = port;
		this.grpcPort = grpcPort;
	}

	/**
	 * Opens the ports. When this returns, every channel answers.
	 *
	 * @param site the names it answers to, and whether by TLS
	 * @param certificate the key store for TLS; empty for clear text
	 * @param port the port, 0 for a free one
	 * @param grpcPort the port for gRPC in clear text, 0 for a free one; without meaning under TLS
	 * @param mounts what answers; gRPC belongs to everything that no other has
	 * @throws IOException if the port is in use or nothing can be opened
	 */
	public static Front open(Site site, Optional<KeyStore> certificate, int port, int grpcPort,
			List<Mount> mounts) throws IOException {
		try {
			return JettyServices.within(() -> start(site, certificate, port, grpcPort, mounts));
		} catch (IOException e) {
			throw e;
		} catch (Exception e) {
			throw new IOException("The server could not be started: " + e.getMessage(), e);
		}
	}

	/** Returns the port for everything but gRPC in clear text. */
	public int port() {
		return port;
	}

	/** Returns the port for gRPC. */
	public int grpcPort() {
		return grpcPort;
	}

	/** Tells every client of HTTP/2 that its connection is over: what it calls next needs another one. */
	public void goAway() {
		for (Connector connector : server.getConnectors()) {
			for (EndPoint client : connector.getConnectedEndPoints()) {
				if (client.getConnection() instanceof HTTP2Connection http2) {
					http2.getSession().close(ErrorCode.NO_ERROR.code, "the server goes away", Callback.NOOP);
				}
			}
		}
	}

	/** Closes all ports and connections at once; calls under way are cut. */
	@Override
	public void close() throws IOException {
		try {
			server.stop();
		} catch (Exception e) {
			throw new IOException("The server did not stop: " + e.getMessage(), e);
		} finally {
			server.destroy();
		}
	}

	private static Front start(Site site, Optional<KeyStore> certificate, int wanted,
			int wantedForGrpc, List<Mount> mounts) throws Exception {
		QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
		threads.setName("sandbox");
		threads.setDaemon(true);
		threads.setStopTimeout(400);
		Server server = new Server(threads);
		server.setStopTimeout(0);
		server.setStopAtShutdown(false);
		server.setHandler(new Gate(site, context(mounts)));
		Wires wires = new Wires(server, certificate.map(store -> Wires.tls(store, Certificates.PASSWORD)));
		List<ServerConnector> opened = new ArrayList<>();
		try {
			opened.addAll(Loopback.open(wanted, wires::main));
			int port = opened.getFirst().getLocalPort();
			if (certificate.isEmpty()) {
				opened.addAll(Loopback.open(wantedForGrpc, wires::grpc));
			}
			int grpcPort = opened.getLast().getLocalPort();
			opened.forEach(server::addConnector);
			server.start();
			return new Front(server, port, grpcPort);
		} catch (BindException e) {
			opened.forEach(ServerConnector::close);
			int taken = opened.isEmpty() ? wanted : wantedForGrpc;
			throw new IOException(
					"Port " + taken + " is in use on this machine. Stop what uses it, or choose another "
							+ "one.",
					e);
		} catch (Exception e) {
			opened.forEach(ServerConnector::close);
			LifeCycle.stop(server);
			throw e;
		}
	}

	private static ServletContextHandler context(List<Mount> mounts) {
		ServletContextHandler context = new ServletContextHandler("/");
		// Names of files may hold everything; the servlets read the raw path.
		context.getServletHandler().setDecodeAmbiguousURIs(true);
		for (Mount mount : mounts) {
			ServletHolder holder = new ServletHolder(mount.servlet());
			holder.setAsyncSupported(true);
			mount.paths().forEach(path -> context.addServlet(holder, path));
		}
		return context;
	}
}
