package org.cellssync.transport.internal.grpc;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import org.cellssync.api.account.Route;
import org.cellssync.api.account.Servers;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.Announcement;
import org.cellssync.transport.Answers;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.CellsVisit;
import org.cellssync.transport.internal.way.Ways;
import org.cellssync.transport.internal.web.Discovery;
import org.cellssync.transport.internal.web.WebFailure;

import io.grpc.MethodDescriptor;

/** Calls without a token. */
final class Visit implements CellsVisit {

	private final Link link;
	private final int port;

	private Visit(Link link, int port) {
		this.link = link;
		this.port = port;
	}

	static Visit to(URI server, Route route, Servers servers, Ways ways, Cancellation cancel)
			throws EndpointException {
		int port = Discovery.ask(servers, server, route, cancel).grpcPort();
		try {
			return new Visit(Link.open(server, port, ways.of(route)), port);
		} catch (IOException noTls) {
			throw WebFailure.of(server.toString(), noTls);
		}
	}

	@Override
	public int grpcPort() {
		return port;
	}

	@Override
	public <Q, R> R unary(MethodDescriptor<Q, R> method, Q request, Duration limit, Cancellation cancel)
			throws CellsException {
		return UnaryCall.make(link, method, request, Headers.without(Announcement.V4), Optional.of(limit), cancel);
	}

	@Override
	public <Q, R> Answers<R> stream(MethodDescriptor<Q, R> method, Q request, Duration silence, Cancellation cancel)
			throws CellsException {
		return StreamCall.open(link, method, request, Headers.without(Announcement.V4), Optional.of(silence), cancel);
	}

	@Override
	public void close() {
		link.cut();
	}
}
