package org.cellssync.endpoint.cells.internal;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import org.cellssync.api.account.Route;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.doctor.CheckStep;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.protocol.tree.ListNodesRequest;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeProviderGrpc;
import org.cellssync.protocol.tree.ReadNodeRequest;
import org.cellssync.transport.CellsConnections;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.CellsVisit;

/**
 * The checks of the synchronisation service that need no account: without a token a server answers that it knows
 * nobody, or nothing, and either shows that it can be reached. For one thread.
 */
final class ServiceChecks {

	private static final Duration LIMIT = Duration.ofSeconds(15);

	private final URI server;
	private final Route route;
	private final CellsConnections connections;
	private final Findings findings;

	ServiceChecks(URI server, Route route, CellsConnections connections, Findings findings) {
		this.server = server;
		this.route = route;
		this.connections = connections;
		this.findings = findings;
	}

	/** @param http2 whether HTTP/2 was offered; empty where that is not told beforehand, in clear text */
	void unary(Optional<Boolean> http2, Cancellation cancel) throws CheckFailure, EndpointException {
		if (http2.isPresent() && !http2.get()) {
			throw new CheckFailure(Code.SERVER_NO_HTTP2, server.toString(), "HTTP/1.1");
		}
		try (CellsVisit visit = connections.visit(server, route, cancel)) {
			findings.saw("port", Integer.toString(visit.grpcPort()));
			var request = ReadNodeRequest.newBuilder().setNode(Node.getDefaultInstance()).build();
			try {
				visit.unary(NodeProviderGrpc.getReadNodeMethod(), request, LIMIT, cancel);
			} catch (CellsException refusal) {
				judge(refusal, visit.grpcPort());
			}
			findings.ok(CheckStep.GRPC_UNARY);
		}
	}

	void stream(Cancellation cancel) throws CheckFailure, EndpointException {
		try (CellsVisit visit = connections.visit(server, route, cancel)) {
			var request = ListNodesRequest.newBuilder().setNode(Node.getDefaultInstance()).build();
			try (var answers = visit.stream(NodeProviderGrpc.getListNodesMethod(), request, LIMIT, cancel)) {
				while (answers.next().isPresent()) {
					// What is listed says nothing; that the list ends in the proper way does.
					cancel.check();
				}
			} catch (CellsException refusal) {
				judge(refusal, visit.grpcPort());
			}
			findings.ok(CheckStep.GRPC_STREAM);
		}
	}

	/** A refusal by the server is as good an answer as any. */
	private void judge(CellsException refusal, int port) throws CheckFailure {
		if (GrpcSigns.isOfServer(refusal.error())) {
			findings.saw("answer", GrpcSigns.brief(refusal.error()));
			return;
		}
		Code code = GrpcSigns.code(refusal.error());
		boolean refused = GrpcSigns.brief(refusal.error()).contains("io exception");
		if (refused && server.getScheme().equals("http")) {
			throw new CheckFailure(Code.SERVER_GRPC_PORT, server.toString(), Integer.toString(port));
		}
		throw new CheckFailure(code, server.toString(), GrpcSigns.brief(refusal.error()));
	}
}
