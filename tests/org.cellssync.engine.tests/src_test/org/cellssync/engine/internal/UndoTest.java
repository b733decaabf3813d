package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

import org.cellssync.api.endpoint.TrashItem;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Policy;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever solving a conflict replaced, by a person or by policy, on either end, can be had back (section 3). */
class UndoTest {

	private static final Instant EARLIER = Instant.parse("2026-01-01T10:00:00Z");
	private static final Instant LATER = Instant.parse("2026-01-02T10:00:00Z");

	@TempDir
	Path home;

	private Sandbox server;
	private Computer other;
	private Computer one;

	@BeforeEach
	void start() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults());
		other = new Computer(home.resolve("other"), server).connect(0, "personal-files");
		one = new Computer(home.resolve("one"), server);
	}

	@AfterEach
	void end() throws Exception {
		one.close();
		other.close();
		server.close();
	}

	private void connect(Mode mode, Policy policy) throws Exception {
		one.connect(0, "personal-files", TaskOptions.DEFAULT.withMode(mode).withPolicy(policy));
	}

	private void bothEdit() throws Exception {
		other.write("d/c.txt", "base");
		other.sync();
		one.sync();
		other.write("d/c.txt", "on the server");
		Files.setLastModifiedTime(other.path("d/c.txt"), FileTime.from(LATER));
		other.sync();
		one.write("d/c.txt", "here");
		Files.setLastModifiedTime(one.path("d/c.txt"), FileTime.from(EARLIER));
	}

	static Stream<Arguments> solved() {
		return Stream.of(
				arguments("policy, keep local", Mode.TWO_WAY, Policy.KEEP_LOCAL, Optional.empty(), "here", "on the server"),
				arguments("policy, keep server", Mode.TWO_WAY, Policy.KEEP_REMOTE, Optional.empty(), "on the server",
						"here"),
				arguments("policy, newest", Mode.TWO_WAY, Policy.KEEP_NEWEST, Optional.empty(), "on the server", "here"),
				arguments("person, keep local", Mode.TWO_WAY, Policy.ASK, Optional.of(Choice.LOCAL), "here",
						"on the server"),
				arguments("person, keep server", Mode.TWO_WAY, Policy.ASK, Optional.of(Choice.SERVER), "on the server",
						"here"),
				arguments("person, newest", Mode.TWO_WAY, Policy.ASK, Optional.of(Choice.NEWEST), "on the server", "here"),
				arguments("backup, keep local", Mode.UPLOAD, Policy.KEEP_LOCAL, Optional.empty(), "here", "on the server"),
				arguments("mirror, keep server", Mode.DOWNLOAD, Policy.KEEP_REMOTE, Optional.empty(), "on the server",
						"here"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("solved")
	void whatWasReplacedComesBackToEverybody(String name, Mode mode, Policy policy, Optional<Choice> choice, String kept,
			String replaced) throws Exception {
		connect(Mode.TWO_WAY, policy);
		bothEdit();
		one.edit(options -> options.withMode(mode));
		one.sync();
		if (choice.isPresent()) {
			one.sessions().resolve(one.task(), SyncPath.of("d/c.txt"), choice.get());
			one.sync();
		}
		other.sync();
		assertEquals(kept, one.read("d/c.txt"));
		assertEquals(kept, other.read("d/c.txt"));
		one.boot();
		TrashItem item = one.trash().list().getFirst();
		assertEquals(List.of("d/c.txt", (long) replaced.length()), List.of(item.path().value(), item.size()));
		Path restored = one.trash().restore(item, Optional.empty());
		assertEquals("c (restored).txt", restored.getFileName().toString(), "nothing is overwritten by it");
		assertEquals(List.of(), one.trash().list());
		one.edit(options -> options.withMode(Mode.TWO_WAY));
		Files.move(one.path("d/c.txt"), one.path("d/solved.txt"));
		Files.move(restored, one.path("d/c.txt"));
		one.sync();
		other.sync();
		assertEquals(replaced, other.read("d/c.txt"));
		assertEquals(kept, other.read("d/solved.txt"));
		assertEquals(one.tree(), other.tree());
		assertEquals(List.of(), one.view().conflicts());
	}

	/** Here a folder is replaced by the server's file. */
	@Test
	void aFolderThatGaveWayHereComesBackWithAllThatIsInIt() throws Exception {
		connect(Mode.TWO_WAY, Policy.KEEP_REMOTE);
		other.write("d/f", "1").write("d/sub/g", "2");
		other.sync();
		one.sync();
		one.write("d/f", "edited here").write("d/new", "new here");
		other.delete("d").write("d", "a file now");
		other.sync();
		one.sync();
		assertEquals("a file now", one.read("d"));
		Path back = one.trash().restore(one.trash().list().getFirst(), Optional.empty());
		assertEquals("edited here", Files.readString(back.resolve("f")));
		assertEquals("2", Files.readString(back.resolve("sub/g")));
		assertEquals("new here", Files.readString(back.resolve("new")));
		one.sync();
		other.sync();
		assertEquals(one.tree(), other.tree());
	}

	/**
	 * On the server a folder is replaced by the file from here: it lies in the server's recycle bin, with all versions
	 * in it.
	 */
	@Test
	void aFolderThatGaveWayOnTheServerLiesInItsRecycleBin() throws Exception {
		connect(Mode.TWO_WAY, Policy.KEEP_LOCAL);
		other.write("d/f", "1").write("d/sub/g", "2");
		other.sync();
		one.sync();
		other.write("d/f", "edited there").write("d/new", "new there");
		other.sync();
		one.delete("d").write("d", "a file now");
		one.sync();
		other.sync();
		assertEquals("a file now", other.read("d"));
		try (Computer third = new Computer(home.resolve("third"), server).connect(0, "personal-files/recycle_bin")) {
			third.sync();
			SortedMap<String, String> bin = third.tree();
			assertTrue(
					bin.entrySet()
							.containsAll(Map.of("d/f", "edited there", "d/new", "new there", "d/sub/g", "2").entrySet()),
					bin.toString());
		}
	}
}
