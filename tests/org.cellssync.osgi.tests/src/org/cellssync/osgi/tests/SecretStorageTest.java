package org.cellssync.osgi.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets in a real Equinox: without a keychain, with that of GNOME, and with that one locked or not
 * answering.
 */
class SecretStorageTest {

	private static final String KEY = "account/https://zoë@server.example:8443";
	private static final String SECRET = "a secret; \"quoted\" = é\\n";
	private static final String[] NEEDED = { "dbus-run-session", "gnome-keyring-daemon" };

	/** Starts the keyring's service with the keyring unlocked, and waits until it answers. */
	private static final String UNLOCK = """
			printf %s password | gnome-keyring-daemon --foreground --unlock --components=secrets >daemon 2>&1 & pid=$!
			until dbus-send --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \\
				string:org.freedesktop.secrets | grep -q true; do sleep 0.05; done
			""";
	/** Has the items of the keyring listed after the program ran. */
	private static final String ITEMS = """
			items() {
				echo items
				dbus-send --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets/aliases/default \\
					org.freedesktop.DBus.Properties.Get string:org.freedesktop.Secret.Collection string:Items
			}
			""";
	/** Has the service stand still while the program runs. */
	private static final String STOP = "kill -STOP $pid\n";
	private static final String RUN = """
			"$@"; status=$?
			! command -v items >/dev/null || items
			[ -z "$pid" ] || { kill -CONT $pid; kill $pid; wait $pid; }
			exit $status
			""";

	@TempDir
	Path folder;

	private OtherEquinox equinox;
	private Path data;

	@BeforeEach
	void prepare() throws IOException {
		equinox = new OtherEquinox(Files.createDirectory(folder.resolve("equinox")));
		data = folder.resolve("data # 1%20é");
	}

	@Test
	void guardsThemByAFileWhereThereIsNoKeychain() throws Exception {
		assertEquals(List.of("write null", "read " + SECRET, "read -", "guard FILE"),
				answers(withoutKeychain(data, "write", KEY, SECRET, "read", KEY, "read", "other", "guard")));
		assertTrue(Files.exists(data.resolve("secrets.key")));
		assertEquals(List.of("read " + SECRET, "remove null", "read -", "reload null", "guard FILE"),
				answers(withoutKeychain(data, "read", KEY, "remove", KEY, "read", KEY, "reload", "guard")));
		assertFalse(Files.exists(data.resolve("secrets.key")));
	}

