package org.cellssync.endpoint.cells.internal;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Accounts;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.Servers;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.doctor.Check;
import org.cellssync.api.doctor.Examination;
import org.cellssync.api.doctor.Examined;
import org.cellssync.api.doctor.ServerDoctor;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.CellsConnections;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Examines Cells servers and what stands before them. */
@Component(service = ServerDoctor.class)
public final class CellsDoctor implements ServerDoctor {

	private final Accounts accounts;
	private final Servers servers;
	private final CellsConnections connections;
	private final InstantSource clock;

	/** Creates a component that asks nobody until it is asked. */
	@Activate
	public CellsDoctor(@Reference Accounts accounts, @Reference Servers servers,
			@Reference CellsConnections connections) {
		this(accounts, servers, connections, InstantSource.system());
	}

	CellsDoctor(Accounts accounts, Servers servers, CellsConnections connections,
			InstantSource clock) {
		this.accounts = accounts;
		this.servers = servers;
		this.connections = connections;
		this.clock = clock;
	}

	@Override
	public Examined examine(Examination asked, Consumer<Check> told, Cancellation cancel) throws EndpointException {
		URI server = servers.address(asked.url());
		Optional<Account> account = account(asked, server);
		Route route = asked.route().or(() -> account.map(Account::route)).orElse(Route.USUAL);
		Findings findings = new Findings(told);
		WebChecks web = new WebChecks(servers, server, path(asked.url()), route, clock, findings);
		ServiceChecks services = new ServiceChecks(server, route, connections, findings);
		new CheckCourse(server, connections.way(route), findings, web, services,
				account.map(each -> new AccountChecks(each, connections, asked.watch(), findings)), cancel).run();
		return new Examined(server.toString(), account.map(Account::id), findings.all());
	}

	private Optional<Account> account(Examination asked, URI server) throws EndpointException {
		if (asked.account().isPresent()) {
			String id = asked.account().get();
			return Optional.of(accounts.find(id).filter(each -> each.url().equals(server.toString()))
					.orElseThrow(() -> new EndpointException(Diagnostic.of(Code.ACCOUNT_UNKNOWN, id))));
		}
		return accounts.list().stream().filter(Account::signedIn)
				.filter(each -> each.url().equals(server.toString())).findFirst();
	}

	/** Returns what was typed behind the name of the server, empty or beginning with a slash. */
	private static String path(String url) {
		String behind = url.strip().replaceFirst("^[^:]*://[^/?#]*", "").replaceFirst("[?#].*$", "");
		return behind.replaceFirst("/+$", "");
	}
}
