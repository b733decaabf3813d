package org.cellssync.protocol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.cellssync.api.account.Account;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.doctor.Check;
import org.cellssync.api.doctor.CheckOutcome;
import org.cellssync.api.doctor.CheckStep;
import org.cellssync.api.doctor.Examined;
import org.cellssync.api.util.Cancellation;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real programs that people put before a server, in the configurations of {@code docs/server-setup.md} and in wrong
 * ones: the doctor finds nothing to say of the right ones, and names what is wrong with the others.
 */
@ExtendWith(DoctorTable.class)
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ProxyDoctorTest {

	@TempDir
	static Path folder;

	private static Sandbox sandbox;
	private static ProxyCertificates certificates;
	private static Path right;
	private static Path other;
	private static Path over;
	private static int count;

	@BeforeAll
	static void start() throws Exception {
		sandbox = Sandbox.start(SandboxOptions.defaults());
		certificates = new ProxyCertificates(folder.resolve("certificates"));
		right = certificates.certificate("right", "localhost", Instant.now());
		other = certificates.certificate("other", "other.example.com", Instant.now());
		over = certificates.certificate("over", "localhost", Instant.now().minus(Duration.ofDays(90)));
	}

	@AfterAll
	static void stop() throws Exception {
		sandbox.close();
	}

	/** Which certificate a proxy shows. */
	private enum Shown {
		RIGHT, OTHER, OVER
	}

	/**
	 * A mistake people make.
	 *
	 * @param account whether it shows with an account only
	 * @param edits what is put in place of what, in turns
	 * @param expected what the doctor says
	 */
	private record Wrong(ProxyProgram program, String name, boolean account, Shown shown, List<String> edits,
			List<String> expected) {

		String configuration() {
			String text = program.around(program.right());
			for (int i = 0; i < edits.size(); i += 2) {
				assertTrue(text.contains(edits.get(i)), edits.get(i) + " is not in the configuration");
				text = text.replace(edits.get(i), edits.get(i + 1));
			}
			return text;
		}

		@Override
		public String toString() {
			return program.label() + ": " + name;
		}
	}

	private static Wrong wrong(ProxyProgram program, String name, String expected, String... edits) {
		return new Wrong(program, name, false, Shown.RIGHT, List.of(edits), List.of(expected.split(", ")));
	}

	private static Wrong signedIn(ProxyProgram program, String name, String expected, String... edits) {
		return new Wrong(program, name, true, Shown.RIGHT, List.of(edits), List.of(expected.split(", ")));
	}

	private static final String NO_HTTP2 = "grpc-unary: SERVER_NO_HTTP2";
	private static final String NOT_PASSED = "grpc-unary: SERVER_GRPC_NOT_PASSED";
	private static final String CUT = "events: SERVER_STREAM_CUT";
	private static final String LIMIT = "s3-up: SERVER_BODY_LIMIT";
	private static final String EXTERNAL = "discovery: SERVER_EXTERNAL_URL, oidc: SERVER_EXTERNAL_URL";
	private static final String UNKNOWN = "discovery: SERVER_HOST_UNKNOWN";
	private static final String OIDC = "oidc: SERVER_OIDC_NOT_PASSED";
	private static final String REFUSED = "oidc: SERVER_SIGN_IN_REDIRECT";
	private static final String PREFIX = "discovery: SERVER_PATH_PREFIX";
	private static final String ELSEWHERE = "http: SERVER_REDIRECTS";
	private static final String ALONE = "http: SERVER_PROXY_ALONE";
	private static final String OTHER_CALLBACK = "client_id=cells-sync&response_type=code&scope=openid&state=12345678"
			+ "&redirect_uri=https://files.example.com/callback";

	static Stream<Wrong> mistakes() {
		return Stream.of(nginx(), caddy(), haproxy(), apache(), certificates()).flatMap(each -> each);
	}

	private static Stream<Wrong> nginx() {
		ProxyProgram it = ProxyProgram.NGINX;
		String all = "location / {";
		return Stream.of(wrong(it, "no HTTP/2", NO_HTTP2, "ssl http2", "ssl"),
				wrong(it, "gRPC not passed", NOT_PASSED, "location /tree.", "location /elsewhere."),
				signedIn(it, "a short time limit for streams", CUT, "grpc_read_timeout 1h", "grpc_read_timeout 1s"),
				signedIn(it, "the usual limit of bodies", LIMIT, "client_max_body_size 0;", ""),
				signedIn(it, "a limit of bodies below the largest", LIMIT, "client_max_body_size 0;",
						"client_max_body_size 50m;"),
				wrong(it, "the server's own name handed on", EXTERNAL, "Host $http_host", "Host cells.internal:8080"),
				wrong(it, "a name the server does not know", UNKNOWN, "Host $http_host", "Host cells.lan"),
				wrong(it, "sign-in not passed", OIDC, all, "location /oidc/ { return 404; }\n" + all),
				wrong(it, "the way back from the sign-in changed", REFUSED, all,
						"location /oidc/oauth2/auth { set $args \"" + OTHER_CALLBACK
								+ "\"; proxy_pass https://cells.internal:8080; proxy_set_header Host $http_host; }\n" + all),
				wrong(it, "below a path", PREFIX, all, "location = / { return 302 /cells/; }\nlocation /cells/ {",
						"https://cells.internal:8080;\n\t\tproxy_http_version",
						"https://cells.internal:8080/;\nproxy_http_version"),
				wrong(it, "sent elsewhere", ELSEWHERE, all, all + " return 301 https://elsewhere.example$request_uri;"),
				wrong(it, "the server is off", ALONE, "cells.internal:8080", "localhost:1"),
				signedIn(it, "writing not allowed", "s3-up: SERVER_S3_NOT_PASSED", all,
						"location /data/ { limit_except GET { deny all; } proxy_pass https://cells.internal:8080; "
								+ "proxy_set_header Host $http_host; }\n" + all));
	}

	private static Stream<Wrong> caddy() {
		ProxyProgram it = ProxyProgram.CADDY;
		String all = "reverse_proxy https://cells.internal:8080 {";
		return Stream.of(wrong(it, "no HTTP/2", NO_HTTP2, "admin off", "admin off\nservers {\nprotocols h1\n}"),
				wrong(it, "gRPC not passed", NOT_PASSED, "versions 1.1 2", "versions 1.1"),
				signedIn(it, "a short time limit for streams", CUT, "admin off",
						"admin off\nservers {\ntimeouts {\nwrite 2s\n}\n}"),
				signedIn(it, "a limit of bodies", LIMIT, all, "request_body {\nmax_size 1MB\n}\n" + all),
				wrong(it, "the server's own name handed on", EXTERNAL, all, all + "\nheader_up Host cells.internal:8080"),
				wrong(it, "a name the server does not know", UNKNOWN, all, all + "\nheader_up Host cells.lan"),
				wrong(it, "sign-in not passed", OIDC, all, "respond /oidc/* 404\n" + all),
				signedIn(it, "answers kept back", "events: SERVER_STREAM_BUFFERED", all, all + "\nbuffer_responses"),
				wrong(it, "below a path", PREFIX, all, "redir / /cells/ 302\nhandle_path /cells/* {\n" + all,
						"2\n\t\t}\n\t}", "2\n\t\t}\n\t}\n}"),
				wrong(it, "sent elsewhere", ELSEWHERE, all, "redir https://elsewhere.example{uri} 301\n" + all),
				wrong(it, "the server is off", ALONE, "cells.internal:8080", "localhost:1"));
	}

	private static Stream<Wrong> haproxy() {
		ProxyProgram it = ProxyProgram.HAPROXY;
		String all = "default_backend cells";
		return Stream.of(wrong(it, "no HTTP/2", NO_HTTP2, "both.pem alpn h2,http/1.1", "both.pem alpn http/1.1"),
				wrong(it, "gRPC not passed", NOT_PASSED, "use_backend synchronisation", "use_backend cells"),
				signedIn(it, "a short time limit for streams", CUT, "timeout server 1h", "timeout server 2s"),
				signedIn(it, "a limit of bodies", LIMIT, all,
						"http-request deny deny_status 413 if { req.hdr(content-length) -m int gt 1000000 }\n\t" + all),
				wrong(it, "the server's own name handed on", EXTERNAL, all,
						"http-request set-header Host cells.internal:8080\n\t" + all),
				wrong(it, "a name the server does not know", UNKNOWN, all,
						"http-request set-header Host cells.lan\n\t" + all),
				wrong(it, "sign-in not passed", OIDC, all,
						"http-request deny deny_status 404 if { path_beg /oidc }\n\t" + all),
				wrong(it, "below a path", PREFIX, all,
						"http-request redirect location /cells/ if { path / }\n\thttp-request deny deny_status 404 unless "
								+ "{ path_beg /cells/ }\n\thttp-request replace-path /cells/(.*) /\\1\n\t" + all),
				wrong(it, "sent elsewhere", ELSEWHERE, all,
						"http-request redirect prefix https://elsewhere.example code 301\n\t" + all),
				wrong(it, "the server is off", ALONE, "cells.internal:8080", "localhost:1"));
	}

	private static Stream<Wrong> apache() {
		ProxyProgram it = ProxyProgram.APACHE;
		String all = "ProxyPass / https";
		return Stream.of(wrong(it, "no HTTP/2", NO_HTTP2, "Protocols h2 http/1.1", "Protocols http/1.1"),
				wrong(it, "gRPC not passed", NOT_PASSED, "ProxyPassMatch ^/(tree", "ProxyPassMatch ^/(elsewhere"),
				signedIn(it, "a short time limit for streams", CUT, "ProxyTimeout 3600", "ProxyTimeout 2", "Timeout 3600",
						"Timeout 2"),
				wrong(it, "the server's own name handed on", EXTERNAL, "ProxyPreserveHost On", "ProxyPreserveHost Off"),
				wrong(it, "a name the server does not know", UNKNOWN, "ProxyPreserveHost On",
						"ProxyPreserveHost On\n\tRequestHeader set Host cells.lan early"),
				wrong(it, "sign-in not passed", OIDC, all, "ProxyPass /oidc !\n\t" + all),
				wrong(it, "below a path", PREFIX, all + "://cells.internal:8080/",
						"RewriteEngine On\n\tRewriteRule ^/$ /cells/ [R=302,L]\n\tProxyPass /cells/ https://cells.internal:8080/"),
				wrong(it, "sent elsewhere", ELSEWHERE, all,
						"RewriteEngine On\n\tRewriteRule ^ https://elsewhere.example%{REQUEST_URI} [R=301,L]\n\t" + all),
				wrong(it, "the server is off", ALONE, "cells.internal:8080", "localhost:1"));
	}

	private static Stream<Wrong> certificates() {
		return Stream.of(ProxyProgram.values()).flatMap(it -> Stream.of(
				new Wrong(it, "a certificate for another name", false, Shown.OTHER, List.of(),
						List.of("tls: SERVER_CERTIFICATE_NAME")),
				new Wrong(it, "a certificate that is over", false, Shown.OVER, List.of(),
						List.of("tls: SERVER_CERTIFICATE_DATE"))));
	}

	private static void assumeThere(ProxyProgram program) {
		assumeTrue(program.program().isPresent(), program.label() + " is not installed on this machine");
	}

	private static Proxy start(ProxyProgram program, String configuration, Shown shown) throws Exception {
		Path shownCertificate = switch (shown) {
			case RIGHT -> right;
			case OTHER -> other;
			case OVER -> over;
		};
		return Proxy.start(program, configuration, folder.resolve(program.label() + "-" + count++), shownCertificate,
				sandbox.url(), sandbox.caFile().orElseThrow());
	}

	private static FixedAccounts accounts(Proxy proxy) {
		return new FixedAccounts(proxy.url().toString(), Optional.of(certificates.authority()), sandbox.users().getFirst());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("mistakes")
	void namesTheMistake(Wrong wrong) throws Exception {
		assumeThere(wrong.program());
		try (Proxy proxy = start(wrong.program(), wrong.configuration(), wrong.shown());
				DoctorBench bench = new DoctorBench(
						wrong.account() ? accounts(proxy) : new FixedAccounts(sandbox, sandbox.users().getFirst()))) {
			Examined examined = bench.examine(proxy.url().toString(), Optional.of(certificates.authority()));
			assertEquals(wrong.expected(), DoctorBench.troubles(examined),
					() -> DoctorBench.text(examined) + "\n" + proxy);
		}
	}

	@ParameterizedTest(name = "{0}: as documented")
	@EnumSource(ProxyProgram.class)
	void findsNothingWrongWithTheConfigurationOfTheDocumentation(ProxyProgram program) throws Exception {
		assumeThere(program);
		try (Proxy proxy = start(program, program.around(program.right()), Shown.RIGHT);
				DoctorBench bench = new DoctorBench(accounts(proxy))) {
			Examined examined = bench.examine();
			assertEquals(List.of(), DoctorBench.troubles(examined), () -> DoctorBench.text(examined) + "\n" + proxy);
			assertTrue(examined.checks().stream().allMatch(check -> check.outcome() == CheckOutcome.OK));
		}
	}

	/** Who adds an account is told what the doctor tells, word for word. */
	@ParameterizedTest
	@EnumSource(names = { "OTHER", "OVER" })
	void tellsTheSameOfTheCertificateWhereAnAccountIsAdded(Shown shown, @TempDir Path settings) throws Exception {
		ProxyProgram program = ProxyProgram.NGINX;
		assumeThere(program);
		try (Proxy proxy = start(program, program.around(program.right()), shown);
				AccountBench people = AccountBench.through(sandbox, proxy.url(), certificates.authority(), settings);
				DoctorBench bench = new DoctorBench(accounts(proxy))) {
			Diagnostic told = AccountBench.failure(() -> people.accounts.signIn(people.start(), (page, expires) -> {
				throw new AssertionError("shown");
			}, new Cancellation())).diagnostic();
			assertEquals(shown == Shown.OTHER ? Code.SERVER_CERTIFICATE_NAME : Code.SERVER_CERTIFICATE_DATE, told.code());
			Check tls = DoctorBench.of(bench.examine(), CheckStep.TLS);
			assertEquals(told, tls.trouble().orElseThrow());
			assertTrue(told.message().contains(tls.details().get("fingerprint")), told.message());
			assertEquals(List.of(), people.accounts.list());
		}
	}

	/** Somebody signs in at the page that comes through the proxy. */
	@ParameterizedTest
	@EnumSource(ProxyProgram.class)
	void letsPeopleSignIn(ProxyProgram program, @TempDir Path settings) throws Exception {
		assumeThere(program);
		try (Proxy proxy = start(program, program.around(program.right()), Shown.RIGHT);
				AccountBench bench = AccountBench.through(sandbox, proxy.url(), certificates.authority(), settings)) {
			Account account = bench.signIn();
			assertEquals(sandbox.users().getFirst().name(), account.user());
			assertTrue(AccountBench.list(bench.connection(account), "").contains("common-files"));
		}
	}

	/** A folder on the server is worked with through the proxy, as a task does. */
	@ParameterizedTest
	@EnumSource(ProxyProgram.class)
	void carriesATask(ProxyProgram program) throws Exception {
		assumeThere(program);
		try (Proxy proxy = start(program, program.around(program.right()), Shown.RIGHT)) {
			ProxiedTask.run(accounts(proxy), folder.resolve("task-" + count++));
		}
	}

	@ParameterizedTest
	@EnumSource(ProxyProgram.class)
	void theDocumentationShowsTheSameConfigurations(ProxyProgram program) throws Exception {
		String text = Files.readString(Path.of("..", "..", "docs", "server-setup.md"));
		List<String> blocks = new ArrayList<>();
		for (int at = text.indexOf("```"); at >= 0; at = text.indexOf("```", at)) {
			int begin = text.indexOf('\n', at) + 1;
			int end = text.indexOf("```", begin);
			blocks.add(text.substring(begin, end));
			at = end + 3;
		}
		assertTrue(blocks.contains(program.right()), program.label() + " is not in the documentation as it is tested");
	}
}
