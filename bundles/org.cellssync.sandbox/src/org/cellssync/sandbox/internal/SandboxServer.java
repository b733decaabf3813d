package org.cellssync.sandbox.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

import io.grpc.BindableService;

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
import org.cellssync.sandbox.internal.grpc.CallerInterceptor;
import org.cellssync.sandbox.internal.grpc.OlderAnswers;
import org.cellssync.sandbox.internal.grpc.TreeServices;
import org.cellssync.sandbox.internal.rest.Repositories;
import org.cellssync.sandbox.internal.rest.TreeServlet;
import org.cellssync.sandbox.internal.s3.S3Servlet;
import org.cellssync.sandbox.internal.tls.Certificates;
import org.cellssync.sandbox.internal.tree.Family;
import org.cellssync.sandbox.internal.tree.StorageKind;
import org.cellssync.sandbox.internal.tree.World;
import org.cellssync.sandbox.internal.tree.WorldOptions;
import org.cellssync.sandbox.internal.control.ControlServer;
import org.cellssync.sandbox.internal.control.FaultOrders;
import org.cellssync.sandbox.internal.control.Methods;
import org.cellssync.sandbox.internal.web.Calls;
import org.cellssync.sandbox.internal.web.Counters;
import org.cellssync.sandbox.internal.web.DiscoveryServlet;
import org.cellssync.sandbox.internal.web.Faults;
import org.cellssync.sandbox.internal.web.Front;
import org.cellssync.sandbox.internal.web.GrpcFrontServlet;
import org.cellssync.sandbox.internal.web.Mount;
import org.cellssync.sandbox.internal.web.Site;

/** All parts of one sandbox, put together and taken apart. */
public final class SandboxServer implements AutoCloseable {
	private static final String PORT = "port";
	private static final String GRPC_PORT = "port-grpc";

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
		Calls calls = new Calls(counters, faults);
		OpenId provider = new OpenId(accounts, tokens, clock);
		AtomicInteger announced = new AtomicInteger();

		World world = closing.add(new World(worldOptions(options, home, clock, faults, counters)));
		List<BindableService> services = TreeServices.of(world);
		List<Mount> mounts = List.of(
				Mount.of(new OpenIdServlet(site, provider, tokens, IdTokens.open(home, clock), calls),
						"/oidc/*"),
				Mount.of(new PageServlet(provider), "/oauth2/*"),
				Mount.of(
						new FrontendServlet(site, provider, tokens, user -> Repositories.xml(world.workspaces(user)), calls),
						"/a/frontend/*"),
				Mount.of(discovery(options, site, announced, tokens, calls), "/a/config/discovery"),
				Mount.of(new TreeServlet(world, tokens), "/a/tree/*"),
				Mount.of(new S3Servlet(world, tokens), "/data/*", "/io/*"),
				Mount.of(new GrpcFrontServlet(services, List.of(new CallerInterceptor(world, tokens),
						new OlderAnswers(faults))),
						"/*"));

		Optional<Certificates> certificates = options.tls() ? Optional.of(Certificates.open(home, clock))
				: Optional.empty();
		Optional<KeyStore> store = certificates.map(Certificates::store);
		int wanted = options.port() == 0 ? kept(home, PORT) : options.port();
		Front front = closing.add(Front.open(site, store, wanted, kept(home, GRPC_PORT), mounts));
		announced.set(front.grpcPort());
		keep(home, PORT, front.port());
		if (!options.tls()) {
			keep(home, GRPC_PORT, front.grpcPort());
		}
		FaultOrders orders = new FaultOrders(world, tokens, accounts, new Methods(services), front::goAway);
		URI control = closing.add(ControlServer.open(counters, orders)).url();
		URI url = URI.create((options.tls() ? "https" : "http") + "://localhost:" + front.port());
		Optional<Path> ca = certificates.map(Certificates::authority);
		return new SandboxServer(closing, new Ready(url, front.grpcPort(), ca, users(accounts), control));
	}

	private static DiscoveryServlet discovery(SandboxOptions options, Site site, AtomicInteger grpcPort,
			Tokens tokens,
			Calls calls) {
		return new DiscoveryServlet(site,
				() -> options.tls() ? OptionalInt.empty() : OptionalInt.of(grpcPort.get()),
				request -> AuthorizationHeader.bearer(request).flatMap(tokens::user).isPresent(), calls);
	}

	private static WorldOptions worldOptions(SandboxOptions options, Home home, InstantSource clock,
			Faults faults,
			Counters counters) throws IOException {
		Family family = switch (options.family()) {
			case V4 -> Family.V4;
			case V3 -> Family.V3;
		};
		StorageKind storage = switch (options.storage()) {
			case FLAT -> StorageKind.FLAT;
			case STRUCTURED -> StorageKind.STRUCTURED;
		};
		Optional<Path> content = home.isKept() ? Optional.of(home.folder("content")) : Optional.empty();
		return new WorldOptions(family, storage, options.hashDelay(), content, clock, faults, counters,
				System.nanoTime());
	}

	private static List<SandboxUser> users(Accounts accounts) {
		return accounts.all().stream()
				.map(one -> new SandboxUser(one.user().name(), one.password(), one.token())).toList();
	}

	private static void keep(Home home, String name, int port) throws IOException {
		if (home.isKept()) {
			home.write(name, Integer.toString(port).getBytes(StandardCharsets.US_ASCII));
		}
	}

	/** Returns the port of an earlier run, 0 when there was none. */
	private static int kept(Home home, String name) throws IOException {
		Optional<byte[]> bytes = home.read(name);
		if (bytes.isEmpty()) {
			return 0;
		}
		String text = new String(bytes.get(), StandardCharsets.US_ASCII).strip();
		try {
			return Integer.parseInt(text);
		} catch (NumberFormatException e) {
			throw new IOException(home.resolve(name) + " holds no port but \"" + text + "\"", e);
		}
	}
}
