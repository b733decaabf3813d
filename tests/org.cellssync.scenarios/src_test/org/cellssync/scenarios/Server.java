package org.cellssync.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Route;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.engine.internal.Program;
import org.cellssync.protocol.tests.Somebody;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.sandbox.SandboxOptions.Storage;
import org.cellssync.transport.Announcement;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.internal.trust.PemServerTrust;

import com.google.gson.Gson;
import com.google.gson.JsonParser;

/** A sandbox with its hazards on, the program's account on it, and another user with another client. */
final class Server implements AutoCloseable {

	static final String WORKSPACE = "common-files";

	private final Sandbox sandbox;
	private final Account account;
	private final Program other;
	private final Somebody somebody;
	private final HttpClient http;

	private Server(Sandbox sandbox, Account account, Program other, Somebody somebody, HttpClient http) {
		this.sandbox = sandbox;
		this.account = account;
		this.other = other;
		this.somebody = somebody;
		this.http = http;
	}

	/** Starts a server and signs the program in. */
	static Server start(Storage storage, Program program, Path elsewhere) {
		try {
			// Hashes that come late have tests of their own; here each wait would count a hundred times.
			Sandbox sandbox = Sandbox
					.start(SandboxOptions.defaults().withStorage(storage).withHashDelay(Duration.ZERO));
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { new PemServerTrust().trust(Route.USUAL.withCa(sandbox.caFile())) },
					new SecureRandom());
			HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context).build();
			Program other = new Program(elsewhere);
			Somebody somebody = new Somebody(other.connection(other.signIn(sandbox, 1)), http,
					sandbox.users().get(1).token(), Announcement.V4);
			Server server = new Server(sandbox, program.signIn(sandbox, 0), other, somebody, http);
			server.heal();
			return server;
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		} catch (GeneralSecurityException | EndpointException e) {
			throw new IllegalStateException(e);
		}
	}

	Workspace folder(String name) {
		return new Workspace(somebody, WORKSPACE + '/' + name);
	}

	EndpointAddress address(String name) {
		return new EndpointAddress(EndpointAddress.CELLS, account.id(), WORKSPACE + '/' + name);
	}

	/** Returns what another process signs in with, as the program's user. */
	String[] arguments(Path data) {
		return new String[] { data.toString(), sandbox.url().toString(), sandbox.caFile().orElseThrow().toString(),
				sandbox.users().get(0).token() };
	}

	/** Returns the name of the user who is not ours. */
	String otherUser() {
		return sandbox.users().get(1).name();
	}

	/** Does harm, or heals: see the sandbox's control. */
	void faults(Map<String, ?> orders) throws IOException {
		send(HttpRequest.newBuilder(control("/faults"))
				.POST(HttpRequest.BodyPublishers.ofString(new Gson().toJson(orders))));
	}

	/** Has the next calls of a method answered otherwise. */
	void fail(String method, int calls, Object answer) throws IOException {
		faults(Map.of("fail", Map.of("method", method, "calls", calls, "answer", answer)));
	}

	/** Returns the answer of an HTTP method that failed. */
	static Map<String, ?> http(int status, String code) {
		return Map.of("http", Map.of("status", status, "code", code, "message", code + ", says the test"));
	}

	/** Returns the answer of a gRPC method that failed, in the server's own way. */
	static Map<String, ?> cells(int code, String detail) {
		String text = new Gson().toJson(Map.of("Id", "test", "Code", code, "Detail", detail, "Status", "failed"));
		return Map.of("grpc", Map.of("code", "UNKNOWN", "message", text));
	}

	/** Ends all harm, but for folders of structured storage, which lose nothing until a scenario wants them to. */
	void heal() throws IOException {
		faults(Map.of("clear", true, "moveLossShare", 0));
	}

	/** Limits the workspace so that this much more goes into it. */
	void quotaLeft(long bytes) throws IOException, CellsException {
		long used = somebody.read(WORKSPACE).orElseThrow().getSize();
		faults(Map.of("quota", Map.of("workspace", WORKSPACE, "bytes", used + bytes)));
	}

	/** Returns the calls of each method since the start. */
	Map<String, Long> calls() throws IOException {
		Map<String, Long> calls = new HashMap<>();
		JsonParser.parseString(send(HttpRequest.newBuilder(control("/counters")))).getAsJsonObject().entrySet()
				.forEach(each -> calls.put(each.getKey(), each.getValue().getAsLong()));
		return calls;
	}

	private URI control(String path) {
		return URI.create(sandbox.controlUrl() + path);
	}

	private String send(HttpRequest.Builder request) throws IOException {
		try {
			var answer = http.send(request.build(), BodyHandlers.ofString());
			if (answer.statusCode() != 200) {
				throw new IOException(answer.body());
			}
			return answer.body();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", e);
		}
	}

	@Override
	public void close() throws IOException {
		other.close();
		http.close();
		sandbox.close();
	}
}
