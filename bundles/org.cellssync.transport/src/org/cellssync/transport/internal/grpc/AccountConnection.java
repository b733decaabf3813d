package org.cellssync.transport.internal.grpc;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Accounts;
import org.cellssync.api.account.Servers;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.Announcement;
import org.cellssync.transport.Answers;
import org.cellssync.transport.CellsConnection;
import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.CellsWay;
import org.cellssync.transport.Patience;
import org.cellssync.transport.internal.way.Ways;

import com.google.gson.JsonObject;

import io.grpc.MethodDescriptor;

/** The calls of one account. */
final class AccountConnection implements CellsConnection {

	/** How long a token that was found good is not asked about again. */
	private static final Duration STILL_GOOD = Duration.ofSeconds(5);

	private final Account account;
	private final String clientUuid;
	private final Accounts accounts;
	private final Servers servers;
	private final Ways ways;
	private final InstantSource clock;
	private final LinkSource links;
	private final ReentrantLock checking = new ReentrantLock();
	/** Guarded by {@code checking}. */
	private Good good = new Good("", Instant.MIN);

	private record Good(String token, Instant seen) {

		boolean isRecent(Instant now) {
			return !now.isBefore(seen) && now.isBefore(seen.plus(STILL_GOOD));
		}

		@Override
		public String toString() {
			return "Good[***, " + seen + ']';
		}
	}

	AccountConnection(Account account, String clientUuid, Accounts accounts, Servers servers,
			Ways ways, InstantSource clock) {
		this.account = account;
		this.clientUuid = clientUuid;
		this.accounts = accounts;
		this.servers = servers;
		this.ways = ways;
		this.clock = clock;
		this.links = new LinkSource(account.id(), accounts, servers, ways);
	}

	/** The account may have another certificate file or token now. */
	void accountChanged() {
		links.doubt();
	}

	/** Ends all calls; later ones connect anew. */
	void cut() {
		links.cut();
	}

	/** Ends all calls for good. */
	void close() {
		links.close();
	}

	@Override
	public String accountId() {
		return account.id();
	}

	@Override
	public URI server() {
		return URI.create(account.url());
	}

	@Override
	public URI s3() {
		return server();
	}

	@Override
	public String clientUuid() {
		return clientUuid;
	}

	@Override
	public CellsWay way() throws CellsException {
		return known(() -> ways.of(links.account().route()));
	}

	@Override
	public <Q, R> R unary(MethodDescriptor<Q, R> method, Q request, Announcement announcement,
			Patience patience, Cancellation cancel) throws CellsException {
		String bearer = bearer();
		try {
			return unary(method, request, announcement, patience, cancel, bearer);
		} catch (CellsException refused) {
			if (!refused.error().isTokenRefused()) {
				throw refused;
			}
			return unary(method, request, announcement, patience, cancel, bearerAfter(bearer));
		}
	}

	private <Q, R> R unary(MethodDescriptor<Q, R> method, Q request, Announcement announcement,
			Patience patience, Cancellation cancel, String bearer) throws CellsException {
		Link link = known(() -> links.link(cancel));
		try {
			return UnaryCall.make(link, method, request, Headers.of(bearer, announcement, clientUuid),
					patience.limit(), cancel);
		} catch (CellsException failure) {
			throw noticed(link, failure);
		}
	}

	@Override
	public <Q, R> Answers<R> stream(MethodDescriptor<Q, R> method, Q request, Announcement announcement,
			Patience patience, Cancellation cancel) throws CellsException {
		String bearer = bearer();
		Answers<R> first = open(method, request, announcement, patience, cancel, bearer);
		return new RepeatedOnce<>(first,
				() -> open(method, request, announcement, patience, cancel, bearerAfter(bearer)));
	}

	private <Q, R> Answers<R> open(MethodDescriptor<Q, R> method, Q request, Announcement announcement,
			Patience patience, Cancellation cancel, String bearer) throws CellsException {
		Link link = known(() -> links.link(cancel));
		StreamCall<Q, R> call = StreamCall.open(link, method, request,
				Headers.of(bearer, announcement, clientUuid), patience.limit(), cancel);
		return new Noticing<>(call, failure -> noticed(link, failure));
	}

	/**
	 * After a break or a silence the server is looked for before the next call: it may answer at another
	 * port.
	 */
	private static CellsException noticed(Link link, CellsException failure) {
		if (failure.kind() == CellsError.Kind.UNREACHABLE || failure.kind() == CellsError.Kind.TIMEOUT) {
			link.doubt();
		}
		return failure;
	}

	@Override
	public JsonObject post(String path, JsonObject body, Patience patience, Cancellation cancel)
			throws CellsException {
		return RestAnswer.object(rest(path, patience, cancel, request -> request.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString(body.toString()))));
	}

	@Override
	public String get(String path, Patience patience, Cancellation cancel) throws CellsException {
		return rest(path, patience, cancel, HttpRequest.Builder::GET);
	}

	private String rest(String path, Patience patience, Cancellation cancel, UnaryOperator<HttpRequest.Builder> method)
			throws CellsException {
		HttpRequest.Builder request = method.apply(HttpRequest.newBuilder(URI.create(server() + path)))
				.header(CLIENT_UUID, clientUuid);
		patience.limit().ifPresent(request::timeout);
		String bearer = bearer();
		HttpResponse<String> answer = send(request, bearer, cancel);
		if (answer.statusCode() == 401) {
			answer = send(request, bearerAfter(bearer), cancel);
		}
		return RestAnswer.body(answer);
	}

	private HttpResponse<String> send(HttpRequest.Builder request, String bearer, Cancellation cancel)
			throws CellsException {
		HttpRequest sent = request.setHeader("Authorization", "Bearer " + bearer).build();
		return known(() -> servers.send(sent, links.account().route(), cancel));
	}

	@Override
	public String bearer() throws CellsException {
		return known(() -> accounts.bearer(account.id()));
	}

	private String bearerAfter(String rejected) throws CellsException {
		return known(() -> accounts.bearerAfter(account.id(), rejected));
	}

	@Override
	public Optional<String> bearerAfterRefusal(String refused) throws CellsException {
		String current = bearer();
		if (!current.equals(refused)) {
			return Optional.of(current);
		}
		// Held during the call on purpose: of many refusals at a time one asks, the others take its answer.
		checking.lock();
		try {
			if (isGood(refused)) {
				return Optional.empty();
			}
			return Optional.of(bearerAfter(refused));
		} finally {
			checking.unlock();
		}
	}

	private boolean isGood(String token) throws CellsException {
		if (good.token().equals(token) && good.isRecent(clock.instant())) {
			return true;
		}
		try {
			unary(TokenCheck.METHOD, TokenCheck.QUESTION, Announcement.V4, Patience.LOOK, new Cancellation(),
					token);
		} catch (CellsException failure) {
			if (failure.error().isTokenRefused()) {
				return false;
			}
			throw failure;
		}
		good = new Good(token, clock.instant());
		return true;
	}

	private interface Asked<T> {
		T get() throws EndpointException;
	}

	private static <T> T known(Asked<T> asked) throws CellsException {
		try {
			return asked.get();
		} catch (EndpointException failure) {
			throw Failures.of(failure);
		}
	}
}
