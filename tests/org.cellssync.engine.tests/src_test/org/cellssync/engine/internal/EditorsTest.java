package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How editors save (M20), and names that programs trip over. */
class EditorsTest {

	@TempDir
	Path home;

	private Sandbox server;
	private Computer one;

	/** What an editor does to save a file. */
	@FunctionalInterface
	private interface Save {
		void of(Path file, String text) throws IOException;
	}

	@BeforeEach
	void connect() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults().withHashDelay(Duration.ZERO));
		one = new Computer(home.resolve("one"), server).connect(0, "personal-files");
	}

	@AfterEach
	void disconnect() throws Exception {
		one.close();
		server.close();
	}

	private static Path beside(Path file, String name) {
		return file.resolveSibling(name);
	}

	private static void replace(Path from, Path to) throws IOException {
		Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	static Stream<Arguments> editors() {
		return Stream.of(
				arguments("in place", (Save) Files::writeString),
				arguments("KeePassXC: a temporary file replaces it", (Save) (file, text) -> replace(
						Files.writeString(beside(file, file.getFileName() + ".Xk3dPq"), text), file)),
				arguments("gedit",
						(Save) (file, text) -> replace(Files.writeString(beside(file, ".goutputstream-4ZU9K1"), text),
								file)),
				arguments("vim: the old one makes room and is removed", (Save) (file, text) -> {
					Files.writeString(beside(file, ".doc.swp"), "swap");
					Path old = beside(file, file.getFileName() + "~");
					Files.move(file, old);
					Files.writeString(file, text);
					Files.delete(old);
					Files.delete(beside(file, ".doc.swp"));
				}),
				arguments("Office: both get names of their own, the old one is removed", (Save) (file, text) -> {
					Files.writeString(beside(file, "~$" + file.getFileName()), "owner");
					Path fresh = Files.writeString(beside(file, "5C1A2E40.tmp"), text);
					Path old = beside(file, "7F3B9D12.tmp");
					Files.move(file, old);
					Files.move(fresh, file);
					Files.delete(old);
					Files.delete(beside(file, "~$" + file.getFileName()));
				}),
				arguments("macOS safe save: from a folder beside it", (Save) (file, text) -> {
					Path folder = Files.createDirectory(beside(file, file.getFileName() + ".sb-1a2b3c4d-XyZ012"));
					replace(Files.writeString(folder.resolve(file.getFileName()), text), file);
					Files.delete(folder);
				}));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("editors")
	void savingIsOneEdit(String name, Save save) throws Exception {
		one.write("folder/doc.txt", "before");
		one.sync();
		save.of(one.path("folder/doc.txt"), "after, and longer");
		assertEquals(List.of("upload remote folder/doc.txt"), one.sync().operations());
		assertEquals(List.of(), one.sync().operations());
		assertEquals("after, and longer", one.read("folder/doc.txt"));
		try (Computer two = new Computer(home.resolve("two"), server).connect(0, "personal-files")) {
			two.sync();
			assertEquals(one.tree(), two.tree());
		}
	}

	@Test
	void aBackupThatIsKeptIsANewFile() throws Exception {
		one.write("doc.txt", "before");
		one.sync();
		one.move("doc.txt", "doc.txt.bak").write("doc.txt", "after");
		one.sync();
		try (Computer two = new Computer(home.resolve("two"), server).connect(0, "personal-files")) {
			two.sync();
			assertEquals("after", two.read("doc.txt"));
			assertEquals("before", two.read("doc.txt.bak"));
		}
	}

	@Test
	void longPathsAndEveryPrintableCharacterComeOver() throws Exception {
		String deep = "a folder with a name of forty characters/".repeat(12) + "and a file.txt";
		one.write(deep, "deep down");
		for (char each = ' '; each < 0x7F; each++) {
			if (each != '/') {
				one.write("characters/a" + each + "b", "" + each);
				one.write("characters/" + each + "50%25 " + each + "x", "" + each);
			}
		}
		Computer.Ran ran = one.sync();
		assertEquals(List.of(), ran.summary().view().problems());
		try (Computer two = new Computer(home.resolve("two"), server).connect(0, "personal-files")) {
			two.sync();
			assertEquals(one.tree(), two.tree());
			assertEquals("deep down", two.read(deep));
			assertEquals(List.of(), two.sync().operations());
		}
		assertEquals(List.of(), one.sync().operations());
	}
}
