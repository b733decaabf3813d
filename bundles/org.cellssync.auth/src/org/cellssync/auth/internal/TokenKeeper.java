package org.cellssync.auth.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.Servers;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.auth.internal.openid.PersonalToken;
import org.cellssync.auth.internal.openid.Provider;
import org.cellssync.auth.internal.openid.Renewal;
import org.cellssync.auth.internal.store.AccountBook;
import org.cellssync.auth.internal.store.ProcessLock;
import org.cellssync.auth.internal.store.RouteFiles;
import org.cellssync.auth.internal.store.TokenVault;
import org.cellssync.auth.internal.store.Tokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tokens of one account good.
 * <p>
 * A refresh token is good for one use, and a second use ends the whole sign-in. So tokens are renewed under a
 * lock between all threads and processes, from what is stored at that moment, and new ones are stored before
 * anybody gets them.
 */
final class TokenKeeper {

	private static final Logger LOG = LoggerFactory.getLogger(TokenKeeper.class);
	/** How long tokens that are still good are not renewed again after it failed. */
	private static final Duration PAUSE = Duration.ofSeconds(5);

	private final String id;
	private final AccountBook book;
	private final TokenVault vault;
	private final Servers servers;
	private final InstantSource clock;
	private final Observers observers;

	/** What was stored when last looked at; empty where that is not known to be so any more. */
	private volatile Optional<Tokens> known = Optional.empty();
	private volatile Instant pausedUntil = Instant.MIN;
	/** New tokens that could not be stored. Under the lock. */
	private Optional<Tokens> unstored = Optional.empty();
	/** The access token of a renewal of which it is not known whether it happened. Under the lock. */
	private Optional<String> doubtful = Optional.empty();
	/** Under the lock. */
	private Optional<Provider> provider = Optional.empty();

	/** What a look at the stored tokens led to. */
	private sealed interface Verdict {

		record Good(String token) implements Verdict {
		}

		/**
		 * There is no good token, and no way to one but a new sign-in; {@code news} where that was found out
		 * just now.
		 */
		record Over(Optional<Account> news) implements Verdict {
		}
	}

	private interface Look {
		Verdict at(Account account, Tokens stored) throws EndpointException, IOException;
	}

	TokenKeeper(String id, AccountBook book, TokenVault vault, Servers servers, InstantSource clock,
			Observers observers) {
		this.id = id;
		this.book = book;
		this.vault = vault;
		this.servers = servers;
		this.clock = clock;
		this.observers = observers;
	}

	/** Forgets what was read: others have changed the account. */
	void forget() {
		known = Optional.empty();
		pausedUntil = Instant.MIN;
	}

	String bearer() throws EndpointException {
		Optional<Tokens> now = known.filter(this::isGoodForNow);
		return now.isPresent() ? now.get().access() : underLock(this::freshOrRenewed);
	}

	private boolean isGoodForNow(Tokens tokens) {
		Instant now = clock.instant();
		return tokens.isFresh(now) || !tokens.isOver(now) && now.isBefore(pausedUntil);
	}

	String bearerAfter(String rejected) throws EndpointException {
		Optional<Tokens> now = known.filter(tokens -> !tokens.access().equals(rejected))
				.filter(this::isGoodForNow);
		return now.isPresent() ? now.get().access()
				: underLock((account, stored) -> otherThan(rejected, account, stored));
	}

	/** Other threads wait meanwhile, with net and disk at work: that is the purpose of the lock. */
	private String underLock(Look look) throws EndpointException {
		Verdict verdict;
		try (ProcessLock lock = ProcessLock.hold(book.lockFile(id))) {
			Objects.requireNonNull(lock);
			verdict = look(look);
		} catch (IOException disk) {
			throw Failures.disk(id, disk);
		}
		return switch (verdict) {
			case Verdict.Good(String token) -> token;
			case Verdict.Over(Optional<Account> news) -> {
				news.ifPresent(observers::tell);
				throw Failures.signedOut(id);
			}
		};
	}

	private Verdict look(Look look) throws EndpointException, IOException {
		Account account = book.find(id).orElseThrow(() -> Failures.unknown(id));
		if (!account.signedIn()) {
			unstored = Optional.empty();
			return new Verdict.Over(Optional.empty());
		}
		storeWhatCouldNotBe();
		Optional<Tokens> stored = vault.read(id);
		if (stored.isEmpty()) {
			LOG.warn("The tokens of {} are gone from the store of secrets", id);
			return over(account);
		}
		known = stored;
		return look.at(account, stored.get());
	}

	private void storeWhatCouldNotBe() throws IOException {
		if (unstored.isPresent()) {
			vault.write(id, unstored.get());
			unstored = Optional.empty();
		}
	}

	private Verdict freshOrRenewed(Account account, Tokens stored) throws EndpointException, IOException {
		Instant now = clock.instant();
		if (stored.isFresh(now)) {
			return new Verdict.Good(stored.access());
		}
		try {
			return renewed(account, stored, !stored.isOver(now));
		} catch (EndpointException notNow) {
			if (known.isEmpty() || stored.isOver(clock.instant())) {
				throw notNow;
			}
			// The old token is still good for a while; whatever is wrong shows in the call itself or passes.
			LOG.debug("The tokens of {} are renewed later", id, notNow);
			pausedUntil = clock.instant().plus(PAUSE);
			return new Verdict.Good(stored.access());
		}
	}

	private Verdict otherThan(String rejected, Account account, Tokens stored)
			throws EndpointException, IOException {
		boolean same = stored.access().equals(rejected);
		if (!same && !stored.isOver(clock.instant())) {
			return new Verdict.Good(stored.access());
		}
		if (!stored.isRenewable()) {
			return confirmed(account, stored);
		}
		return renewed(account, stored, !same && !stored.isOver(clock.instant()));
	}

