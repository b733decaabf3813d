package org.cellssync.endpoint.cells.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.doctor.CheckStep;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.CellsWay;
import org.cellssync.transport.ProxyFailure;
import org.cellssync.transport.ServerCertificate;

/** All checks of one examination, each within its limit and only where what it needs is well. For one thread. */
final class CheckCourse {

	private static final Duration CONNECT = Duration.ofSeconds(10);
	private static final Duration LIMIT = Duration.ofSeconds(60);
	private static final Duration TRANSFER_LIMIT = Duration.ofMinutes(5);
	private static final Duration ENDS_SOON = Duration.ofDays(14);

	private final URI server;
	private final String host;
	private final int port;
	private final CellsWay way;
	private final Findings findings;
	private final WebChecks web;
	private final ServiceChecks services;
	private final Optional<AccountChecks> account;
	private final Cancellation cancel;
	private List<InetAddress> addresses = List.of();
	private Optional<NetworkProxy.Fixed> proxy = Optional.empty();
	private Optional<Boolean> http2 = Optional.empty();

	CheckCourse(URI server, CellsWay way, Findings findings, WebChecks web, ServiceChecks services,
			Optional<AccountChecks> account, Cancellation cancel) {
		this.server = server;
		this.host = server.getHost().replaceAll("[\\[\\]]", "");
		this.port = server.getPort() > 0 ? server.getPort() : server.getScheme().equals("https") ? 443 : 80;
		this.way = way;
		this.findings = findings;
		this.web = web;
		this.services = services;
		this.account = account;
		this.cancel = cancel;
	}

	void run() {
		check(CheckStep.PROXY, List.of(), LIMIT, this::proxy);
		check(CheckStep.NAME, List.of(CheckStep.PROXY), LIMIT, this::name);
		check(CheckStep.PORT, List.of(CheckStep.NAME), LIMIT, this::port);
		check(CheckStep.TLS, List.of(CheckStep.PORT), LIMIT, this::tls);
		check(CheckStep.HTTP, List.of(CheckStep.TLS), LIMIT, this::http);
		check(CheckStep.CLOCK, List.of(CheckStep.HTTP), LIMIT, limit -> web.clock());
		check(CheckStep.DISCOVERY, List.of(CheckStep.HTTP), LIMIT, web::discovery);
		check(CheckStep.OIDC, List.of(CheckStep.DISCOVERY), LIMIT, web::oidc);
		check(CheckStep.GRPC_UNARY, List.of(CheckStep.DISCOVERY), LIMIT, limit -> services.unary(http2, limit));
		check(CheckStep.GRPC_STREAM, List.of(CheckStep.GRPC_UNARY), LIMIT, services::stream);
		if (account.isPresent()) {
			signedIn(account.get());
		} else {
			for (CheckStep step : List.of(CheckStep.RIGHTS, CheckStep.HASH_FAMILY, CheckStep.S3_UP, CheckStep.S3_DOWN,
					CheckStep.EVENTS)) {
				check(step, List.of(CheckStep.GRPC_STREAM), LIMIT,
						limit -> findings.skip(step, Code.CHECK_NEEDS_ACCOUNT, server.toString()));
			}
		}
	}

	private void signedIn(AccountChecks checks) {
		check(CheckStep.RIGHTS, List.of(CheckStep.GRPC_STREAM), LIMIT, checks::rights);
		check(CheckStep.HASH_FAMILY, List.of(CheckStep.RIGHTS), LIMIT, limit -> checks.hashFamily());
		List<CheckStep> place = List.of(CheckStep.RIGHTS);
		try {
			check(CheckStep.S3_UP, place, TRANSFER_LIMIT, checks::up);
			check(CheckStep.S3_DOWN, checks.hasSent() ? place : List.of(CheckStep.S3_UP), TRANSFER_LIMIT, checks::down);
			check(CheckStep.EVENTS, place, checks.longestWatch(), checks::events);
		} finally {
			checks.close();
		}
	}

	private void check(CheckStep step, List<CheckStep> needed, Duration limit, TimeLimit.Work work) {
		cancel.check();
		if (!needed.stream().allMatch(findings::passed)) {
			findings.skip(step, Code.CHECK_NEEDS_STEP, findings.firstFailed().map(CheckStep::id).orElse(""));
			return;
		}
		try {
			TimeLimit.within(limit, cancel, work);
		} catch (CheckFailure found) {
			findings.fail(step, found.trouble());
		} catch (EndpointException failure) {
			findings.fail(step, failure.diagnostic());
		} catch (CellsException failure) {
			findings.fail(step, failure.error().diagnostic(server.toString()));
		} catch (TimeoutException late) {
			findings.fail(step, Diagnostic.of(Code.SERVER_TIMEOUT, server.toString(), late.getMessage()));
		}
	}

	private void proxy(Cancellation limit) throws CheckFailure {
		try {
			proxy = way.proxy(host, port);
			findings.saw("proxy", proxy.map(NetworkProxy::text).orElse("none"));
			if (proxy.isPresent()) {
				try (Socket socket = new Socket(Proxy.NO_PROXY);
						var registration = limit.onCancel(() -> TlsLook.close(socket))) {
					way.connect(socket, InetSocketAddress.createUnresolved(host, port), CONNECT);
				}
			}
			findings.ok(CheckStep.PROXY);
		} catch (ProxyFailure failure) {
			limit.check();
			throw new CheckFailure(Diagnostic.of(failure.code(), server.toString(), failure.getMessage()), failure);
		} catch (IOException broken) {
			limit.check();
			throw new CheckFailure(Diagnostic.of(Code.PROXY_UNREACHABLE, server.toString(), broken.getMessage()), broken);
		}
	}

