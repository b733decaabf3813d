package org.cellssync.transport.internal.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import org.apache.http.impl.client.CloseableHttpClient;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.Server;
import org.cellssync.api.account.ServerTrust;
import org.cellssync.api.account.Servers;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.internal.Waiting;
import org.cellssync.transport.internal.way.Way;
import org.cellssync.transport.internal.way.Ways;
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

/** Servers asked over HTTP/1.1, one client for each way. */
@Component(service = Servers.class)
public final class HttpServers implements Servers {

	private static final Logger LOG = LoggerFactory.getLogger(HttpServers.class);
	private static final Duration LIMIT = Duration.ofSeconds(30);
	private static final Pattern NGINX_ASKS = Pattern
			.compile("No required SSL certificate was sent|The SSL certificate error");
	/** More than there are questions at a time, so that none waits for another. */
	private static final int CONNECTIONS = 32;

	/** Ways that were not used for longer than so many others are over: their files or secrets were replaced. */
	private static final int MOST_CLIENTS = 64;

	private final ServerTrust trust;
	private final Ways ways;
	private final ExecutorService workers = Executors
			.newCachedThreadPool(Thread.ofPlatform().daemon().name("web-", 0).factory());
	/** The one used last is the last; guarded by itself. */
	private final LinkedHashMap<Way, CloseableHttpClient> clients = new LinkedHashMap<>();

	/** Creates a component that opens nothing until asked. */
	@Activate
	public HttpServers(@Reference ServerTrust trust) {
		this.trust = trust;
		this.ways = new Ways(trust);
	}

	/** Ends all requests. */
	@Deactivate
	public void close() {
		workers.shutdownNow();
		synchronized (clients) {
			clients.values().forEach(HttpServers::close);
			clients.clear();
		}
	}

	private static void close(CloseableHttpClient client) {
		try {
			client.close();
		} catch (IOException failed) {
			LOG.debug("A client did not close", failed);
		}
	}

	@Override
	public URI address(String url) throws EndpointException {
		return ServerAddress.of(url);
	}

	@Override
	public Server look(String url, Route route, Cancellation cancel) throws EndpointException {
		URI server = ServerAddress.of(url);
		if (route.ca().isPresent()) {
			// While a certificate is pinned nobody reads the file, and what is wrong with it would show when the pin is
			// gone.
			trust.trust(route.withPin(Optional.empty()));
		}
		try {
			Discovery.ask(this, server, route, cancel);
		} catch (EndpointException failure) {
			cancel.check();
			throw plainer(failure, server, route);
		}
		return new Server(server.toString(), title(server, route, cancel));
	}

	private EndpointException plainer(EndpointException failure, URI server, Route route) {
		Code code = failure.diagnostic().code();
		// A server that is slow to say who it is cannot be told from none.
		if (code == Code.SERVER_TIMEOUT) {
			return new EndpointException(
					new Diagnostic(Code.SERVER_UNREACHABLE, server.toString(), failure.diagnostic().args()), failure);
		}
		if ((code == Code.SERVER_NOT_CELLS || code == Code.SERVER_UNREACHABLE) && server.getScheme().equals("http")) {
			URI secure = URI.create("https" + server.toString().substring("http".length()));
			if (speaksTls(secure, route)) {
				return new EndpointException(Diagnostic.of(Code.SERVER_TLS_ONLY, server.toString(), secure.toString()),
						failure);
			}
		}
		return failure;
	}

	private boolean speaksTls(URI secure, Route route) {
		try {
			return secure.getPort() > 0 && !trust.presented(secure, route).isEmpty();
		} catch (EndpointException none) {
			LOG.debug("No TLS either at {}", secure, none);
			return false;
		}
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
		Duration limit = request.timeout().orElse(LIMIT);
		CloseableHttpClient client = client(ways.of(route));
		CompletableFuture<HttpResponse<String>> answer = new CompletableFuture<>();
		try {
			WebExchange exchange = new WebExchange(request);
			workers.execute(() -> make(exchange, client, answer));
			try {
				return known(server, Waiting.on(answer, limit, cancel));
			} finally {
				exchange.end();
			}
		} catch (TimeoutException late) {
			throw new EndpointException(Diagnostic.of(Code.SERVER_TIMEOUT, server, limit.toSeconds() + " s"),
					late);
		} catch (ExecutionException failed) {
			throw WebFailure.of(server, failed.getCause());
		} catch (IOException noQuestion) {
			throw new IllegalStateException(noQuestion);
		}
	}

	/** nginx takes a computer's certificate for a matter of the request, and not of TLS as others do. */
	private static HttpResponse<String> known(String server, HttpResponse<String> answer) throws EndpointException {
		if (answer.statusCode() == 400 && NGINX_ASKS.matcher(answer.body()).find()) {
			throw new EndpointException(Diagnostic.of(Code.SERVER_WANTS_CERTIFICATE, server, "HTTP 400"));
		}
		return answer;
	}

	private static void make(WebExchange exchange, CloseableHttpClient client,
			CompletableFuture<HttpResponse<String>> answer) {
		try {
			answer.complete(exchange.make(client));
		} catch (IOException failure) {
			answer.completeExceptionally(failure);
		} catch (RuntimeException | Error fault) {
			answer.completeExceptionally(fault);
		}
	}

	private CloseableHttpClient client(Way way) {
		synchronized (clients) {
			CloseableHttpClient client = clients.remove(way);
			if (client == null) {
				client = way.http(CONNECTIONS);
			}
			clients.put(way, client);
			if (clients.size() > MOST_CLIENTS) {
				close(clients.pollFirstEntry().getValue());
			}
			return client;
		}
	}
}
