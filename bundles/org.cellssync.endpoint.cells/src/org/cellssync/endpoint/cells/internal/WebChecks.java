package org.cellssync.endpoint.cells.internal;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.cellssync.api.account.Route;
import org.cellssync.api.account.Servers;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.doctor.CheckStep;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** The checks that ask a server over the web, as the sign-in does. For one thread. */
final class WebChecks {

	private static final Duration LIMIT = Duration.ofSeconds(15);
	/** The server's clock is told in whole seconds, and its answer takes a while. */
	private static final Duration CLOCKS_APART = Duration.ofMinutes(1);
	private static final String CALLBACK = "http://localhost:3636/servers/callback";
	private static final String OPENID = "/oidc/.well-known/openid-configuration";

	private final Servers servers;
	private final URI server;
	private final String path;
	private final Route route;
	private final InstantSource clock;
	private final Findings findings;
	private Optional<Duration> ahead = Optional.empty();

	/** @param path what was typed behind the server's name, without a slash at its end */
	WebChecks(Servers servers, URI server, String path, Route route, InstantSource clock, Findings findings) {
		this.servers = servers;
		this.server = server;
		this.path = path;
		this.route = route;
		this.clock = clock;
		this.findings = findings;
	}

	private HttpResponse<String> get(String place, Cancellation cancel) throws EndpointException {
		return get(URI.create(server + place), cancel);
	}

	private HttpResponse<String> get(URI place, Cancellation cancel) throws EndpointException {
		return servers.send(HttpRequest.newBuilder(place).timeout(LIMIT).build(), route, cancel);
	}

	/** Web requests are answered, by the server itself. */
	void http(Cancellation cancel) throws CheckFailure, EndpointException {
		Instant before = clock.instant();
		HttpResponse<String> answer = get("/", cancel);
		Instant between = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
		ahead = date(answer).map(date -> Duration.between(between, date));
		findings.saw("status", Integer.toString(answer.statusCode()));
		findings.saw("server", answer.headers().firstValue("Server").orElse(""));
		findings.saw("via", answer.headers().firstValue("Via").orElse(""));
		if (isOfProxy(answer)) {
			throw new CheckFailure(Code.SERVER_PROXY_ALONE, server.toString(), seen(answer));
		}
		if (answer.statusCode() == 400) {
			// What is said to clear text where TLS is wanted; a Cells server has no such answer to its first page.
			throw new CheckFailure(Code.SERVER_NOT_CELLS, server.toString(), seen(answer));
		}
		Optional<String> away = away(answer);
		if (away.isPresent()) {
			throw new CheckFailure(Code.SERVER_REDIRECTS, server.toString(), away.get());
		}
		findings.ok(CheckStep.HTTP);
	}

	private static boolean isOfProxy(HttpResponse<String> answer) {
		return answer.statusCode() >= 502 && answer.statusCode() <= 504;
	}

	/** Returns where an answer points to, if that is another server. */
	private Optional<String> away(HttpResponse<String> answer) {
		if (answer.statusCode() < 300 || answer.statusCode() >= 400) {
			return Optional.empty();
		}
		return answer.headers().firstValue("Location").filter(place -> !isHere(place));
	}

	private boolean isHere(String place) {
		try {
			URI target = server.resolve(place);
			return servers.address(target.toString()).equals(server);
		} catch (IllegalArgumentException | EndpointException noAddress) {
			return false;
		}
	}

	private static Optional<Instant> date(HttpResponse<String> answer) {
		try {
			return answer.headers().firstValue("Date")
					.map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
		} catch (DateTimeException unreadable) {
			// Said to be no date: as good as none.
			return Optional.empty();
		}
	}

	/** The clocks agree. */
	void clock() {
		findings.saw("ahead", ahead.map(each -> seconds(each)).orElse("not told"));
		if (ahead.isPresent() && ahead.get().abs().compareTo(CLOCKS_APART) > 0) {
			findings.warn(CheckStep.CLOCK, Code.SERVER_CLOCK, server.toString(), seconds(ahead.get()));
		} else {
			findings.ok(CheckStep.CLOCK);
		}
	}

	private static String seconds(Duration time) {
		return time.toSeconds() + " s";
	}

	/** A Cells server says where its services are. */
	void discovery(Cancellation cancel) throws CheckFailure, EndpointException {
		HttpResponse<String> answer = get("/a/config/discovery", cancel);
		Optional<JsonObject> endpoints = endpoints(answer);
		if (endpoints.isEmpty()) {
			throw notCells(answer, cancel);
		}
		findings.saw("grpc", text(endpoints.get(), "grpc"));
		Optional<String> foreign = Stream.of("frontend", "rest", "s3", "oidc")
				.map(name -> text(endpoints.get(), name)).filter(place -> !place.isEmpty() && !isHere(place))
				.findFirst();
		if (foreign.isPresent()) {
			findings.warn(CheckStep.DISCOVERY, Code.SERVER_EXTERNAL_URL, server.toString(), foreign.get());
		} else {
			findings.ok(CheckStep.DISCOVERY);
		}
	}

