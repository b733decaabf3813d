package org.cellssync.auth.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Accounts;
import org.cellssync.api.account.ClientCertificate;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.Server;
import org.cellssync.api.account.Servers;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.account.SignInPrompt;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.api.util.Locations;
import org.cellssync.api.util.SecretStore;
import org.cellssync.auth.internal.openid.BrowserSignIn;
import org.cellssync.auth.internal.openid.PersonalToken;
import org.cellssync.auth.internal.openid.Provider;
import org.cellssync.auth.internal.store.AccountBook;
import org.cellssync.auth.internal.store.AccountId;
import org.cellssync.auth.internal.store.RouteFiles;
import org.cellssync.auth.internal.store.RouteVault;
import org.cellssync.auth.internal.store.TokenVault;
import org.cellssync.auth.internal.store.Tokens;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Accounts that sign in with OpenID or a personal access token, kept in the folder of settings and among the
 * secrets.
 */
@Component(service = Accounts.class)
public final class OpenIdAccounts implements Accounts {

	/** Settings of the component. */
	@interface Config {

		/** How long a person has for signing in, seconds. */
		int signInSeconds() default 300;
	}

	private final AccountBook book;
	private final TokenVault vault;
	private final Servers servers;
	private final InstantSource clock;
	private final Duration patience;
	private final Observers observers = new Observers();
	private final Map<String, TokenKeeper> keepers = new ConcurrentHashMap<>();

	/** Creates a component that reads nothing until asked. */
	@Activate
	public OpenIdAccounts(@Reference Locations locations, @Reference SecretStore secrets,
			@Reference Servers servers, Config config) {
		this(locations.settings(), secrets, servers, InstantSource.system(),
				Duration.ofSeconds(config.signInSeconds()));
	}

	/**
	 * Creates accounts for use without a framework.
	 *
	 * @param settings folder of settings
	 * @param patience how long a person has for signing in
	 */
	public OpenIdAccounts(Path settings, SecretStore secrets, Servers servers, InstantSource clock,
			Duration patience) {
		this.book = new AccountBook(settings, new RouteVault(secrets, settings));
		this.vault = new TokenVault(secrets, settings);
		this.servers = servers;
		this.clock = clock;
		this.patience = patience;
	}

	@Override
	public List<Account> list() {
		return book.list();
	}

	@Override
	public Optional<Account> find(String id) {
		return book.find(id);
	}

	@Override
	public Account signIn(SignIn signIn, SignInPrompt prompt, Cancellation cancel) throws EndpointException {
		try {
			RouteFiles files = files(signIn.route());
			Server server = servers.look(signIn.url(), signIn.route(), cancel);
			Provider provider = Provider.of(servers, server.url(), signIn.route(), clock, cancel);
			Provider.SignedIn signedIn = new BrowserSignIn(provider, server.url(), clock, patience)
					.run(prompt, cancel);
			return keep(signIn, server, signedIn.user(), signedIn.tokens(), files);
		} catch (CancellationException cancelled) {
			throw Failures.of(Code.SIGN_IN_ABANDONED, signIn.url());
		}
	}

	@Override
	public Account signIn(SignIn signIn, String personalToken, Optional<String> user, Cancellation cancel)
			throws EndpointException {
		String token = personalToken.strip();
		try {
			RouteFiles files = files(signIn.route());
			Server server = servers.look(signIn.url(), signIn.route(), cancel);
			Optional<String> told = PersonalToken.isPossible(token)
					? PersonalToken.user(servers, server.url(), signIn.route(), token, cancel)
					: Optional.empty();
			if (told.isEmpty()) {
				throw Failures.of(Code.SIGN_IN_REFUSED, server.url(), "it does not know the personal access token");
			}
			return keep(signIn, server, user.filter(name -> !name.isBlank()).orElse(told.get()),
					Tokens.personal(token, clock.instant()), files);
		} catch (CancellationException cancelled) {
			throw Failures.of(Code.SIGN_IN_ABANDONED, signIn.url());
		}
	}

	private static RouteFiles files(Route route) throws EndpointException {
		try {
			return RouteFiles.of(route);
		} catch (IOException unreadable) {
			throw Failures.disk(route.ca().or(() -> route.client().map(ClientCertificate::file)).map(Path::toString)
					.orElse(""), unreadable);
		}
	}

	private Account keep(SignIn signIn, Server server, String user, Tokens tokens, RouteFiles files)
			throws EndpointException {
		String id = AccountId.of(server.url(), user);
		String label = signIn.label().filter(text -> !text.isBlank()).or(() -> book.find(id).map(Account::label))
				.orElse(server.title());
		Account account;
		try {
			account = keeper(id).replace(
					new Account(id, server.url(), user, label, true, signIn.route(), !tokens.isRenewable()), files, tokens);
		} catch (IOException disk) {
			throw Failures.disk(id, disk);
		}
		observers.tell(account);
		return account;
	}

	@Override
	public Account reroute(String id, Route route, Cancellation cancel) throws EndpointException {
		Account former = book.find(id).orElseThrow(() -> Failures.unknown(id));
		RouteFiles files = files(route);
		servers.look(former.url(), route, cancel);
		Account account;
		try {
			account = keeper(id).reroute(route, files);
		} catch (IOException disk) {
			throw Failures.disk(id, disk);
		}
		observers.tell(account);
		return account;
	}

	@Override
	public Optional<Diagnostic> remove(String id, Cancellation cancel) throws EndpointException {
		Account account = book.find(id).orElseThrow(() -> Failures.unknown(id));
		Optional<String> notEnded;
		try {
			notEnded = keeper(id).remove(account, cancel);
		} catch (IOException disk) {
			throw Failures.disk(id, disk);
		}
		observers.tell(account.signedOut());
		return notEnded.map(why -> Diagnostic.of(Code.SIGN_IN_NOT_ENDED, id, why));
	}

	@Override
	public String bearer(String id) throws EndpointException {
		return keeper(id).bearer();
	}

	@Override
	public String bearerAfter(String id, String rejected) throws EndpointException {
		return keeper(id).bearerAfter(rejected);
	}

	private TokenKeeper keeper(String id) {
		return keepers.computeIfAbsent(id,
				key -> new TokenKeeper(key, book, vault, servers, clock, observers));
	}

	@Override
	public Cancellation.Registration observe(Consumer<Account> listener) {
		return observers.add(listener);
	}
}
