package org.cellssync.protocol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.cellssync.api.account.ClientCertificate;
import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.Secret;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.doctor.CheckStep;
import org.cellssync.api.doctor.Examined;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The ways of an account, with the real programs that stand on them: a task goes along each with all it does, over web,
 * gRPC and S3, and what is wrong on a way is named.
 */
@ExtendWith(DoctorTable.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class AccountWayTest {

	private static final Secret WRONG = new Secret("wrong");

	@TempDir
	static Path folder;

	private static Sandbox sandbox;
	private static ProxyCertificates certificates;
	private static int count;

	@BeforeAll
	static void start() throws Exception {
		sandbox = Sandbox.start(SandboxOptions.defaults());
		certificates = new ProxyCertificates(folder.resolve("certificates"));
		certificates.certificate("right", "localhost", Instant.now());
		certificates.certificate("other", "other.example.com", Instant.now());
	}

	@AfterAll
	static void stop() throws Exception {
		sandbox.close();
	}

	private static Path next() {
		return folder.resolve("at-" + count++);
	}

	private static FixedAccounts accounts(String url, Route route) {
		return new FixedAccounts(url, route, sandbox.users().getFirst());
	}

	private static ForwardProxy start(ForwardProxy.Program program, String rules) throws Exception {
		assumeTrue(program.file().isPresent(), program + " is not installed on this machine");
		return ForwardProxy.start(program, next(), rules);
	}

	private static Route through(NetworkProxy proxy) {
		return Route.USUAL.withCa(sandbox.caFile()).withProxy(proxy);
	}

	@ParameterizedTest
	@EnumSource(ForwardProxy.Program.class)
	void carriesATaskThroughAProxyAndNothingPastIt(ForwardProxy.Program program) throws Exception {
		try (ForwardProxy proxy = start(program, ""); Gate gate = new Gate(sandbox.url(), ForwardProxy.FROM)) {
			FixedAccounts accounts = accounts(gate.url().toString(), through(proxy.place()));
			ProxiedTask.run(accounts, next());
			try (DoctorBench bench = new DoctorBench(accounts)) {
				Examined examined = bench.examine();
				assertEquals(List.of(), DoctorBench.troubles(examined), () -> DoctorBench.text(examined));
				assertEquals(proxy.place().text(),
						DoctorBench.of(examined, CheckStep.PROXY).details().get("proxy"));
			}
			assertEquals(0, gate.turnedAway());
			assertTrue(gate.passed() > 3, "web, gRPC and S3 have a connection each");
		}
	}

	@ParameterizedTest
	@EnumSource(ForwardProxy.Program.class)
	void saysThatTheProxyDoesNotKnowThePassword(ForwardProxy.Program program) throws Exception {
		try (ForwardProxy proxy = start(program, "")) {
			NetworkProxy.Fixed place = proxy.place();
			NetworkProxy.Fixed stranger = new NetworkProxy.Fixed(place.kind(), place.host(), place.port(), Optional.empty(),
					Optional.empty());
			for (NetworkProxy each : List.of(place.withPassword(Optional.of(WRONG)), stranger)) {
				assertIsTold(Code.PROXY_SIGN_IN, accounts(sandbox.url().toString(), through(each)));
			}
		}
	}

	@Test
	void saysThatTheProxyHasRules() throws Exception {
		try (ForwardProxy proxy = start(ForwardProxy.Program.TINYPROXY, "ConnectPort 1")) {
			assertIsTold(Code.PROXY_REFUSED, accounts(sandbox.url().toString(), through(proxy.place())));
		}
	}

	@ParameterizedTest
	@EnumSource(ForwardProxy.Program.class)
	void saysThatTheProxyIsAway(ForwardProxy.Program program) throws Exception {
		ForwardProxy proxy = start(program, "");
		proxy.close();
		assertIsTold(Code.PROXY_UNREACHABLE, accounts(sandbox.url().toString(), through(proxy.place())));
	}

	private static void assertIsTold(Code code, FixedAccounts accounts) throws Exception {
		try (DoctorBench bench = new DoctorBench(accounts)) {
			assertEquals(code, bench.firstWords().code());
			assertEquals(List.of("proxy: " + code), DoctorBench.troubles(bench.examine()));
		}
	}

	/** A server that shows a certificate nobody vouches for, and of another name. */
	@Test
	void carriesATaskToAServerWhosePinnedCertificateIsOfAnotherName() throws Exception {
		try (Proxy server = nginx("other", "")) {
			Route pinned = Route.USUAL.withPin(Optional.of(certificates.fingerprint("other")));
			FixedAccounts accounts = accounts(server.url().toString(), pinned);
			ProxiedTask.run(accounts, next());
			try (DoctorBench bench = new DoctorBench(accounts)) {
				Examined examined = bench.examine();
				assertEquals(List.of(), DoctorBench.troubles(examined), () -> DoctorBench.text(examined));
			}
		}
	}

	@Test
	void saysThatAnotherCertificateIsShownThanThePinnedOne() throws Exception {
		try (Proxy server = nginx("right", "")) {
			Route pinned = Route.trusting(certificates.authority())
					.withPin(Optional.of(certificates.fingerprint("other")));
			try (DoctorBench bench = new DoctorBench(accounts(server.url().toString(), pinned))) {
				assertEquals(Code.SERVER_CERTIFICATE_CHANGED, bench.firstWords().code());
				assertEquals(List.of("tls: SERVER_CERTIFICATE_CHANGED"), DoctorBench.troubles(bench.examine()));
			}
		}
	}

	private static final String ASK = "ssl_verify_client on;\nssl_client_certificate "
			+ "CLIENT_CA;\nlocation /tree.";

	private static Proxy nginx(String shown, String ask) throws Exception {
		ProxyProgram program = ProxyProgram.NGINX;
		assumeTrue(program.program().isPresent(), program.label() + " is not installed on this machine");
		String configuration = program.around(program.right());
		if (!ask.isEmpty()) {
			assertTrue(configuration.contains("location /tree."));
			configuration = configuration.replaceFirst("location /tree[.]",
					ask.replace("CLIENT_CA", certificates.authority().toString()));
		}
		return Proxy.start(program, configuration, next(), folder.resolve("certificates").resolve(shown), sandbox.url(),
				sandbox.caFile().orElseThrow());
	}

	@Test
	void carriesATaskToAServerThatAsksForACertificate() throws Exception {
		Path file = certificates.forClient("laptop", "opens it");
		try (Proxy server = nginx("right", ASK)) {
			Route known = Route.trusting(certificates.authority())
					.withClient(Optional.of(new ClientCertificate(file, new Secret("opens it"))));
			FixedAccounts accounts = accounts(server.url().toString(), known);
			ProxiedTask.run(accounts, next());
			try (DoctorBench bench = new DoctorBench(accounts)) {
				Examined examined = bench.examine();
				assertEquals(List.of(), DoctorBench.troubles(examined), () -> DoctorBench.text(examined));
			}
		}
	}

	@Test
	void saysThatTheServerAsksForACertificate() throws Exception {
		try (Proxy server = nginx("right", ASK);
				DoctorBench bench = new DoctorBench(
						accounts(server.url().toString(), Route.trusting(certificates.authority())))) {
			assertEquals(Code.SERVER_WANTS_CERTIFICATE, bench.firstWords().code());
			assertEquals(List.of("http: SERVER_WANTS_CERTIFICATE"), DoctorBench.troubles(bench.examine()));
		}
	}
}
