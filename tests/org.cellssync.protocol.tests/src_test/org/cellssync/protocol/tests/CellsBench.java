package org.cellssync.protocol.tests;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import org.cellssync.api.account.Route;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.util.Cancellation;
import org.cellssync.endpoint.cells.internal.CellsEndpointFactory;
import org.cellssync.endpoint.cells.internal.Sending;
import org.cellssync.endpoint.cells.internal.CellsWorkspaces;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeType;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.testkit.EndpointBench;
import org.cellssync.transport.Announcement;
import org.cellssync.transport.CellsConnection;
import org.cellssync.transport.internal.grpc.AccountConnections;
import org.cellssync.transport.internal.trust.PemServerTrust;
import org.cellssync.transport.internal.web.HttpServers;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** A sandbox with two users: us, with an endpoint on a folder of {@code common-files}, and somebody else. */
final class CellsBench implements EndpointBench {

	static final String WORKSPACE = "common-files";
	private static final AtomicInteger COUNT = new AtomicInteger();

	private final Sandbox sandbox;
	private final boolean own;
	private final HttpClient http;
	private final FixedAccounts accounts;
	private final AccountConnections connections;
	private final AccountConnections theirConnections;
	private final Somebody somebody;
	private final CellsEndpointFactory factory;
	private final String folder;
	private final Path taskData;
	private final Endpoint endpoint;

	private CellsBench(Sandbox sandbox, boolean own, String folder, Announcement family,
			EndpointSettings settings) throws Exception {
		this.sandbox = sandbox;
		this.own = own;
		this.folder = folder;
		PemServerTrust trust = new PemServerTrust();
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { trust.trust(Route.USUAL.withCa(sandbox.caFile())) }, new SecureRandom());
		http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context).build();
		accounts = new FixedAccounts(sandbox, sandbox.users().get(0));
		connections = new AccountConnections(accounts, new HttpServers(trust), trust);
		FixedAccounts theirs = new FixedAccounts(sandbox, sandbox.users().get(1));
		theirConnections = new AccountConnections(theirs, new HttpServers(trust), trust);
		CellsConnection their = theirConnections.connect(theirs.account().id());
		somebody = new Somebody(their, http, sandbox.users().get(1).token(), family);
		factory = new CellsEndpointFactory(connections, Sending.DEFAULT);
		EndpointAddress address = factory.check(address(folder), true, new Cancellation());
		taskData = Files.createTempDirectory("cells-task");
		endpoint = factory.open(address, taskData, settings);
	}

	/** Opens a bench on a server of its own. */
	static CellsBench start(SandboxOptions options) throws Exception {
		return start(options, WORKSPACE, EndpointSettings.DEFAULT);
	}

	/** Opens a bench on a server of its own, on a new folder in a workspace. */
	static CellsBench start(SandboxOptions options, String workspace, EndpointSettings settings)
			throws Exception {
		Announcement family = options.family() == SandboxOptions.Family.V4 ^ workspace.equals("other-family")
				? Announcement.V4
				: Announcement.OLD;
		Sandbox sandbox = Sandbox.start(options);
		try {
			return new CellsBench(sandbox, true, workspace + "/bench", family, settings);
		} catch (Exception e) {
			sandbox.close();
			throw e;
		}
	}

	/** Opens a bench on a new folder of a server that others use too. */
	static CellsBench on(Sandbox sandbox) throws Exception {
		String folder = WORKSPACE + "/bench-" + COUNT.incrementAndGet();
		return new CellsBench(sandbox, false, folder, Announcement.V4, EndpointSettings.DEFAULT);
	}

	Sandbox sandbox() {
		return sandbox;
	}

	FixedAccounts accounts() {
		return accounts;
	}

	CellsEndpointFactory factory() {
		return factory;
	}

	AccountConnections connections() {
		return connections;
	}

	CellsWorkspaces workspaces() {
		return new CellsWorkspaces(connections);
	}

	CellsConnection connection() throws Exception {
		return connections.connect(accounts.account().id());
	}

	Somebody somebody() {
		return somebody;
	}

	/** Returns the folder in which the endpoint keeps notes. */
	Path taskData() {
		return taskData;
	}

	EndpointAddress address(String path) {
		return new EndpointAddress(EndpointAddress.CELLS, accounts.account().id(), path);
	}

	/** Returns the server's path of what is below the endpoint's folder. */
	String path(String below) {
		return folder + '/' + below;
	}

	/** Has the server do harm, or heal: see the sandbox's control. */
	void faults(Map<String, ?> orders) throws IOException, InterruptedException {
		var answer = http.send(
				HttpRequest
						.newBuilder(sandbox.controlUrl().resolve(sandbox.controlUrl().getPath() + "/faults"))
						.POST(HttpRequest.BodyPublishers.ofString(new Gson().toJson(orders))).build(),
				BodyHandlers.ofString());
		if (answer.statusCode() != 200) {
			throw new IOException(answer.body());
		}
	}

	/** Returns how often a method was called since the start. */
	long calls(String method) throws IOException, InterruptedException {
		var answer = http.send(HttpRequest
				.newBuilder(sandbox.controlUrl().resolve(sandbox.controlUrl().getPath() + "/counters"))
				.build(), BodyHandlers.ofString());
		JsonObject counters = JsonParser.parseString(answer.body()).getAsJsonObject();
		return counters.has(method) ? counters.get(method).getAsLong() : 0;
	}

	@Override
	public Endpoint endpoint() {
		return endpoint;
	}

	@Override
	public void write(String path, byte[] content) throws Exception {
		somebody.put(path(path), content);
	}

	@Override
	public void makeFolder(String path) throws Exception {
		somebody.makeFolder(path(path));
	}

	@Override
	public void move(String from, String to) throws Exception {
		somebody.move(path(from), path(to));
	}

	@Override
	public void delete(String path) throws Exception {
		somebody.delete(path(path));
	}

	@Override
	public void deleteRoot() throws Exception {
		somebody.delete(folder);
	}

	@Override
	public SortedMap<String, Optional<byte[]>> content() throws Exception {
		SortedMap<String, Optional<byte[]>> content = new TreeMap<>();
		for (Node node : somebody.list(folder)) {
			String path = node.getPath().substring(folder.length() + 1);
			if (!path.endsWith(".pydio")) {
				content.put(path,
						node.getType() == NodeType.LEAF ? somebody.get(node.getPath()) : Optional.empty());
			}
		}
		return content;
	}

	@Override
	public void close() throws Exception {
		endpoint.close();
		connections.close();
		theirConnections.close();
		http.close();
		Files.deleteIfExists(taskData.resolve("open-uploads"));
		Files.delete(taskData);
		if (own) {
			sandbox.close();
		}
	}
}