	/** A personal token is given up only where the server says so when asked for its user. */
	private Verdict confirmed(Account account, Tokens stored) throws EndpointException, IOException {
		Optional<String> user = PersonalToken.user(servers, account.url(), account.route(), stored.access(),
				new Cancellation());
		return user.isPresent() ? new Verdict.Good(stored.access()) : over(account);
	}

	/**
	 * Renews the tokens, a second time where the first request was lost on the way.
	 *
	 * @param oldTells whether the old access token is accepted as long as no renewal happened. Refused before
	 *         its time, it says that the renewal happened and that its answer is lost
	 */
	private Verdict renewed(Account account, Tokens stored, boolean oldTells)
			throws EndpointException, IOException {
		Provider openId = provider(account);
		boolean inDoubt = doubtful.filter(stored.access()::equals).isPresent();
		if (inDoubt && oldTells && !openId.accepts(stored.access(), new Cancellation())) {
			return over(account);
		}
		Renewal first = openId.renew(stored, new Cancellation());
		if (!(first instanceof Renewal.Lost)) {
			return settled(account, first);
		}
		doubtful = Optional.of(stored.access());
		if (oldTells && !openId.accepts(stored.access(), new Cancellation())) {
			return over(account);
		}
		return settled(account, openId.renew(stored, new Cancellation()));
	}

	private Verdict settled(Account account, Renewal renewal) throws EndpointException, IOException {
		return switch (renewal) {
			case Renewal.Renewed(Tokens tokens) -> {
				doubtful = Optional.empty();
				// What is known is void from here on, even if the new tokens cannot be stored now.
				known = Optional.empty();
				unstored = Optional.of(tokens);
				storeWhatCouldNotBe();
				known = Optional.of(tokens);
				yield new Verdict.Good(tokens.access());
			}
			case Renewal.Over(String words) -> {
				LOG.info("The sign-in of {} is over: {}", id, words);
				yield over(account);
			}
			case Renewal.Lost(EndpointException reason) -> {
				// Another server may answer by now, or the same one with other addresses.
				provider = Optional.empty();
				throw reason;
			}
		};
	}

	private Verdict over(Account account) throws IOException {
		known = Optional.empty();
		unstored = Optional.empty();
		doubtful = Optional.empty();
		Account signedOut = account.signedOut();
		book.put(signedOut);
		vault.remove(id);
		return new Verdict.Over(Optional.of(signedOut));
	}

	private Provider provider(Account account) throws EndpointException {
		if (provider.isEmpty() || !provider.get().isReachedBy(account.route())) {
			provider = Optional
					.of(Provider.of(servers, account.url(), account.route(), clock, new Cancellation()));
		}
		return provider.get();
	}

	/** Keeps the tokens of a new sign-in and the account, and returns it with copies of its files. */
	Account replace(Account account, RouteFiles files, Tokens tokens) throws IOException {
		try (ProcessLock lock = ProcessLock.hold(book.lockFile(id))) {
			Objects.requireNonNull(lock);
			unstored = Optional.empty();
			doubtful = Optional.empty();
			provider = Optional.empty();
			pausedUntil = Instant.MIN;
			vault.write(id, tokens);
			Account kept = book.keep(account, files);
			known = Optional.of(tokens);
			return kept;
		}
	}

	/** Has the account go another way, and returns it with copies of the files. */
	Account reroute(Route route, RouteFiles files) throws EndpointException, IOException {
		try (ProcessLock lock = ProcessLock.hold(book.lockFile(id))) {
			Objects.requireNonNull(lock);
			Account account = book.find(id).orElseThrow(() -> Failures.unknown(id));
			return book.keep(account.withRoute(route), files);
		}
	}

	/**
	 * Ends the sign-in, and forgets the account and its tokens.
	 *
	 * @return why the sign-in was not ended at the server, where it was not
	 */
	Optional<String> remove(Account account, Cancellation cancel) throws IOException {
		try (ProcessLock lock = ProcessLock.hold(book.lockFile(id))) {
			Objects.requireNonNull(lock);
			Optional<String> notEnded = ended(account, cancel);
			known = Optional.empty();
			unstored = Optional.empty();
			vault.remove(id);
			book.remove(id);
			book.forget(account);
			return notEnded;
		}
	}

	/** Under the lock: another process would renew what is revoked here, or have its new tokens forgotten. */
	private Optional<String> ended(Account account, Cancellation cancel) throws IOException {
		if (account.personalToken() || !account.signedIn()) {
			return Optional.empty();
		}
		Optional<Tokens> tokens = unstored.isPresent() ? unstored : vault.read(id);
		if (tokens.isEmpty()) {
			return Optional.of("its tokens cannot be read here");
		}
		try {
			Provider openId = revokingProvider(account, cancel);
			if (!openId.canRevoke()) {
				return Optional.of("it tells no way to do that (revocation_endpoint)");
			}
			openId.revoke(tokens.get(), cancel);
			LOG.info("The sign-in of {} was ended at the server", id);
			return Optional.empty();
		} catch (EndpointException notNow) {
			LOG.info("The sign-in of {} was not ended at the server", id, notNow);
			return Optional.of(notNow.diagnostic().message());
		}
	}

	private Provider revokingProvider(Account account, Cancellation cancel) throws EndpointException {
		return provider.isPresent() && provider.get().isReachedBy(account.route()) ? provider.get()
				: Provider.forRevoking(servers, account.url(), account.route(), clock, cancel);
	}
}
