package org.cellssync.auth.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;

class BrowserSignInTest {

	@TempDir
	Path settings;
	private Desk desk;

	@BeforeEach
	void open() throws IOException {
		desk = new Desk(settings);
	}

	@AfterEach
	void close() {
		desk.close();
	}

	@Test
	void keepsTheAccountOfWhoSignedIn() throws Exception {
		Account account = desk.signIn();
		assertEquals(desk.provider.url().replace("http://", "http://alice@"), account.id());
		assertEquals("alice", account.user());
		assertEquals("The Title", account.label());
		assertTrue(account.signedIn());
		assertFalse(account.personalToken());
		assertEquals(List.of(account), desk.accounts.list());
		assertEquals(List.of(account), desk.heard);
		assertEquals(List.of(account), desk.anotherProcess().list());
		assertEquals(desk.provider.access(), desk.anotherProcess().bearer(account.id()));
	}

	@Test
	void asksWithPkceAndAStateThatCannotBeGuessed() throws Exception {
		desk.signIn();
		Map<String, String> asked = desk.provider.asked();
		assertEquals("cells-sync", asked.get("client_id"));
		assertEquals("code", asked.get("response_type"));
		assertEquals("openid email profile pydio offline", asked.get("scope"));
		assertEquals("S256", asked.get("code_challenge_method"));
		assertEquals(43, asked.get("code_challenge").length());
		assertTrue(asked.get("state").length() >= 16);
		assertTrue(asked.get("nonce").length() >= 16);
		assertTrue(asked.get("redirect_uri").matches("http://localhost:36[3-6][0-9]/servers/callback"));
	}

	@Test
	void answersTheBrowserWithAPage() throws Exception {
		AtomicReference<CompletableFuture<HttpResponse<String>>> seen = new AtomicReference<>();
		desk.accounts.signIn(desk.start(),
				(page, expires) -> seen.set(Desk.visit(desk.provider.signInAt(page))), new Cancellation());
		HttpResponse<String> page = seen.get().get();
		assertEquals(200, page.statusCode());
		assertTrue(page.body().contains("CellsSync"), page.body());
		assertFalse(page.body().contains("${"), page.body());
		assertFalse(page.body().contains("a-code"), page.body());
	}

	@Test
	void waitsOnAfterAForeignState() throws Exception {
		Account account = desk.accounts.signIn(desk.start(), (page, expires) -> {
			URI right = desk.provider.signInAt(page);
			URI foreign = URI.create(right.toString().replaceAll("state=.*", "state=somebody-elses-state"));
			Desk.visit(foreign).thenCompose(answer -> {
				assertEquals(400, answer.statusCode());
				return Desk.visit(URI.create(right.toString().replaceAll("[?].*", "")));
			}).thenCompose(answer -> {
				assertEquals(400, answer.statusCode());
				return Desk.visit(URI.create(right.toString().replace("/servers/callback", "/favicon.ico")));
			}).thenCompose(answer -> {
				assertEquals(404, answer.statusCode());
				return Desk.visit(right);
			});
		}, new Cancellation());
		assertEquals("alice", account.user());
	}

	@Test
	void tellsWhyTheServerRefused() {
		Diagnostic failure = Desk.failure(() -> desk.accounts.signIn(desk.start(),
				(page, expires) -> Desk.visit(URI.create(desk.provider.signInAt(page).toString()
						.replace("code=a-code", "error=access_denied&error_description=You+may+not"))),
				new Cancellation()));
		assertEquals(Diagnostic.of(Code.SIGN_IN_REFUSED, desk.provider.url(), "You may not"), failure);
		assertEquals(List.of(), desk.accounts.list());
	}

	@Test
	void repeatsNothingOfAnAnswerItCannotRead() {
		desk.provider.fail(FakeProvider.Fault.HALF_AFTER);
		EndpointException failure = assertThrows(EndpointException.class, desk::signIn);
		StringWriter all = new StringWriter();
		failure.printStackTrace(new PrintWriter(all));
		assertEquals(Code.SERVER_ERROR, failure.diagnostic().code());
		assertFalse(all.toString().contains(desk.provider.access()), all.toString());
	}

	@Test
	void endsWhenTimeIsUp() throws Exception {
		OpenIdAccounts hasty = new OpenIdAccounts(settings, desk.secrets, new PlainServers(), desk.clock,
				Duration.ofMillis(50));
		assertEquals(Code.SIGN_IN_ABANDONED,
				Desk.failure(() -> hasty.signIn(desk.start(), (page, expires) -> {}, new Cancellation())).code());
	}

