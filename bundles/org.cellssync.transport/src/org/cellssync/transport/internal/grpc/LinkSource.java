package org.cellssync.transport.internal.grpc;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Accounts;
import org.cellssync.api.account.Servers;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.internal.Waiting;
import org.cellssync.transport.internal.way.Way;
import org.cellssync.transport.internal.way.Ways;
import org.cellssync.transport.internal.web.Discovery;
import org.cellssync.transport.internal.web.WebFailure;

/**
 * Keeps the link of one account and finds the server again after the link broke: over clear text its port
 * changes whenever the server starts. Thread-safe; however many calls wait, the server is looked for once.
 */
final class LinkSource {

	/** Longer than a discovery can take. */
	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final String accountId;
	private final Accounts accounts;
	private final Servers servers;
	private final Ways ways;
	/** The link in use; guarded by this. */
	private Optional<Link> current = Optional.empty();
	/** The search under way; guarded by this. */
	private Optional<CompletableFuture<Link>> search = Optional.empty();
	/** Guarded by this. */
	private boolean closed;

	LinkSource(String accountId, Accounts accounts, Servers servers, Ways ways) {
		this.accountId = accountId;
		this.accounts = accounts;
		this.servers = servers;
		this.ways = ways;
	}

	Account account() throws EndpointException {
		return accounts.find(accountId)
				.orElseThrow(() -> new EndpointException(Diagnostic.of(Code.ACCOUNT_UNKNOWN, accountId)));
	}

	/** Returns a link that works as far as is known. */
	Link link(Cancellation cancel) throws EndpointException {
		cancel.check();
		CompletableFuture<Link> found;
		synchronized (this) {
			if (current.isPresent() && !current.get().isDoubtful()) {
				return current.get();
			}
			if (search.isEmpty()) {
				// In a thread of its own: who started it may be cancelled while others wait for it.
				CompletableFuture<Link> started = new CompletableFuture<>();
				search = Optional.of(started);
				Thread.ofPlatform().daemon().name("find-server").start(() -> search(started));
			}
			found = search.get();
		}
		try {
			return Waiting.on(found, LIMIT, cancel);
		} catch (ExecutionException failed) {
			if (failed.getCause() instanceof EndpointException known) {
				// Thrown anew, since several threads may get it at once.
				throw new EndpointException(known.diagnostic(), known);
			}
			if (failed.getCause() instanceof CancellationException) {
				throw new CancellationException("closed");
			}
			throw new IllegalStateException(failed.getCause());
		} catch (TimeoutException late) {
			throw new EndpointException(
					Diagnostic.of(Code.SERVER_TIMEOUT, accountId, LIMIT.toSeconds() + " s"), late);
		}
	}

	private void search(CompletableFuture<Link> result) {
		try {
			Link link = find();
			ended();
			result.complete(link);
		} catch (EndpointException failure) {
			ended();
			result.completeExceptionally(failure);
		} catch (RuntimeException | Error fault) {
			ended();
			result.completeExceptionally(fault);
		}
	}

	/**
	 * Comes before the result is told: who hears it, calls, fails and doubts starts another search, and is not
	 * given this one's result once more.
	 */
	private synchronized void ended() {
		search = Optional.empty();
	}

	private Link find() throws EndpointException {
		Account account = account();
		URI server = URI.create(account.url());
		Way way = ways.of(account.route());
		int port = Discovery.ask(servers, server, account.route(), new Cancellation()).grpcPort();
		Link link;
		boolean known;
		synchronized (this) {
			if (closed) {
				throw new CancellationException("closed");
			}
			try {
				known = current.isPresent() && current.get().leadsTo(server, port, way);
				link = known ? current.get() : Link.open(server, port, way);
			} catch (IOException noWay) {
				throw WebFailure.of(server.toString(), noWay);
			}
			if (!known) {
				current.ifPresent(Link::retire);
				current = Optional.of(link);
			}
		}
		if (known) {
			link.confirm();
		}
		return link;
	}

	/** The account changed: looked at again before the next call. */
	synchronized void doubt() {
		current.ifPresent(Link::doubt);
	}

	/** Ends all calls for good. */
	synchronized void close() {
		closed = true;
		cut();
	}

	/** Ends all calls; later ones connect anew. */
	synchronized void cut() {
		current.ifPresent(Link::cut);
		current = Optional.empty();
	}
}