	@Test
	void keepsNothingInClear() throws Exception {
		withoutKeychain(data, "write", KEY, "findMeInClear");
		try (Stream<Path> files = Files.walk(data)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains("findMeInClear"),
						file.toString());
			}
		}
		for (String file : List.of("secrets", "secrets.key")) {
			assertEquals("rw-------",
					PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))), file);
		}
	}

	@Test
	void guardsThemByTheKeychainAndKeepsFoldersApart() throws Exception {
		Path other = folder.resolve("other data");
		assertEquals(List.of("write null", "read first", "guard KEYCHAIN"),
				answers(inSession(UNLOCK, data, "write", KEY, "first", "read", KEY, "guard")));
		assertEquals(List.of("write null", "guard KEYCHAIN"),
				answers(inSession(UNLOCK, other, "write", KEY, "second", "guard")));
		assertEquals(List.of("read first", "guard KEYCHAIN"),
				answers(inSession(UNLOCK, data, "read", KEY, "guard")));
		assertEquals(List.of("read second"), answers(inSession(UNLOCK, other, "read", KEY)));
		assertFalse(Files.exists(data.resolve("secrets.key")));
	}

	@Test
	void putsNothingInTheKeychainBeforeThereIsASecretAndLeavesNothingAfterTheLast() throws Exception {
		List<String> looked = inSession(UNLOCK + ITEMS, data, "guard", "read", KEY, "reload", "remove", KEY);
		assertEquals(List.of("guard KEYCHAIN", "read -", "reload null", "remove null"), answers(looked));
		assertEquals(0, items(looked), () -> String.join("\n", looked));
		List<String> wrote = inSession(UNLOCK + ITEMS, data, "write", KEY, "1", "write", "other", "2", "remove", KEY);
		assertEquals(1, items(wrote), () -> String.join("\n", wrote));
		List<String> removed = inSession(UNLOCK + ITEMS, data, "read", "other", "remove", "other", "read", "other");
		assertEquals(List.of("read 2", "remove null", "read -"), answers(removed));
		assertEquals(0, items(removed), () -> String.join("\n", removed));
		try (Stream<Path> files = Files.list(data)) {
			assertEquals(List.of("secrets.lock", "secrets.work"), files.map(file -> file.getFileName().toString())
					.filter(name -> name.startsWith("secrets")).sorted().toList());
		}
	}

	@Test
	void doesWithoutAKeychainThatIsLocked() throws Exception {
		inSession(UNLOCK, data, "write", KEY, "kept");
		List<String> locked = inSession("", data, "read", KEY, "guard");
		assertEquals(List.of("read -", "guard KEYCHAIN"), answers(locked));
		assertTrue(locked.stream().anyMatch(line -> line.contains("the keyring is locked")),
				locked.toString());
		assertEquals(List.of("read kept"), answers(inSession(UNLOCK, data, "read", KEY)));
		assertEquals(List.of("write null", "read new", "guard FILE"),
				answers(inSession("", data, "write", KEY, "new", "read", KEY, "guard")));
		assertEquals(List.of("read new", "guard FILE"),
				answers(inSession(UNLOCK, data, "read", KEY, "guard")));
		try (Stream<Path> files = Files.list(data)) {
			assertEquals(1, files
					.filter(file -> file.getFileName().toString().startsWith("secrets.keychain-")).count());
		}
	}

	@Test
	void doesNotWaitLongForAKeychainThatDoesNotAnswer() throws Exception {
		inSession(UNLOCK, data, "write", KEY, "kept");
		List<String> stopped = inSession(UNLOCK + STOP, data, "read", KEY, "read", KEY);
		assertEquals(List.of("read -", "read -"), answers(stopped));
		assertTrue(stopped.stream().anyMatch(line -> line.contains("did not answer within 5 s")),
				stopped.toString());
		assertEquals(List.of("read kept"), answers(inSession(UNLOCK, data, "read", KEY)));
	}

	private List<String> withoutKeychain(Path data, String... actions)
			throws IOException, InterruptedException {
		return equinox.run(List.of(), Map.of("DBUS_SESSION_BUS_ADDRESS", "", "XDG_RUNTIME_DIR", ""), data,
				actions);
	}

	/** Runs it in a desktop session of its own, whose keyring lasts as long as this test. */
	private List<String> inSession(String before, Path data, String... actions)
			throws IOException, InterruptedException {
		for (String program : NEEDED) {
			assumeTrue(isInstalled(program), program + " is not installed");
		}
		Path home = Files.createDirectories(folder.resolve("home"));
		Path runtime = Files.createDirectories(folder.resolve("runtime"));
		Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwx------"));
		return equinox.run(List.of("dbus-run-session", "--", "sh", "-c", before + RUN, "sh"),
				Map.of("HOME", home.toString(), "XDG_DATA_HOME", "", "XDG_RUNTIME_DIR", runtime.toString(),
						"DISPLAY", "",
						"DBUS_SESSION_BUS_ADDRESS", ""),
				data, actions);
	}

	/** Returns how many items were listed. */
	private static long items(List<String> lines) {
		List<String> listed = lines.subList(lines.indexOf("items") + 1, lines.size());
		assertTrue(listed.stream().anyMatch(line -> line.contains("array [")), () -> String.join("\n", lines));
		return listed.stream().filter(line -> line.contains("object path")).count();
	}

	private static boolean isInstalled(String program) {
		return Stream.of(System.getenv("PATH").split(":"))
				.anyMatch(each -> Files.isExecutable(Path.of(each, program)));
	}

	/** Returns what the program answered, without the time it took. */
	private static List<String> answers(List<String> lines) {
		List<String> answers = lines.stream()
				.filter(line -> line.matches("(guard|read|write|remove|reload) .* \\d+ ms"))
				.map(line -> line.replaceAll(" \\d+ ms$", "")).toList();
		assertFalse(answers.isEmpty(), () -> String.join("\n", lines));
		return answers;
	}
}
