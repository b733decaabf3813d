package org.cellssync.engine.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Accounts;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.ignore.IgnoreSource;
import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.state.StateStore;
import org.cellssync.api.util.Cancellation;
import org.cellssync.api.util.Locations;
import org.cellssync.auth.internal.TestAccounts;
import org.cellssync.endpoint.cells.internal.CellsEndpointFactory;
import org.cellssync.endpoint.cells.internal.Sending;
import org.cellssync.endpoint.local.internal.LocalEndpointFactory;
import org.cellssync.hash.internal.CellsV4Hasher;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.store.lmdb.internal.LmdbStateStore;
import org.cellssync.testkit.SecretsInMemory;
import org.cellssync.transport.CellsConnection;
import org.cellssync.transport.internal.grpc.AccountConnections;
import org.cellssync.transport.internal.grpc.TestConnections;
import org.cellssync.transport.internal.trust.PemServerTrust;
import org.cellssync.transport.internal.web.HttpServers;
import org.cellssync.watch.internal.NativeTreeWatcher;

/** The whole program but for its window and its framework, on a data folder. */
public final class Program implements AutoCloseable {

	private final Path data;
	private final RunLimits limits;
	private final Surroundings around;
	private final StateStore store;
	private final Sending sending;
	private final SecretsInMemory secrets = new SecretsInMemory();
	private final IgnoreRegistry managed = new IgnoreRegistry();
	private Sessions sessions;
	private Accounts accounts;
	private AccountConnections connections;

	/** Starts the program. */
	public Program(Path data) {
		this(data, RunLimits.DEFAULT, new LmdbStateStore(), Sending.DEFAULT, Surroundings.SYSTEM);
	}

	/** Starts it in other surroundings than those of the computer. */
	Program(Path data, Surroundings around) {
		this(data, RunLimits.DEFAULT, new LmdbStateStore(), Sending.DEFAULT, around);
	}

	private Program(Path data, RunLimits limits, StateStore store, Sending sending, Surroundings around) {
		this.around = around;
		this.data = data;
		this.limits = limits;
		this.store = store;
		this.sending = sending;
		start();
	}

	/** Starts a program that tries what fails no second time within one run. */
	public static Program thatTriesOnce(Path data) {
		return thatTriesOnce(data, new LmdbStateStore());
	}

	/** Starts one whose single runs fail where they wait for anything to pass. */
	public static Program thatMayNotWait(Path data) {
		Surroundings usual = Surroundings.SYSTEM;
		return new Program(data, new Surroundings(usual.clock(), usual.random(), usual.otherEnd(), (monitor, millis) -> {
			throw new AssertionError("waits " + millis + " ms");
		}));
	}

	/** Starts one that remembers in this store, and tries what fails no second time within one run. */
	public static Program thatTriesOnce(Path data, StateStore store) {
		return thatTriesOnce(data, store, Sending.DEFAULT);
	}

	/** Starts one that remembers in this store and sends like this, and tries what fails no second time within one run. */
	public static Program thatTriesOnce(Path data, StateStore store, Sending sending) {
		return new Program(data, new RunLimits(Duration.ZERO, Duration.ZERO), store, sending, Surroundings.SYSTEM);
	}

	private void start() {
		Locations locations = new Folders(data);
		PemServerTrust trust = new PemServerTrust();
		HttpServers servers = new HttpServers(trust);
		accounts = TestAccounts.open(locations.settings(), secrets, servers);
		connections = new AccountConnections(accounts, servers, trust);
		EndpointRegistry endpoints = new EndpointRegistry();
		endpoints.addFactory(new LocalEndpointFactory(new CellsV4Hasher(), new NativeTreeWatcher(), locations),
				Map.of("endpoint.scheme", "file"));
		endpoints.addFactory(new CellsEndpointFactory(connections, sending), Map.of("endpoint.scheme", "cells"));
		sessions = new Sessions(store, locations, endpoints, accounts, managed, limits, around);
	}

	/** Ends it and starts it anew on the same data. */
	public void restart() {
		close();
		start();
	}

	/** Signs in as the sandbox's user of this number. */
	public Account signIn(Sandbox server, int user) throws EndpointException {
		return signIn(server.url().toString(), server.caFile().orElseThrow(), server.users().get(user).token());
	}

	/** Signs in at a server with a token. */
	public Account signIn(String url, Path certificate, String token) throws EndpointException {
		return accounts.signIn(new SignIn(url, Route.trusting(certificate), Optional.empty()), token, Optional.empty(),
				new Cancellation());
	}

	/** Returns the accounts. */
	public Accounts accounts() {
		return accounts;
	}

	/** Returns the tasks. */
	public SyncSessions sessions() {
		return sessions;
	}

	/** Returns the folder of a task in the data folder. */
	public Path data(String task) {
		return new Folders(data).task(task);
	}

	/** Adds rules of an administrator. */
	public void manage(IgnoreSource rules) {
		managed.addSource(rules);
	}

	/** Returns the connection of an account that was signed in. */
	public CellsConnection connection(Account account) throws EndpointException {
		return connections.connect(account.id());
	}

	@Override
	public void close() {
		sessions.close();
		TestConnections.close(connections);
	}
}
