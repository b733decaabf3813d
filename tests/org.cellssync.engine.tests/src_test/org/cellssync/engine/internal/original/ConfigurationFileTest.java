package org.cellssync.engine.internal.original;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import org.cellssync.api.account.Account;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.RunSummary;
import org.cellssync.api.session.Schedule;
import org.cellssync.api.session.Takeover;
import org.cellssync.api.session.Takeover.Fate;
import org.cellssync.api.session.TaskDraft;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.engine.internal.Program;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taking tasks over from a configuration as the original client writes it. */
class ConfigurationFileTest {

	@TempDir
	Path home;

	private Sandbox server;
	private Program program;
	private Path file;

	@BeforeEach
	void start() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults());
		program = new Program(home.resolve("data"));
		file = home.resolve("config.json");
	}

	@AfterEach
	void stop() throws Exception {
		program.close();
		server.close();
	}

	private Takeover read(String json) throws Exception {
		Files.writeString(file, json);
		return new ConfigurationFile(program.accounts(), program.sessions()).read(file);
	}

	/** The server's address with a user in it, as that client writes it. */
	private String address(String user) {
		return server.url().toString().replace("://", "://" + user + "@");
	}

	private static String task(String label, String left, String right, String direction, String more) {
		return """
				{"Uuid":"6f1d","Label":"%s","LeftURI":"%s","RightURI":"%s","Direction":"%s","SelectiveRoots":null,%s
				"LoopInterval":"","HardInterval":""}""".formatted(label, left, right, direction, more);
	}

	private static String configuration(String authorities, String... tasks) {
		return "{\"Tasks\":[" + String.join(",", tasks) + "],\"Authorities\":[" + authorities
				+ "],\"Logs\":{\"Folder\":\"\"},\"Updates\":{},\"Debugging\":{\"ShowPanels\":false},\"Service\":{\"AutoStart\":true}}";
	}

	private static final String LIVE = "\"Realtime\":true,\"RealtimePaused\":false,";

	private static List<Code> codes(List<Diagnostic> diagnostics) {
		return diagnostics.stream().map(Diagnostic::code).toList();
	}

	@Test
	void tasksGoOnWithoutSendingWhatIsTheSame() throws Exception {
		Account account = program.signIn(server, 0);
		Path folder = Files.createDirectories(home.resolve("my folder"));
		Files.writeString(folder.resolve("a.txt"), "same");
		Files.createDirectories(folder.resolve(".git"));
		Files.writeString(folder.resolve(".git/config"), "never sent by that client");
		try (Program other = new Program(home.resolve("other"))) {
			Path there = Files.createDirectories(home.resolve("there"));
			Files.writeString(there.resolve("a.txt"), "same");
			other.signIn(server, 0);
			other.sessions().runOnce(other.sessions().add(new TaskDraft(
					new EndpointAddress("file", "", there.toString()),
					new EndpointAddress("cells", account.id(), "personal-files"),
					Optional.empty(), List.of(), false), new Cancellation()).spec().id(), false, each -> {},
					new Cancellation());
		}
		Takeover found = read(configuration("",
				task("mine <> cells", address(account.user()) + "/personal-files", "fs://" + folder, "Bi", LIVE)));
		Takeover.Item item = found.tasks().getFirst();
		assertEquals(Fate.READY, item.fate());
		String id = program.sessions().add(item.draft().orElseThrow(), new Cancellation()).spec().id();
		RunSummary run = program.sessions().runOnce(id, false, each -> {}, new Cancellation());
		assertEquals(0, run.uploaded().files() + run.downloaded().files());
		assertEquals("mine <> cells", run.view().spec().name());
		assertEquals(folder.toString(), run.view().spec().left().path());
		assertFalse(run.view().spec().paused());
		assertEquals(Fate.PRESENT, read(Files.readString(file)).tasks().getFirst().fate());
	}

	@Test
	void directionsKeepTheirMeaningWhicheverSideTheServerStandsOn() throws Exception {
		String remote = address(program.signIn(server, 0).user()) + "/common-files/a%20b";
		Takeover found = read(configuration("", task("1", remote, "fs:///x/one", "Right", LIVE),
				task("2", remote, "fs:///x/two", "Left", LIVE), task("3", "fs:///x/three", remote, "Right", LIVE),
				task("4", "fs:///x/four", remote, "Left", LIVE), task("5", "fs:///x/five", "fs:///x/six", "Right", LIVE)));
		assertEquals(List.of(Mode.DOWNLOAD, Mode.UPLOAD, Mode.UPLOAD, Mode.DOWNLOAD, Mode.UPLOAD),
				found.tasks().stream().map(each -> each.draft().orElseThrow().options().mode()).toList());
		assertEquals("common-files/a b", found.tasks().getFirst().draft().orElseThrow().right().path());
		assertEquals("/x/one", found.tasks().getFirst().draft().orElseThrow().left().path());
	}

	@Test
	void keysOfOtherServicesAreNotShown() throws Exception {
		Takeover.Item item = read(
				configuration("", task("", "s3://user:k/e@y@storage.example/bucket", "fs:///x/one", "Bi", LIVE)))
				.tasks().getFirst();
		assertEquals(Fate.NOT_POSSIBLE, item.fate());
		assertEquals("s3://user:…@storage.example/bucket", item.left());
		assertEquals(List.of(Diagnostic.of(Code.ORIGINAL_OTHER_KIND, item.left(), item.left())), item.remarks());
		assertEquals(item.left(), item.name());
	}

	@Test
	void holesInTheFileKeepNothingElseBack() throws Exception {
		String remote = address(program.signIn(server, 0).user()) + "/common-files";
		Takeover found = read(configuration("null,{}", "null", "{}",
				task("out of the folder", remote, "fs:///x/one", "Bi", LIVE)
						.replace("\"SelectiveRoots\":null", "\"SelectiveRoots\":[\"/a\",\"/../b\"]"),
				task("with a hole", remote, "fs:///x/two", "Bi", LIVE)
						.replace("\"SelectiveRoots\":null", "\"SelectiveRoots\":[null,\"/a\"]")));
		assertEquals(List.of(), found.logins());
		assertEquals(List.of("–", "out of the folder", "with a hole"),
				found.tasks().stream().map(Takeover.Item::name).toList());
		assertEquals(List.of(Fate.NOT_POSSIBLE, Fate.NOT_POSSIBLE, Fate.READY),
				found.tasks().stream().map(Takeover.Item::fate).toList());
		assertEquals(List.of(Diagnostic.of(Code.ORIGINAL_OTHER_KIND, "out of the folder", "/../b")),
				found.tasks().get(1).remarks());
		assertEquals(Selection.ALL.unselecting(SyncPath.ROOT).selecting(SyncPath.of("a")),
				found.tasks().get(2).draft().orElseThrow().options().selection());
	}

	private Takeover.Item scheduled(String interval) throws Exception {
		String remote = address(program.signIn(server, 0).user()) + "/common-files";
		return read(configuration("", task("by the clock", remote, "fs:///x/one", "Bi",
				"\"Realtime\":false,\"RealtimePaused\":false,")
				.replace("\"LoopInterval\":\"\"", "\"LoopInterval\":\"" + interval + "\"")))
				.tasks().getFirst();
	}

	@Test
	void whatRanByTheClockRunsByTheClock() throws Exception {
		TaskDraft byHand = scheduled("").draft().orElseThrow();
		assertEquals(Schedule.MANUAL, byHand.options().schedule());
		assertFalse(byHand.paused());
		Takeover.Item often = scheduled("R/2012-01-01T02:00:00.828696-07:00/PT15M");
		assertEquals("every:15m", often.draft().orElseThrow().options().schedule().text());
		assertEquals(List.of(), often.remarks());
		assertEquals(Schedule.REALTIME,
				read(configuration("", task("live", address("x") + "/common-files", "fs:///x/one", "Bi", LIVE)
						.replace(address("x"), address(program.signIn(server, 0).user())))).tasks().getFirst().draft()
						.orElseThrow().options().schedule());
	}

	@Test
	void whatRanByAScheduleThereIsNoneLikeRunsByHandAndSaysSo() throws Exception {
		for (String other : List.of("R/2012-01-01T02:00:00Z/P3M", "R/2012-01-01T02:00:00Z/PT10S", "every now and then",
				"R/then/PT15M")) {
			Takeover.Item item = scheduled(other);
			assertEquals(Schedule.MANUAL, item.draft().orElseThrow().options().schedule(), other);
			assertEquals(List.of(Code.ORIGINAL_ON_SCHEDULE), codes(item.remarks()), other);
		}
	}

	@Test
	void schedulesKeepTheirWallClockTimes() {
		ZoneId berlin = ZoneId.of("Europe/Berlin");
		Map<String, String> expected = Map.of("R/2020-01-06T08:00:00.000Z/PT24H", "09:00", "R/2020-01-06T08:00:00Z/P1D",
				"09:00",
				"R/2020-01-06T08:00:00Z/P7D", "Mon 09:00", "R/2020-01-06T08:00:00Z/P1W", "Mon 09:00",
				"R/2020-01-05T23:30:00Z/PT168H", "Mon 00:30",
				"R/2020-01-31T08:00:00Z/P1M", "31 09:00", "R/2020-01-06T08:00:00Z/P1DT12H", "every:36h",
				"R5/2020-07-06T08:00:00Z/PT2H", "every:2h");
		expected.forEach(
				(theirs, ours) -> assertEquals(ours, OriginalSchedule.parse(theirs, berlin).orElseThrow().text(), theirs));
	}

	@Test
	void tasksOfAnAccountNobodySignedInToWaitForIt() throws Exception {
		Takeover found = read(configuration(
				"{\"id\":\"x\",\"uri\":\"" + address("anna%20b")
						+ "\",\"insecureSkipVerify\":true,\"username\":\"anna b\",\"refresh_token\":\"secret\"}",
				task("waits", address("anna%20b") + "/common-files", "fs:///x/one", "Bi", LIVE)));
		Takeover.Login login = found.logins().getFirst();
		assertEquals("anna b", login.user());
		assertTrue(login.account().isEmpty());
		assertEquals(List.of(Code.ORIGINAL_UNCHECKED_SERVER), codes(login.remarks()));
		assertEquals(Fate.SIGN_IN_FIRST, found.tasks().getFirst().fate());
		assertEquals(List.of(Code.ORIGINAL_SIGN_IN_FIRST), codes(found.tasks().getFirst().remarks()));
		assertFalse(found.toString().contains("secret"));
	}

	@Test
	void endsOfOtherKindsAreLeftOutAlone() throws Exception {
		String remote = address(program.signIn(server, 0).user()) + "/common-files";
		Takeover found = read(configuration("", task("s3", "s3://key:secret@host/bucket", "fs:///x/one", "Bi", LIVE),
				task("good", remote, "fs:///x/two", "Bi", LIVE)));
		assertEquals(List.of(Fate.NOT_POSSIBLE, Fate.READY), found.tasks().stream().map(Takeover.Item::fate).toList());
		assertEquals(List.of(Code.ORIGINAL_OTHER_KIND), codes(found.tasks().getFirst().remarks()));
	}

	@Test
	void selectedFoldersStaySelected() throws Exception {
		String remote = address(program.signIn(server, 0).user()) + "/common-files";
		TaskOptions options = read(configuration("", task("some", remote, "fs:///x/one", "Bi", LIVE)
				.replace("\"SelectiveRoots\":null", "\"SelectiveRoots\":[\"/A/b c\",\"/D\"]"))).tasks().getFirst().draft()
				.orElseThrow().options();
		assertEquals(Selection.ALL.unselecting(SyncPath.ROOT).selecting(SyncPath.of("A/b c")).selecting(SyncPath.of("D")),
				options.selection());
	}

	@Test
	void whatIsNoConfigurationIsRefused() {
		for (String wrong : List.of("", "{}", "[1,2]", "no json", "{\"Tasks\":\"x\"}")) {
			EndpointException refused = assertThrows(EndpointException.class, () -> read(wrong), wrong);
			assertEquals(Code.ORIGINAL_UNREADABLE, refused.diagnostic().code(), wrong);
		}
		EndpointException missing = assertThrows(EndpointException.class,
				() -> new ConfigurationFile(program.accounts(), program.sessions()).read(home.resolve("nowhere.json")));
		assertTrue(missing.diagnostic().message().contains("there is no such file"));
	}

	@Test
	void knowsWhereThatClientKeepsIt() {
		Properties linux = new Properties();
		linux.setProperty("user.home", "/home/u");
		linux.setProperty("os.name", "Linux");
		assertEquals(Path.of("/home/u/.config/pydio/cells-sync/config.json"), ConfigurationFile.usualFile(linux, Map.of()));
		assertEquals(Path.of("/c/pydio/cells-sync/config.json"),
				ConfigurationFile.usualFile(linux, Map.of("XDG_CONFIG_HOME", "/c")));
		Properties mac = new Properties(linux);
		mac.setProperty("os.name", "Mac OS X");
		assertEquals(Path.of("/home/u/Library/Application Support/Pydio/cells-sync/config.json"),
				ConfigurationFile.usualFile(mac, Map.of()));
	}
}