	private CheckFailure notCells(HttpResponse<String> answer, Cancellation cancel) throws EndpointException {
		String address = server.toString();
		if (isOfProxy(answer)) {
			return new CheckFailure(Code.SERVER_PROXY_ALONE, address, seen(answer));
		}
		Optional<String> away = away(answer);
		if (away.isPresent()) {
			return new CheckFailure(Code.SERVER_REDIRECTS, address, away.get());
		}
		for (String prefix : prefixes(cancel)) {
			if (endpoints(get(prefix + "/a/config/discovery", cancel)).isPresent()) {
				return new CheckFailure(Code.SERVER_PATH_PREFIX, address, server + prefix);
			}
		}
		if (isEmpty(answer)) {
			// A server that does not know the name gives this to everything that is asked.
			if (isEmpty(get(OPENID, cancel))) {
				return new CheckFailure(Code.SERVER_HOST_UNKNOWN, address);
			}
		}
		return new CheckFailure(Code.SERVER_NOT_CELLS, address, seen(answer));
	}

	/** Returns the paths below which the server may lie: one that was typed, and the one its first page leads to. */
	private List<String> prefixes(Cancellation cancel) throws EndpointException {
		List<String> found = new ArrayList<>();
		if (!path.isEmpty()) {
			found.add(path);
		}
		get("/", cancel).headers().firstValue("Location").filter(this::isHere)
				.map(place -> server.resolve(place).getRawPath().split("/")).filter(parts -> parts.length > 1)
				.map(parts -> '/' + parts[1]).filter(each -> !found.contains(each)).ifPresent(found::add);
		return found;
	}

	private static boolean isEmpty(HttpResponse<String> answer) {
		return answer.statusCode() == 200 && answer.body().isEmpty();
	}

	private static Optional<JsonObject> endpoints(HttpResponse<String> answer) {
		return json(answer).map(all -> all.get("Endpoints")).filter(JsonObject.class::isInstance)
				.map(JsonObject.class::cast);
	}

	private static Optional<JsonObject> json(HttpResponse<String> answer) {
		if (answer.statusCode() != 200) {
			return Optional.empty();
		}
		try {
			return JsonParser.parseString(answer.body()) instanceof JsonObject object ? Optional.of(object)
					: Optional.empty();
		} catch (JsonParseException noJson) {
			// A page of a proxy, perhaps.
			return Optional.empty();
		}
	}

	private static String text(JsonObject object, String name) {
		return object.get(name) instanceof JsonElement value && value.isJsonPrimitive() ? value.getAsString() : "";
	}

	private static String seen(HttpResponse<String> answer) {
		String type = answer.headers().firstValue("Content-Type").map(each -> each.split(";")[0].strip())
				.orElse("");
		return "HTTP " + answer.statusCode()
				+ (answer.body().isEmpty() ? ", 0 bytes" : type.isEmpty() ? "" : ", " + type);
	}

	/** The provider is this server's, and its sign-in page would return to us. */
	void oidc(Cancellation cancel) throws CheckFailure, EndpointException {
		HttpResponse<String> answer = get(OPENID, cancel);
		JsonObject provider = json(answer).filter(each -> !text(each, "issuer").isEmpty())
				.orElseThrow(() -> notPassed(OPENID, answer));
		String issuer = text(provider, "issuer");
		findings.saw("issuer", issuer);
		if (!issuer.equals(server + "/oidc/") && !issuer.equals(server + "/oidc")) {
			throw new CheckFailure(Code.SERVER_EXTERNAL_URL, server.toString(), issuer);
		}
		for (String name : List.of("authorization_endpoint", "token_endpoint", "jwks_uri")) {
			if (!isHere(text(provider, name))) {
				throw new CheckFailure(Code.SERVER_EXTERNAL_URL, server.toString(), text(provider, name));
			}
		}
		HttpResponse<String> keys = get(URI.create(text(provider, "jwks_uri")), cancel);
		if (json(keys).filter(each -> each.has("keys")).isEmpty()) {
			throw notPassed(text(provider, "jwks_uri"), keys);
		}
		signInPage(text(provider, "authorization_endpoint"), cancel);
		findings.ok(CheckStep.OIDC);
	}

	private CheckFailure notPassed(String place, HttpResponse<String> answer) {
		return new CheckFailure(Code.SERVER_OIDC_NOT_PASSED, server.toString(), place + ": " + seen(answer));
	}

	/** Begins a sign-in that nobody goes on with. */
	private void signInPage(String endpoint, Cancellation cancel) throws CheckFailure, EndpointException {
		String query = "?response_type=code&client_id=cells-sync&scope=" + encoded("openid email profile pydio offline")
				+ "&state=checked-by-cells-sync&redirect_uri=" + encoded(CALLBACK);
		HttpResponse<String> answer = get(URI.create(endpoint + query), cancel);
		String place = answer.headers().firstValue("Location").orElse("");
		if (answer.statusCode() < 300 || answer.statusCode() >= 400 || place.isEmpty()) {
			throw notPassed(endpoint, answer);
		}
		if (place.contains("error=")) {
			throw new CheckFailure(Code.SERVER_SIGN_IN_REDIRECT, server.toString(), CALLBACK);
		}
		if (!isHere(place)) {
			throw new CheckFailure(Code.SERVER_EXTERNAL_URL, server.toString(), place.split("[?]")[0]);
		}
		HttpResponse<String> page = get(server.resolve(place), cancel);
		if (page.statusCode() >= 400) {
			throw notPassed(place.split("[?]")[0], page);
		}
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}
}
