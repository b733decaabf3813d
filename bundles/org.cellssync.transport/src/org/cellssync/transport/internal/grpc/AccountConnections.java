package org.cellssync.transport.internal.grpc;

import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Accounts;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.ServerTrust;
import org.cellssync.api.account.Servers;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.CellsConnection;
import org.cellssync.transport.CellsConnections;
import org.cellssync.transport.CellsVisit;
import org.cellssync.transport.CellsWay;
import org.cellssync.transport.internal.way.Ways;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Keeps one connection for each account, for as long as this runs. */
@Component(service = CellsConnections.class)
public final class AccountConnections implements CellsConnections {

	private final Accounts accounts;
	private final Servers servers;
	private final Ways ways;
	private final InstantSource clock;
	private final Cancellation.Registration registration;
	/** Guarded by itself. */
	private final Map<String, AccountConnection> connections = new HashMap<>();

	/** Creates a component that opens nothing until asked. */
	@Activate
	public AccountConnections(@Reference Accounts accounts, @Reference Servers servers,
			@Reference ServerTrust trust) {
		this(accounts, servers, trust, InstantSource.system());
	}

	AccountConnections(Accounts accounts, Servers servers, ServerTrust trust, InstantSource clock) {
		this.accounts = accounts;
		this.servers = servers;
		this.ways = new Ways(trust);
		this.clock = clock;
		this.registration = accounts.observe(this::changed);
	}

	/** Ends all calls. */
	@Deactivate
	public void close() {
		registration.close();
		synchronized (connections) {
			connections.values().forEach(AccountConnection::close);
			connections.clear();
		}
	}

	@Override
	public CellsConnection connect(String accountId) throws EndpointException {
		Account account = accounts.find(accountId)
				.orElseThrow(() -> new EndpointException(Diagnostic.of(Code.ACCOUNT_UNKNOWN, accountId)));
		synchronized (connections) {
			return connections.computeIfAbsent(accountId, id -> new AccountConnection(account,
					UUID.randomUUID().toString(), accounts, servers, ways, clock));
		}
	}

	@Override
	public CellsVisit visit(URI server, Route route, Cancellation cancel) throws EndpointException {
		return Visit.to(server, route, servers, ways, cancel);
	}

	@Override
	public CellsWay way(Route route) throws EndpointException {
		return ways.of(route);
	}

	private void changed(Account account) {
		boolean gone = accounts.find(account.id()).isEmpty();
		AccountConnection connection;
		synchronized (connections) {
			connection = connections.get(account.id());
		}
		if (connection == null) {
			return;
		}
		// Whoever holds the connection of a removed account can go on with it when the account is added
		// again.
		if (gone) {
			connection.cut();
		} else {
			connection.accountChanged();
		}
	}
}
