package org.cellssync.sandbox.internal.web;

import java.io.IOException;
import java.util.List;

import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.grpc.servlet.jakarta.ServletAdapter;
import io.grpc.servlet.jakarta.ServletServerBuilder;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Takes what no other servlet has a path for: gRPC calls, told by their content type and over HTTP/2 alone; all else is
 * not found.
 */
public final class GrpcFrontServlet extends HttpServlet {
	private static final long serialVersionUID = 1L;

	private final transient ServletAdapter adapter;

	/** Creates a servlet in front of these services; the interceptors see every call before them. */
	public GrpcFrontServlet(List<BindableService> services, List<ServerInterceptor> interceptors) {
		ServletServerBuilder builder = new ServletServerBuilder();
		services.forEach(builder::addService);
		interceptors.forEach(builder::intercept);
		adapter = builder.maxInboundMessageSize(16 << 20).buildServletAdapter();
	}

	@Override
	protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (ServletAdapter.isGrpc(request) && !request.getProtocol().startsWith("HTTP/2")) {
			// As servers written in Go do; a proxy may have changed the protocol.
			Replies.send(response, 505, "text/plain; charset=utf-8", "gRPC requires HTTP/2\n");
		} else if (ServletAdapter.isGrpc(request)) {
			adapter.doPost(request, response);
		} else {
			Replies.send(response, 404, "text/plain; charset=utf-8", "404 page not found\n");
		}
	}

	@Override
	public void destroy() {
		adapter.destroy();
	}
}
