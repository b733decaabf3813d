package org.cellssync.transport.internal.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.cellssync.api.account.Route;
import org.cellssync.api.account.Server;
import org.cellssync.api.account.ServerTrust;
import org.cellssync.api.account.Servers;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.internal.Waiting;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** Servers asked through the Java runtime's HTTP client, one client for each way. */
@Component(service = Servers.class)
public final class HttpServers implements Servers {

	private static final Logger LOG = LoggerFactory.getLogger(HttpServers.class);
	private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final ServerTrust trust;
	/** Guarded by itself. */
	private final Map<Route, Client> clients = new HashMap<>();

	private record Client(X509TrustManager trust, HttpClient http) {
	}

	/** Creates a component that opens nothing until asked. */
	@Activate
	public HttpServers(@Reference ServerTrust trust) {
		this.trust = trust;
	}

	/** Ends all requests. */
	@Deactivate
	public void close() {
		synchronized (clients) {
			clients.values().forEach(client -> client.http().shutdownNow());
			clients.clear();
		}
	}

	@Override
	public URI address(String url) throws EndpointException {
		return ServerAddress.of(url);
	}

	@Override
	public Server look(String url, Route route, Cancellation cancel) throws EndpointException {
		URI server = ServerAddress.of(url);
		try {
			Discovery.ask(this, server, route, cancel);
		} catch (EndpointException failure) {
			// A server that is slow to say who it is cannot be told from none.
			if (failure.diagnostic().code() == Code.SERVER_TIMEOUT) {
				throw new EndpointException(new Diagnostic(Code.SERVER_UNREACHABLE, server.toString(),
						failure.diagnostic().args()), failure);
			}
			throw failure;
		}
		return new Server(server.toString(), title(server, route, cancel));
	}

	/** A server without a title is as good as one with it. */
	private String title(URI server, Route route, Cancellation cancel) {
		try {
			HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/a/frontend/bootconf")).build();
			JsonElement all = JsonParser.parseString(send(request, route, cancel).body());
			if (all instanceof JsonObject boot && boot.get("customWording") instanceof JsonObject wording
					&& wording.get("title") instanceof JsonElement title && title.isJsonPrimitive()
					&& !title.getAsString().isBlank()) {
				return title.getAsString().strip();
			}
		} catch (EndpointException | JsonParseException none) {
			LOG.debug("{} does not tell its title", server, none);
		}
		return server.getHost();
	}

	@Override
	public HttpResponse<String> send(HttpRequest request, Route route, Cancellation cancel)
			throws EndpointException {
		cancel.check();
		String server = request.uri().getScheme() + "://" + request.uri().getAuthority();
		CompletableFuture<HttpResponse<String>> answer = client(route).sendAsync(request,
				head -> new LimitedText());
		Duration limit = request.timeout().orElse(LIMIT);
		try {
			return Waiting.on(answer, limit, cancel);
		} catch (TimeoutException late) {
			throw new EndpointException(Diagnostic.of(Code.SERVER_TIMEOUT, server, limit.toSeconds() + " s"),
					late);
		} catch (ExecutionException failed) {
			throw WebFailure.of(server, failed.getCause());
		} finally {
			answer.cancel(true);
		}
	}

	private HttpClient client(Route route) throws EndpointException {
		X509TrustManager trusted = trust.trust(route);
		synchronized (clients) {
			Client known = clients.get(route);
			if (known != null && known.trust() == trusted) {
				return known.http();
			}
			Client client = new Client(trusted, open(trusted));
			clients.put(route, client);
			// Requests under way with the former one come to their end.
			if (known != null) {
				known.http().shutdown();
			}
			return client.http();
		}
	}

	private static HttpClient open(X509TrustManager trusted) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { trusted }, null);
			// HTTP/1.1 passes every proxy, and a handful of small calls gains nothing from HTTP/2.
			return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context)
					.connectTimeout(CONNECT_LIMIT).followRedirects(HttpClient.Redirect.NEVER).build();
		} catch (GeneralSecurityException impossible) {
			throw new IllegalStateException(impossible);
		}
	}
}
