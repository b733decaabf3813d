package org.cellssync.sandbox.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.http.HttpServlet;

import org.cellssync.sandbox.Ready;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.sandbox.SandboxUser;
import org.cellssync.sandbox.internal.auth.Accounts;
import org.cellssync.sandbox.internal.auth.AuthorizationHeader;
import org.cellssync.sandbox.internal.auth.FrontendServlet;
import org.cellssync.sandbox.internal.auth.IdTokens;
import org.cellssync.sandbox.internal.auth.OpenId;
import org.cellssync.sandbox.internal.auth.OpenIdServlet;
import org.cellssync.sandbox.internal.auth.PageServlet;
import org.cellssync.sandbox.internal.auth.Tokens;
import org.cellssync.sandbox.internal.tls.Certificates;
import org.cellssync.sandbox.internal.web.Counters;
import org.cellssync.sandbox.internal.web.DiscoveryServlet;
import org.cellssync.sandbox.internal.web.Faults;
import org.cellssync.sandbox.internal.web.Front;
import org.cellssync.sandbox.internal.web.GrpcFrontServlet;
import org.cellssync.sandbox.internal.web.Site;

/** All parts of one sandbox, put together and taken apart. */
public final class SandboxServer implements AutoCloseable {
	private static final String PORT = "port";

	private final Closing closing;
	private final Ready ready;

	private SandboxServer(Closing closing, Ready ready) {
		this.closing = closing;
		this.ready = ready;
	}

	/** Starts everything; on failure nothing is left running. */
	public static SandboxServer start(SandboxOptions options) throws IOException {
		Closing closing = new Closing();
		try {
			return assemble(options, closing);
		} catch (IOException | RuntimeException e) {
			closing.closeAfter(e);
			throw e;
		}
	}

	/** Returns what a client needs to know. */
	public Ready ready() {
		return ready;
	}

	@Override
	public synchronized void close() throws IOException {
		closing.close();
	}

	private static SandboxServer assemble(SandboxOptions options, Closing closing) throws IOException {
		InstantSource clock = InstantSource.system();
		Home home = closing.add(Home.open(options.directory()));
		Faults faults = new Faults();
		faults.setAll(options.hazards());
		Counters counters = new Counters();
		Accounts accounts = Accounts.open(home);
		Tokens tokens = Tokens.open(home, accounts, faults, clock, options.tokenLife());
		Site site = new Site(options.tls());
		OpenId provider = new OpenId(accounts, tokens, clock);
		AtomicInteger announced = new AtomicInteger();

		Map<String, HttpServlet> servlets = new LinkedHashMap<>();
		servlets.put("/oidc/*",
				new OpenIdServlet(site, provider, tokens, IdTokens.open(home, clock), counters));
		servlets.put("/oauth2/*", new PageServlet(provider));
		FrontendServlet frontend = new FrontendServlet(site, provider, tokens, counters);
		servlets.put("/a/frontend/*", frontend);
		servlets.put("/a/config/discovery",
				new DiscoveryServlet(site,
						() -> options.tls() ? OptionalInt.empty() : OptionalInt.of(announced.get()),
						request -> AuthorizationHeader.bearer(request).flatMap(tokens::user).isPresent(), counters));
		servlets.put("/*", new GrpcFrontServlet(List.of(), List.of()));

		Optional<Certificates> certificates = options.tls() ? Optional.of(Certificates.open(home, clock))
				: Optional.empty();
		Optional<KeyStore> store = certificates.map(Certificates::store);
		Front front = closing.add(Front.open(site, store, port(options, home), servlets));
		announced.set(front.grpcPort());
		if (home.isKept()) {
			home.write(PORT, Integer.toString(front.port()).getBytes(StandardCharsets.US_ASCII));
		}
		URI url = URI.create((options.tls() ? "https" : "http") + "://localhost:" + front.port());
		Optional<Path> ca = certificates.map(Certificates::authority);
		return new SandboxServer(closing, new Ready(url, front.grpcPort(), ca, users(accounts), url));
	}

	private static List<SandboxUser> users(Accounts accounts) {
		return accounts.all().stream()
				.map(one -> new SandboxUser(one.user().name(), one.password(), one.token())).toList();
	}

	private static int port(SandboxOptions options, Home home) throws IOException {
		Optional<byte[]> kept = home.read(PORT);
		if (options.port() != 0 || kept.isEmpty()) {
			return options.port();
		}
		String text = new String(kept.get(), StandardCharsets.US_ASCII).strip();
		try {
			return Integer.parseInt(text);
		} catch (NumberFormatException e) {
			throw new IOException(home.resolve(PORT) + " holds no port but \"" + text + "\"", e);
		}
	}
}