	private void name(Cancellation limit) throws CheckFailure {
		if (proxy.isPresent()) {
			findings.saw("addresses", "looked up by the proxy");
			findings.ok(CheckStep.NAME);
			return;
		}
		// Looking a name up cannot be ended, so it is left behind on a thread of its own.
		CompletableFuture<List<InetAddress>> looked = new CompletableFuture<>();
		Thread.ofPlatform().daemon().name("check-name").start(() -> {
			try {
				looked.complete(Arrays.asList(InetAddress.getAllByName(host)));
			} catch (UnknownHostException unknown) {
				looked.completeExceptionally(unknown);
			}
		});
		try (var registration = limit.onCancel(() -> looked.cancel(false))) {
			addresses = looked.join();
		} catch (CancellationException late) {
			throw late;
		} catch (CompletionException unknown) {
			throw new CheckFailure(Diagnostic.of(Code.SERVER_NAME_UNKNOWN, host), unknown);
		}
		findings.saw("addresses", addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", ")));
		findings.ok(CheckStep.NAME);
	}

	private void port(Cancellation limit) throws CheckFailure {
		if (proxy.isPresent()) {
			findings.saw("address", "through the proxy");
			findings.ok(CheckStep.PORT);
			return;
		}
		IOException last = null;
		for (InetAddress address : addresses) {
			limit.check();
			try (Socket socket = new Socket(); var registration = limit.onCancel(() -> TlsLook.close(socket))) {
				socket.connect(new InetSocketAddress(address, port), Math.toIntExact(CONNECT.toMillis()));
				findings.saw("address", address.getHostAddress() + ", " + port);
				findings.ok(CheckStep.PORT);
				return;
			} catch (IOException closed) {
				last = closed;
			}
		}
		limit.check();
		throw new CheckFailure(
				Diagnostic.of(Code.SERVER_PORT_CLOSED, host + ':' + port, last == null ? "" : last.getMessage()), last);
	}

	private void tls(Cancellation limit) throws CheckFailure {
		String address = server.toString();
		if (server.getScheme().equals("http")) {
			findings.warn(CheckStep.TLS, Code.SERVER_CLEAR_TEXT, address);
			return;
		}
		TlsLook look = look(limit);
		http2 = Optional.of(look.http2());
		X509Certificate own = look.chain().getFirst();
		findings.saw("protocol", look.protocol() + (look.http2() ? ", HTTP/2" : ", HTTP/1.1"));
		findings.saw("names", String.join(", ", ServerCertificate.names(own)));
		findings.saw("issuer", own.getIssuerX500Principal().getName());
		findings.saw("valid", ServerCertificate.days(own));
		findings.saw("fingerprint", Fingerprint.of(own).text());
		way.pin().ifPresent(pin -> findings.saw("pinned", pin.text()));
		if (look.refusal().isPresent()) {
			throw new CheckFailure(CellsWay.trouble(address, look.refusal().get()), look.refusal().get());
		}
		if (own.getNotAfter().toInstant().isBefore(Instant.now().plus(ENDS_SOON))) {
			findings.warn(CheckStep.TLS, Code.SERVER_CERTIFICATE_ENDS, address, ServerCertificate.days(own));
		} else {
			findings.ok(CheckStep.TLS);
		}
	}

	/** A failure may be no more than clear text where TLS is spoken. */
	private void http(Cancellation limit) throws CheckFailure, EndpointException {
		try {
			web.http(limit);
		} catch (CheckFailure failure) {
			throw failure.trouble().code() == Code.SERVER_NOT_CELLS ? secureOnly(limit).orElse(failure) : failure;
		} catch (EndpointException failure) {
			Code code = failure.diagnostic().code();
			Optional<CheckFailure> secure = code == Code.SERVER_NOT_CELLS || code == Code.SERVER_UNREACHABLE
					? secureOnly(limit)
					: Optional.empty();
			if (secure.isPresent()) {
				throw secure.get();
			}
			throw failure;
		}
	}

	private Optional<CheckFailure> secureOnly(Cancellation limit) {
		if (server.getScheme().equals("https")) {
			return Optional.empty();
		}
		try {
			TlsLook.at(host, port, way, CONNECT, limit);
			String address = server.toString();
			return Optional
					.of(new CheckFailure(Code.SERVER_TLS_ONLY, address, "https" + address.substring("http".length())));
		} catch (IOException noTls) {
			// What it is then was seen before.
			limit.check();
			return Optional.empty();
		}
	}

	private TlsLook look(Cancellation limit) throws CheckFailure {
		try {
			return TlsLook.at(host, port, way, CONNECT, limit);
		} catch (IOException refused) {
			limit.check();
			throw new CheckFailure(Diagnostic.of(Code.SERVER_NO_TLS, server.toString(), words(refused)), refused);
		}
	}

	private static String words(IOException refused) {
		if (refused instanceof SocketTimeoutException) {
			return "nothing is answered";
		}
		String seen = refused.getMessage() == null ? refused.getClass().getSimpleName() : refused.getMessage();
		return seen.contains("unrecognized SSL message") ? "what answers is not TLS" : seen;
	}
}
