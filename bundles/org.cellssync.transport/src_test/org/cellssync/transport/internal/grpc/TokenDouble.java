package org.cellssync.transport.internal.grpc;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Accounts;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.account.SignInPrompt;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;

/** One account whose tokens are {@code token-1}, {@code token-2} and so on. */
final class TokenDouble implements Accounts {

	private final List<Consumer<Account>> observers = new CopyOnWriteArrayList<>();
	private Account account;
	private int current = 1;
	private boolean removed;

	TokenDouble(String url) {
		account = new Account(url.replace("://", "://alice@"), url, "alice", "Lab", true, Route.USUAL,
				false);
	}

	String id() {
		return account.id();
	}

	synchronized void signOut() {
		account = account.signedOut();
	}

	synchronized void removed(boolean now) {
		removed = now;
		observers.forEach(observer -> observer.accept(account));
	}

	/** Another thread or process renewed. */
	synchronized void renew() {
		current++;
	}

	@Override
	public synchronized List<Account> list() {
		return removed ? List.of() : List.of(account);
	}

	@Override
	public synchronized Optional<Account> find(String id) {
		return list().stream().filter(one -> one.id().equals(id)).findFirst();
	}

	@Override
	public synchronized String bearer(String id) throws EndpointException {
		if (removed) {
			throw new EndpointException(Diagnostic.of(Code.ACCOUNT_UNKNOWN, id));
		}
		if (!account.signedIn()) {
			throw new EndpointException(Diagnostic.of(Code.SIGNED_OUT, id));
		}
		return "token-" + current;
	}

	@Override
	public synchronized String bearerAfter(String id, String rejected) throws EndpointException {
		if (bearer(id).equals(rejected)) {
			renew();
		}
		return bearer(id);
	}

	@Override
	public Cancellation.Registration observe(Consumer<Account> listener) {
		observers.add(listener);
		return () -> observers.remove(listener);
	}

	@Override
	public Account signIn(SignIn signIn, SignInPrompt prompt, Cancellation cancel) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Account signIn(SignIn signIn, String personalToken, Optional<String> user, Cancellation cancel) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Account reroute(String id, Route route, Cancellation cancel) {
		throw new UnsupportedOperationException("stays");
	}

	@Override
	public Optional<Diagnostic> remove(String id, Cancellation cancel) {
		throw new UnsupportedOperationException();
	}
}
