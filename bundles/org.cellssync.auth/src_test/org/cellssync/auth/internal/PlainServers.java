package org.cellssync.auth.internal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.cellssync.api.account.Route;
import org.cellssync.api.account.Server;
import org.cellssync.api.account.Servers;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;

/** Asks over clear text and takes every address for a Cells server. */
final class PlainServers implements Servers {

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@Override
	public URI address(String url) {
		return URI.create(url);
	}

	@Override
	public Server look(String url, Route route, Cancellation cancel) {
		cancel.check();
		return new Server(url, "The Title");
	}

	@Override
	public HttpResponse<String> send(HttpRequest request, Route route, Cancellation cancel)
			throws EndpointException {
		cancel.check();
		try {
			return http.send(request, HttpResponse.BodyHandlers.ofString());
		} catch (IOException failure) {
			throw new EndpointException(Diagnostic.of(Code.SERVER_UNREACHABLE, request.uri().getHost()),
					failure);
		} catch (InterruptedException interrupted) {
			throw new AssertionError(interrupted);
		}
	}
}
