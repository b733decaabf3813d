package org.cellssync.auth.internal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;

/** Everything a test of accounts needs: a provider, accounts on it, and who listens to them. */
final class Desk implements AutoCloseable {

	final Path settings;
	final TickingClock clock = new TickingClock();
	final FakeProvider provider = new FakeProvider();
	final FileSecrets secrets;
	final OpenIdAccounts accounts;
	final List<Account> heard = new CopyOnWriteArrayList<>();

	Desk(Path settings) throws IOException {
		this.settings = settings;
		secrets = new FileSecrets(settings.resolve("secrets"));
		accounts = anotherProcess();
		accounts.observe(heard::add);
	}

	/** Returns accounts that share the disk and nothing else. */
	OpenIdAccounts anotherProcess() throws IOException {
		return new OpenIdAccounts(settings, new FileSecrets(settings.resolve("secrets")), new PlainServers(),
				clock, Duration.ofSeconds(20));
	}

	/** Returns accounts whose secrets are those of this desk, faults included. */
	OpenIdAccounts withOurSecrets() {
		return new OpenIdAccounts(settings, secrets, new PlainServers(), clock, Duration.ofSeconds(20));
	}

	SignIn start() {
		return new SignIn(provider.url(), Route.USUAL, Optional.empty());
	}

	/** Signs in through a browser that does what the sign-in page says. */
	Account signIn() throws EndpointException {
		return accounts.signIn(start(), (page, expires) -> visit(provider.signInAt(page)),
				new Cancellation());
	}

	/** Opens an address as a browser does, in a thread of its own. */
	static CompletableFuture<HttpResponse<String>> visit(URI address) {
		return HttpClient.newHttpClient().sendAsync(HttpRequest.newBuilder(address).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	/** Something that fails with a diagnostic. */
	interface Failing {
		void run() throws EndpointException;
	}

	static Diagnostic failure(Failing action) {
		try {
			action.run();
		} catch (EndpointException failure) {
			return failure.diagnostic();
		}
		throw new AssertionError("nothing failed");
	}

	@Override
	public void close() {
		provider.close();
	}
}
