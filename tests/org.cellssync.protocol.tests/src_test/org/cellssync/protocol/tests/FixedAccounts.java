package org.cellssync.protocol.tests;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxUser;

/** One account that is signed in; its token can be made one that the server refuses until it is renewed. */
final class FixedAccounts implements Accounts {

	private final Account account;
	private final String good;
	private final AtomicInteger renewals = new AtomicInteger();
	private volatile String current;

	FixedAccounts(Sandbox sandbox, SandboxUser user) {
		this(sandbox.url().toString(), sandbox.caFile(), user);
	}

	/** A user whose server is reached at another address than its own. */
	FixedAccounts(String url, Optional<Path> ca, SandboxUser user) {
		this(url, Route.USUAL.withCa(ca), user);
	}

	/** A user whose server is reached on some way. */
	FixedAccounts(String url, Route route, SandboxUser user) {
		String id = url.replace("://", "://" + user.name() + "@");
		account = new Account(id, url, user.name(), "Sandbox", true, route, false);
		good = user.token();
		current = good;
	}

	Account account() {
		return account;
	}

	/** From now on calls are made with a token the server does not know, until it is renewed. */
	void expire() {
		current = "expired-" + "x".repeat(79);
	}

	int renewals() {
		return renewals.get();
	}

	@Override
	public List<Account> list() {
		return List.of(account);
	}

	@Override
	public Optional<Account> find(String id) {
		return Optional.of(account).filter(each -> each.id().equals(id));
	}

	@Override
	public Account signIn(SignIn signIn, SignInPrompt prompt, Cancellation cancel) {
		throw new UnsupportedOperationException("signed in already");
	}

	@Override
	public Account signIn(SignIn signIn, String personalToken, Optional<String> user, Cancellation cancel) {
		throw new UnsupportedOperationException("signed in already");
	}

	@Override
	public Account reroute(String id, Route route, Cancellation cancel) {
		throw new UnsupportedOperationException("stays");
	}

	@Override
	public Optional<Diagnostic> remove(String id, Cancellation cancel) {
		throw new UnsupportedOperationException("stays");
	}

	@Override
	public String bearer(String id) {
		return current;
	}

	@Override
	public synchronized String bearerAfter(String id, String rejected) throws EndpointException {
		if (rejected.equals(good)) {
			throw new EndpointException(Diagnostic.of(Code.SIGNED_OUT, id));
		}
		if (rejected.equals(current)) {
			renewals.incrementAndGet();
			current = good;
		}
		return current;
	}

	@Override
	public Cancellation.Registration observe(Consumer<Account> listener) {
		return () -> {};
	}
}
