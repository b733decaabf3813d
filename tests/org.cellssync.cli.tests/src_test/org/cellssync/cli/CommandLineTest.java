package org.cellssync.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The command line of the installed product, through real processes and against one server. */
@TestInstance(Lifecycle.PER_CLASS)
class CommandLineTest {

	private static final Set<String> ERROR = Set.of("type", "code", "message", "meaning", "action");
	private static final Set<String> TASK = Set.of("type", "id", "name", "left", "right", "mode", "state",
			"code", "lastSuccess",
			"conflicts", "problems", "progress");
	private static final Set<String> SUMMARY = Set.of("type", "task", "state", "scanned", "uploaded",
			"downloaded", "moved",
			"deleted", "created", "conflicts", "problems", "seconds", "cycles");
	private static final Set<String> OPERATION = Set.of("type", "task", "op", "side", "path", "from", "bytes",
			"outcome", "code",
			"time");

	@TempDir
	static Path place;
	private Product product;
	private Server server;

	@BeforeAll
	void begin() throws IOException, InterruptedException {
		product = Product.copiedInto(place);
		server = new Server(product, place.resolve("server"));
	}

	@AfterAll
	void end() throws IOException, InterruptedException {
		try (Server ending = server) {
			ending.process().signal("INT");
			assertEquals(0, ending.process().end(10).status());
		}
	}

	private static void assertHolds(Set<String> members, JsonObject object) {
		assertTrue(object.keySet().containsAll(members), object::toString);
	}

	/** A data folder with an account and one task between {@code folder} beside it and a new folder on the server. */
	private final class Desk {

		private final Path data;
		private final Path folder;
		private final String account;

		Desk(String name, String remote) throws IOException, InterruptedException {
			data = place.resolve(name).resolve("data");
			folder = place.resolve(name).resolve("folder");
			Files.createDirectories(folder);
			Path token = Files.writeString(place.resolve(name).resolve("token"), server.token());
			account = product.run(data, "account", "add", server.url(), "--token-file", token.toString(),
					"--ca", server.ca(),
					"--json").last().get("id").getAsString();
			Product.Ended added = product.run(data, "task", "add", folder.toString(), account + "/" + remote,
					"--name", name,
					"--json");
			assertEquals(0, added.status(), added::toString);
			assertHolds(TASK, added.last());
		}

		Product.Ended run(String... arguments) throws IOException, InterruptedException {
			return product.run(data, arguments);
		}

		JsonObject sync(int status) throws IOException, InterruptedException {
			Product.Ended ended = run("sync", "--once", "--json");
			assertEquals(status, ended.status(), ended::toString);
			ended.objects("operation").forEach(each -> assertHolds(OPERATION, each));
			assertHolds(SUMMARY, ended.last());
			return ended.last();
		}

		void write(String name, String text) throws IOException {
			Files.writeString(folder.resolve(name), text);
		}

		String read(String name) throws IOException {
			return Files.readString(folder.resolve(name));
		}
	}

