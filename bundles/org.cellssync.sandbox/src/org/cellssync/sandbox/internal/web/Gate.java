package org.cellssync.sandbox.internal.web;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What stands before everything: requests for a foreign host get an empty 200, also when they are gRPC calls,
 * and a port for gRPC alone answers nothing else.
 */
final class Gate extends Handler.Wrapper {
	/** Name of connectors that take gRPC only. */
	static final String GRPC_ONLY = "grpc";

	private final Site site;
	private final HttpField server = new PreEncodedHttpField(HttpHeader.SERVER, "Caddy");
	private final HttpField vary = new PreEncodedHttpField(HttpHeader.VARY, "Origin");

	Gate(Site site, Handler next) {
		super(next);
		this.site = site;
	}

	@Override
	public boolean handle(Request request, Response response, Callback callback) throws Exception {
		response.getHeaders().put(server);
		response.getHeaders().put(vary);
		if (!site.serves(Request.getServerName(request))) {
			response.setStatus(HttpStatus.OK_200);
			callback.succeeded();
			return true;
		}
		boolean grpcOnly = GRPC_ONLY.equals(request.getConnectionMetaData().getConnector().getName());
		if (grpcOnly && !isGrpc(request)) {
			Response.writeError(request, response, callback, HttpStatus.UNSUPPORTED_MEDIA_TYPE_415);
			return true;
		}
		return super.handle(request, response, callback);
	}

	private static boolean isGrpc(Request request) {
		String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
		return type != null && type.startsWith("application/grpc");
	}
}