	@Test
	void tellsWhenWaitingEnds() throws Exception {
		AtomicReference<Duration> patience = new AtomicReference<>();
		desk.accounts.signIn(desk.start(), (page, expires) -> {
			patience.set(Duration.between(desk.clock.instant(), expires));
			Desk.visit(desk.provider.signInAt(page));
		}, new Cancellation());
		assertEquals(Duration.ofSeconds(20), patience.get());
	}

	@Test
	void endsWhenCancelled() {
		Cancellation cancel = new Cancellation();
		assertEquals(Code.SIGN_IN_ABANDONED,
				Desk.failure(
						() -> desk.accounts.signIn(desk.start(), (page, expires) -> cancel.cancel(), cancel))
						.code());
		assertEquals(List.of(), desk.accounts.list());
	}

	@Test
	void takesTheFirstPortThatIsFree() throws Exception {
		List<ServerSocket> taken = new ArrayList<>();
		try {
			// Free only on one of the two addresses is not free: the browser may come by the other.
			taken.add(new ServerSocket());
			taken.getFirst().bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), firstFree()));
			Account account = desk.signIn();
			assertTrue(account.signedIn());
			int used = URI.create(desk.provider.asked().get("redirect_uri")).getPort();
			assertTrue(used > taken.getFirst().getLocalPort(), "port " + used);
		} finally {
			for (ServerSocket socket : taken) {
				socket.close();
			}
		}
	}

	private static int firstFree() throws IOException {
		for (int port = 3636; port < 3666; port++) {
			try (ServerSocket socket = new ServerSocket()) {
				socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
				return port;
			} catch (BindException taken) {
				continue;
			}
		}
		throw new IOException("no free port");
	}

	@Test
	void comesByBothLoopbackAddresses() throws Exception {
		for (String address : List.of("127.0.0.1", "[::1]")) {
			if (address.contains(":") && !hasIpv6()) {
				continue;
			}
			Account account = desk.accounts.signIn(desk.start(),
					(page, expires) -> Desk.visit(URI
							.create(desk.provider.signInAt(page).toString().replace("localhost", address))),
					new Cancellation());
			assertEquals("alice", account.user());
		}
	}

	private static boolean hasIpv6() throws IOException {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(InetAddress.getByName("::1"), 0));
			return true;
		} catch (SocketException none) {
			return false;
		}
	}

	@Test
	void refusesAnIdTokenThatIsNotRight() {
		refuses(claims -> claims.addProperty("iss", "https://elsewhere.example/oidc/"));
		refuses(claims -> claims.addProperty("aud", "another-client"));
		refuses(claims -> claims.addProperty("nonce", "of another sign-in"));
		refuses(claims -> claims.remove("nonce"));
		refuses(claims -> claims.remove("name"));
		desk.provider.claims(all -> all);
		desk.provider.signed(
				text -> text.substring(0, text.lastIndexOf('.') + 1) + FakeProvider.encoded(new byte[256]));
		refusesSignIn();
		desk.provider.signed(text -> {
			String[] parts = text.split("[.]");
			String payload = new String(Base64.getUrlDecoder().decode(parts[1])).replace("alice", "mallory");
			return parts[0] + '.' + FakeProvider.encoded(payload.getBytes()) + '.' + parts[2];
		});
		refusesSignIn();
		desk.provider.signed(text -> FakeProvider.encoded("{\"alg\":\"none\"}".getBytes()) + '.'
				+ text.split("[.]")[1] + '.');
		refusesSignIn();
		assertEquals(List.of(), desk.accounts.list());
		assertEquals(0, desk.secrets.writes());
	}

	private void refuses(Consumer<JsonObject> change) {
		desk.provider.claims(all -> {
			change.accept(all);
			return all;
		});
		refusesSignIn();
	}

	private void refusesSignIn() {
		assertEquals(Code.SIGN_IN_REFUSED, Desk.failure(desk::signIn).code());
	}

	@Test
	void saysThatTheClocksDoNotAgree() throws Exception {
		for (Duration off : List.of(Duration.ofHours(-2), Duration.ofMinutes(6))) {
			Instant there = Instant.now().plus(off).truncatedTo(ChronoUnit.SECONDS);
			desk.provider.claims(all -> {
				all.addProperty("iat", there.getEpochSecond());
				all.addProperty("exp", there.plusSeconds(3600).getEpochSecond());
				return all;
			});
			Diagnostic failure = Desk.failure(desk::signIn);
			assertEquals(Code.SIGN_IN_CLOCK, failure.code());
			assertTrue(failure.args().getFirst().startsWith(there + " – "), failure.message());
			assertEquals(List.of(), desk.accounts.list());
		}
	}

	/** Tokens that came are kept and used, for what the server says of their life may be as wrong as its clock. */
	@Test
	void losesNoTokensThatTheServerTakesForOver() throws Exception {
		Account account = desk.signIn();
		desk.provider.life(Duration.ofSeconds(-600));
		desk.clock.pass(Duration.ofSeconds(301));
		assertEquals("access-2", desk.accounts.bearer(account.id()));
		assertTrue(desk.accounts.find(account.id()).orElseThrow().signedIn());
	}

	@Test
	void acceptsAClockThatIsALittleOff() throws Exception {
		desk.provider.claims(all -> {
			all.addProperty("iat", Instant.now().plusSeconds(200).getEpochSecond());
			return all;
		});
		assertTrue(desk.signIn().signedIn());
	}

	@Test
	void renewsAnAccountAddedAgain() throws Exception {
		Account first = desk.signIn();
		desk.provider.revoke();
		desk.clock.pass(Duration.ofSeconds(301));
		assertEquals(Code.SIGNED_OUT, Desk.failure(() -> desk.accounts.bearer(first.id())).code());
		desk.provider.begin();
		Account again = desk.signIn();
		assertEquals(first, again);
		assertEquals(List.of(again), desk.accounts.list());
		assertEquals(desk.provider.access(), desk.accounts.bearer(first.id()));
	}

	@Test
	void keepsTheLabelGivenWhenRenewed() throws Exception {
		SignIn named = new SignIn(desk.provider.url(), Route.USUAL, Optional.of("Office"));
		desk.accounts.signIn(named, (page, expires) -> Desk.visit(desk.provider.signInAt(page)),
				new Cancellation());
		assertEquals("Office", desk.signIn().label());
	}

	@Test
	void keepsACopyOfTheCertificateFile(@TempDir Path elsewhere) throws Exception {
		Path ca = Files.writeString(elsewhere.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----");
		SignIn start = new SignIn(desk.provider.url(), Route.trusting(ca), Optional.empty());
		Account account = desk.accounts.signIn(start,
				(page, expires) -> Desk.visit(desk.provider.signInAt(page)), new Cancellation());
		Path copy = account.route().ca().orElseThrow();
		assertEquals(settings, copy.getParent());
		assertEquals("-----BEGIN CERTIFICATE-----", Files.readString(copy));
		// Signing in again starts from the copy.
		SignIn again = new SignIn(account.url(), account.route(), Optional.empty());
		Account renewed = desk.accounts.signIn(again,
				(page, expires) -> Desk.visit(desk.provider.signInAt(page)), new Cancellation());
		assertEquals(account, renewed);
		assertEquals("-----BEGIN CERTIFICATE-----", Files.readString(copy));
		desk.accounts.remove(account.id(), new Cancellation());
		assertFalse(Files.exists(copy));
	}

	@Test
	void removalForgetsEverything() throws Exception {
		Account account = desk.signIn();
		desk.accounts.remove(account.id(), new Cancellation());
		assertEquals(List.of(), desk.accounts.list());
		assertEquals(Optional.empty(), desk.accounts.find(account.id()));
		assertEquals(Code.ACCOUNT_UNKNOWN, Desk.failure(() -> desk.accounts.bearer(account.id())).code());
		assertEquals(Code.ACCOUNT_UNKNOWN,
				Desk.failure(() -> desk.accounts.remove(account.id(), new Cancellation())).code());
		assertFalse(Files.readString(settings.resolve("secrets")).contains("access"));
		assertEquals(2, desk.heard.size());
		assertFalse(desk.heard.getLast().signedIn());
	}

	@Test
	void onlyTheOwnerReadsTheAccounts() throws Exception {
		desk.signIn();
		assertEquals("rw-------", PosixFilePermissions
				.toString(Files.getPosixFilePermissions(settings.resolve("accounts.json"))));
	}
}