	static Stream<Arguments> refused() {
		return Stream.of(arguments(2, "USAGE", List.of("fly")),
				arguments(2, "USAGE", List.of("task", "add", "a", "b", "--mode", "sideways")),
				arguments(2, "USAGE", List.of("limit", "edit", "--limit-up", "1M@sometimes")),
				arguments(2, "USAGE", List.of("limit", "edit", "--limit-down", "slow")),
				arguments(2, "TASK_UNKNOWN", List.of("status", "nothing")),
				arguments(2, "ACCOUNT_UNKNOWN", List.of("workspace", "list", "nobody")),
				arguments(2, "SERVER_URL_INVALID", List.of("account", "add", "nonsense", "--no-browser")),
				arguments(4, "SERVER_UNREACHABLE",
						List.of("account", "add", "https://localhost:1", "--no-browser")),
				arguments(4, "SERVER_CERTIFICATE", List.of("account", "add", "SERVER", "--no-browser")));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void refusesWithCodeTextAndStatus(int status, String code, List<String> words)
			throws IOException, InterruptedException {
		List<String> typed = Stream
				.concat(words.stream().map(word -> word.replace("SERVER", server.url())), Stream.of("--json"))
				.toList();
		Product.Ended ended = product.run(place.resolve("refused"), typed.toArray(String[]::new));
		assertEquals(status, ended.status(), ended::toString);
		assertEquals(1, ended.out().size(), ended::toString);
		assertEquals(code, ended.last().get("code").getAsString());
		assertEquals(ERROR, ended.last().keySet());
	}

	@Test
	void signsInInTheBrowserAndStopsWaitingOnCtrlC() throws Exception {
		Path data = place.resolve("browser");
		try (Product.Running add = product.start(data, "account", "add", server.url(), "--no-browser", "--ca",
				server.ca(),
				"--json")) {
			add.await(0, "\"sign-in\"");
			add.signal("INT");
			assertEquals(6, add.end(10).status());
		}
		try (Product.Running add = product.start(data, "account", "add", server.url(), "--no-browser", "--ca",
				server.ca(),
				"--json")) {
			JsonObject page = JsonParser.parseString(add.await(0, "\"sign-in\"")).getAsJsonObject();
			assertEquals(Set.of("type", "url", "expires"), page.keySet());
			server.signIn(URI.create(page.get("url").getAsString()));
			Product.Ended ended = add.end();
			assertEquals(0, ended.status(), ended::toString);
			assertEquals(Set.of("type", "id", "url", "user", "label", "state", "secrets"),
					ended.last().keySet());
			assertEquals("signed-in", ended.last().get("state").getAsString());
			assertEquals("file", ended.last().get("secrets").getAsString());
		}
	}

	@Test
	void signsOutAtTheServerToo() throws Exception {
		Path data = place.resolve("sign-out");
		String account = signIn(data);
		long before = server.calls("OIDC revoke");
		Product.Ended removed = product.run(data, "account", "remove", account, "--yes", "--json");
		assertEquals(0, removed.status(), removed::toString);
		assertEquals(1, removed.out().size(), removed::toString);
		assertEquals("done", removed.last().get("type").getAsString());
		assertEquals(before + 1, server.calls("OIDC revoke"));

		assertEquals(account, signIn(data));
		server.order("{\"fail\":[{\"method\":\"OIDC revoke\",\"calls\":1,\"answer\":{\"http\":{\"status\":503,"
				+ "\"code\":\"busy\",\"message\":\"busy\"}}}]}");
		Product.Ended warned = product.run(data, "account", "remove", account, "--yes", "--json");
		assertEquals(0, warned.status(), warned::toString);
		assertEquals(2, warned.out().size(), warned::toString);
		JsonObject warning = warned.objects("warning").getFirst();
		assertEquals("SIGN_IN_NOT_ENDED", warning.get("code").getAsString());
		assertEquals(ERROR, warning.keySet());
		assertTrue(warning.get("message").getAsString().contains("HTTP 503"), warned::toString);
		assertEquals("done", warned.last().get("type").getAsString());
		assertEquals(1, product.run(data, "account", "list", "--json").out().size());
	}

	private String signIn(Path data) throws Exception {
		try (Product.Running add = product.start(data, "account", "add", server.url(), "--no-browser", "--ca",
				server.ca(), "--json")) {
			JsonObject page = JsonParser.parseString(add.await(0, "\"sign-in\"")).getAsJsonObject();
			server.signIn(URI.create(page.get("url").getAsString()));
			Product.Ended ended = add.end();
			assertEquals(0, ended.status(), ended::toString);
			return ended.last().get("id").getAsString();
		}
	}

	@Test
	void goesTheWayThatIsTyped() throws Exception {
		Path data = place.resolve("way");
		String token = Files.writeString(place.resolve("way-token"), server.token()).toString();
		Product.Ended refused = product.run(data, "account", "add", server.url(), "--token-file", token, "--json");
		assertEquals(4, refused.status(), refused::toString);
		Matcher print = Pattern.compile("([0-9A-F]{2}:){31}[0-9A-F]{2}")
				.matcher(refused.last().get("message").getAsString());
		assertTrue(print.find(), refused::toString);
		assertTrue(refused.last().get("action").getAsString().contains("--pin"), refused::toString);
		Product.Ended added = product.run(data, "account", "add", server.url(), "--token-file", token, "--pin",
				print.group().replace(":", "").toLowerCase(Locale.ROOT), "--json");
		assertEquals(0, added.status(), added::toString);
		String account = added.last().get("id").getAsString();
		assertEquals(0, product.run(data, "workspace", "list", account, "--json").status());
		assertRefused(4, "SERVER_CERTIFICATE_CHANGED", data, account, "--pin", "ab".repeat(32));
		assertRefused(4, "PROXY_UNREACHABLE", data, account, "--proxy", "http://127.0.0.1:1");
		assertRefused(2, "USAGE", data, account);
		Product.Ended careless = product.run(data, "account", "edit", account, "--proxy", "http://anna:s3cret@localhost:1");
		assertEquals(2, careless.status(), careless::toString);
		assertFalse(careless.toString().contains("s3cret"), careless::toString);
		assertEquals(0, product.run(data, "account", "edit", account, "--proxy", "none", "--json").status());
		JsonObject route = product.run(data, "account", "show", account, "--json").objects("route").getFirst();
		assertEquals(print.group(), route.get("pin").getAsString());
		assertEquals("none", route.get("proxy").getAsString());
		assertRefused(4, "SERVER_CERTIFICATE", data, account, "--pin", "none");
		assertEquals(0, product.run(data, "account", "edit", account, "--pin", "none", "--ca", server.ca()).status());
	}

	private void assertRefused(int status, String code, Path data, String account, String... way)
			throws IOException, InterruptedException {
		List<String> typed = Stream.of(Stream.of("account", "edit", account), Stream.of(way), Stream.of("--json"))
				.flatMap(each -> each).toList();
		Product.Ended ended = product.run(data, typed.toArray(String[]::new));
		assertEquals(status, ended.status(), ended::toString);
		assertEquals(code, ended.last().get("code").getAsString());
	}

	@Test
	void syncsDecidesConflictsAndBringsBackFromTheTrash() throws IOException, InterruptedException {
		Desk one = new Desk("one", "common-files/conflicts");
		for (String name : List.of("local", "server", "both")) {
			one.write(name, "first");
		}
		Product.Ended planned = one.run("sync", "--once", "--dry-run", "--json");
		assertEquals(3, planned.objects("operation").stream()
				.filter(each -> each.get("outcome").getAsString().equals("planned")).count(),
				planned::toString);
		assertEquals(3, one.sync(0).getAsJsonObject("uploaded").get("files").getAsInt());
		Desk two = new Desk("two", "common-files/conflicts");
		assertEquals(3, two.sync(0).getAsJsonObject("downloaded").get("files").getAsInt());
		for (String name : List.of("local", "server", "both")) {
			one.write(name, "from the first");
			two.write(name, "from the second one");
		}
		one.sync(0);
		assertEquals(3, two.sync(1).get("conflicts").getAsInt());
		assertEquals("from the second one", two.read("server"));
		for (String name : List.of("local", "server", "both")) {
			assertEquals(0, two.run("conflicts", "resolve", "two", name, "--keep", name, "--json").status());
		}
		assertEquals(2, two.run("conflicts", "resolve", "two", "none", "--keep", "both", "--json").status());
		assertEquals(0, two.sync(0).get("conflicts").getAsInt());
		assertEquals(List.of("from the second one", "from the first", "from the first"),
				List.of(two.read("local"), two.read("server"), two.read("both")));
		Path back = place.resolve("back");
		assertEquals(0,
				two.run("trash", "restore", "two", "server", "--to", back.toString(), "--json").status());
		assertEquals("from the second one", Files.readString(back.resolve("server")));
	}

	@Test
	void limitsAreSetForOneTaskAndForAll() throws IOException, InterruptedException {
		Desk desk = new Desk("limits", "common-files/limits");
		assertEquals(0, desk.run("task", "edit", "limits", "--limit-up", "1M@Mon-Fri 08:00-18:00", "--limit-up", "20M",
				"--json").status());
		Product.Ended edited = desk.run("limit", "edit", "--limit-down", "500k", "--json");
		assertEquals("{\"type\":\"limit\",\"limitUp\":[],\"limitDown\":[\"500000\"]}", edited.last().toString());
		assertEquals("[\"1000000@Mon-Fri 08:00-18:00\",\"20000000\"]",
				desk.run("task", "show", "limits", "--json").last().getAsJsonObject("options").get("limitUp").toString());
		assertEquals(0, desk.run("limit", "edit", "--limit-down", "none", "--json").status());
		assertEquals("[]", desk.run("limit", "show", "--json").last().get("limitDown").toString());
	}

	@Test
	void haltsWhereEverythingIsGoneUntilSomebodyChooses() throws IOException, InterruptedException {
		Desk desk = new Desk("halts", "common-files/halts");
		for (int i = 0; i < 3; i++) {
			desk.write("file" + i, "text");
		}
		desk.sync(0);
		for (int i = 0; i < 3; i++) {
			Files.delete(desk.folder.resolve("file" + i));
		}
		assertEquals("halted", desk.sync(3).get("state").getAsString());
		Product.Ended list = desk.run("halt", "list", "--json");
		assertEquals(3, list.status());
		JsonObject halt = list.objects("halt").getFirst();
		assertHolds(Set.of("task", "code", "items", "choices"), halt);
		assertTrue(halt.get("message").getAsString().contains("halts"), halt::toString);
		assertEquals(2, desk.run("halt", "decide", "halts", "--choice", "merge", "--json").status());
		assertEquals(0, desk.run("halt", "decide", "halts", "--choice", "restore", "--json").status());
		desk.sync(0);
		assertEquals("text", desk.read("file2"));
		Files.move(desk.folder, desk.folder.resolveSibling("away"));
		assertEquals(2, desk.run("sync", "--once", "--json").status());
		assertFalse(Files.exists(desk.folder), "a folder that disappeared is not made again");
		Files.move(desk.folder.resolveSibling("away"), desk.folder);
		assertEquals(0, desk.sync(0).getAsJsonObject("deleted").get("remote").getAsInt());
	}

	@Test
	void othersWorkThroughTheOwnerAlsoBehindALongPath() throws IOException, InterruptedException {
		Desk desk = new Desk("long".repeat(30), "common-files/owner");
		try (Product.Running owner = product.start(desk.data, "start", "--headless", "--json")) {
			owner.await(0, "\"in-sync\"");
			desk.write("file", "text");
			assertEquals("in-sync", desk.sync(0).get("state").getAsString());
			assertEquals(1, desk.run("history", "--path", "file", "--json").objects("operation").size());
			Product.Ended again = desk.run("start", "--headless");
			assertTrue(again.status() != 0 && again.err().contains("running already"), again::toString);
			owner.signal("STOP");
			Product.Ended unanswered = desk.run("status", "--json");
			assertEquals(5, unanswered.status(), unanswered::toString);
			assertEquals("DATA_IN_USE", unanswered.last().get("code").getAsString());
			owner.signal("CONT");
			owner.signal("TERM");
			assertEquals(0, owner.end(10).status());
		}
		assertEquals(0, desk.run("status", "--json").status());
	}
}
