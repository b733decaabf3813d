package org.cellssync.protocol.tests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Route;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.doctor.Check;
import org.cellssync.api.doctor.CheckOutcome;
import org.cellssync.api.doctor.CheckStep;
import org.cellssync.api.doctor.Examination;
import org.cellssync.api.doctor.Examined;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.endpoint.cells.internal.CellsDoctor;
import org.cellssync.transport.internal.grpc.AccountConnections;
import org.cellssync.transport.internal.trust.PemServerTrust;
import org.cellssync.transport.internal.web.HttpServers;

/** A doctor, and what it found: an address is looked at with an account or without. */
final class DoctorBench implements AutoCloseable {

	/** Long enough for a proxy of the tests to end what is quiet. */
	static final Duration WATCH = Duration.ofSeconds(3);

	private final PemServerTrust trust = new PemServerTrust();
	private final HttpServers servers = new HttpServers(trust);
	private final FixedAccounts accounts;
	private final AccountConnections connections;
	private final CellsDoctor doctor;

	/** @param accounts who is signed in */
	DoctorBench(FixedAccounts accounts) {
		this.accounts = accounts;
		this.connections = new AccountConnections(accounts, servers, trust);
		this.doctor = new CellsDoctor(accounts, servers, connections);
	}

	/** Returns what a person is told who enters the address of the server. */
	Diagnostic firstWords() {
		Account account = accounts.account();
		try {
			throw new AssertionError(servers.look(account.url(), account.route(), new Cancellation()));
		} catch (EndpointException failure) {
			return failure.diagnostic();
		}
	}

	/** Examines the server of the account. */
	Examined examine() throws Exception {
		Account account = accounts.account();
		return examine(account.url(), Optional.empty());
	}

	/** Examines any address. */
	Examined examine(String url, Optional<Path> ca) throws Exception {
		List<Check> told = new ArrayList<>();
		Examined examined = doctor.examine(new Examination(url, ca.map(Route::trusting), Optional.empty(), WATCH), told::add,
				new Cancellation());
		if (!told.equals(examined.checks())) {
			throw new AssertionError("told " + told + ", returned " + examined.checks());
		}
		DoctorTable.note(examined);
		return examined;
	}

	CellsDoctor doctor() {
		return doctor;
	}

	/** Returns what is not well, as {@code step: CODE}, in order; what was not checked is left out. */
	static List<String> troubles(Examined examined) {
		return examined.checks().stream()
				.filter(check -> check.outcome() == CheckOutcome.WARNING || check.outcome() == CheckOutcome.FAILED)
				.map(check -> check.step().id() + ": " + check.trouble().orElseThrow().code()).toList();
	}

	static Check of(Examined examined, CheckStep step) {
		return examined.checks().stream().filter(check -> check.step() == step).findFirst().orElseThrow();
	}

	/** Returns everything in lines, for whoever reads why a test failed. */
	static String text(Examined examined) {
		return examined.checks().stream().map(check -> check.step().id() + " " + check.outcome() + ' '
				+ check.trouble().map(trouble -> trouble.line()).orElse("") + ' ' + check.details())
				.collect(Collectors.joining("\n"));
	}

	@Override
	public void close() {
		connections.close();
		servers.close();
	}
}
