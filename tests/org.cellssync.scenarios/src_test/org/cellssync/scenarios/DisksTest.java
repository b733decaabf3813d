package org.cellssync.scenarios;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.RunSummary;
import org.cellssync.api.session.TaskDraft;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Policy;
import org.cellssync.engine.internal.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that fill up, can only be read, or are taken away: it is told, nothing is lost, and it goes on when that is
 * over.
 */
class DisksTest {

	private static final int MEBI = 1 << 20;

	@TempDir
	private Path base;
	private Path small;
	private Folder here;
	private Folder there;
	private Program program;

	/** A small file system of its own, for which one must be allowed to mount. */
	@BeforeEach
	void mount() throws Exception {
		base = base.toRealPath();
		small = Files.createDirectory(base.resolve("small"));
		assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=6m", "cellssync-test", small.toString()),
				"needs the right to mount a file system");
	}

	@AfterEach
	void unmount() throws Exception {
		if (program != null) {
			program.close();
		}
		run("umount", "-l", small.toString());
	}

	private static boolean run(String... command) throws InterruptedException {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
					.start()
					.waitFor() == 0;
		} catch (IOException e) {
			// There is no such command here: the same as not being allowed.
			return false;
		}
	}

	private void open(Path data, Path local) throws Exception {
		here = new Folder(Files.createDirectories(local), "here");
		there = new Folder(Files.createDirectories(base.resolve("there")), "there");
		program = Program.thatTriesOnce(data);
		program.sessions().add(new TaskDraft(address(here), address(there), Optional.of("small"), List.of(), false),
				new Cancellation());
		for (String path : List.of("a", "b", "c", "folder/d")) {
			here.write(path);
		}
		same();
	}

	private static EndpointAddress address(Folder folder) {
		return new EndpointAddress(EndpointAddress.FILE, "", folder.root().toString());
	}

	private TaskSpec task() {
		return program.sessions().views().getFirst().spec();
	}

	private RunSummary sync() throws EndpointException {
		return program.sessions().runOnce(task().id(), false, operation -> {
			// told by what is there
		}, new Cancellation());
	}

	private void same() throws Exception {
		RunSummary summary = sync();
		assertEquals(Optional.empty(), summary.failure().map(Diagnostic::line));
		assertEquals(List.of(), summary.view().problems().stream().map(Diagnostic::line).toList());
		assertEquals(List.of(), summary.view().conflicts());
		assertEquals(Set.of(), different(here.tree(), there.tree()));
	}

	/** Returns what differs; the trash, which lies in the folder where the state is on another disk, is nobody's. */
	private static Set<String> different(Map<String, String> some, Map<String, String> others) {
		Set<String> paths = new TreeSet<>(some.keySet());
		paths.addAll(others.keySet());
		paths.removeIf(path -> path.matches("\\.cellssync-[0-9a-f]{8}/.*")
				|| some.getOrDefault(path, "absent").equals(others.get(path)));
		return paths;
	}

	/** Leaves so many bytes on the small disk. */
	private Path fill(long left) throws IOException {
		Path filler = small.resolve("filler");
		byte[] block = new byte[4096];
		try (var out = Files.newOutputStream(filler)) {
			while (Files.getFileStore(small).getUsableSpace() > left) {
				out.write(block);
			}
		}
		return filler;
	}

	/** Returns what a run says of a disk that is full, whether it ends by it or goes on beside it. */
	private List<Code> troubles() {
		List<Code> codes = new ArrayList<>();
		try {
			RunSummary summary = sync();
			summary.failure().ifPresent(each -> codes.add(each.code()));
			summary.view().problems().forEach(each -> codes.add(each.code()));
		} catch (EndpointException e) {
			codes.add(e.diagnostic().code());
		}
		return codes.stream().distinct().toList();
	}

	@Test
	void theFolderOfTheStateIsFull() throws Exception {
		open(small.resolve("data"), base.resolve("here"));
		for (int i = 0; i < 300; i++) {
			here.write("new here/" + i);
			there.write("new there/" + i);
		}
		here.move("a", "folder/a");
		there.delete("b");
		there.write("c", "edited there");
		Path filler = fill(0);
		assertEquals(List.of(Code.STATE_NOT_WRITABLE), troubles());
		assertEquals(List.of(Code.STATE_NOT_WRITABLE), troubles());
		assertEquals("edited there", there.read("c"));
		Files.delete(filler);
		same();
		assertEquals("a", there.read("folder/a"));
		assertEquals(300 * 2 + 6, there.tree().size());
	}

	@Test
	void theSyncedFolderIsFull() throws Exception {
		open(base.resolve("data"), small.resolve("here"));
		byte[] large = new byte[2 * MEBI];
		large[MEBI] = 1;
		there.write("a", large);
		there.write("large", large);
		here.write("b", "edited here");
		here.delete("c");
		Path filler = fill(MEBI);
		assertEquals(List.of(Code.LOCAL_DISK_FULL), troubles());
		assertEquals("a", here.read("a"));
		assertEquals(Set.of("a", "large"), different(here.tree(), there.tree()));
		Files.delete(filler);
		same();
		assertArrayEquals(large, Files.readAllBytes(here.at("a")));
		assertEquals("edited here", there.read("b"));
	}

	/** Room is nothing that comes in seconds, as an answer of a server may. */
	@Test
	void aRunDoesNotWaitForRoom() throws Exception {
		open(base.resolve("data"), small.resolve("here"));
		program.close();
		program = Program.thatMayNotWait(base.resolve("data"));
		there.write("large", new byte[2 * MEBI]);
		Path filler = fill(MEBI);
		assertEquals(List.of(Code.LOCAL_DISK_FULL), troubles());
		Files.delete(filler);
		same();
	}

	@Test
	void whatIsReplacedOnTheOtherEndDoesNotFitIntoTheTrash() throws Exception {
		open(base.resolve("data"), small.resolve("here"));
		program.sessions().edit(task().withOptions(task().options().withPolicy(Policy.KEEP_LOCAL)));
		byte[] large = new byte[2 * MEBI];
		large[MEBI] = 1;
		there.write("a", large);
		here.write("a", "edited here");
		here.write("new");
		Path filler = fill(MEBI);
		assertEquals(List.of(Code.LOCAL_DISK_FULL), troubles());
		assertArrayEquals(large, Files.readAllBytes(there.at("a")));
		assertEquals("edited here", here.read("a"));
		Files.delete(filler);
		same();
		assertEquals("edited here", there.read("a"));
		assertTrue(isKept(large), "the other version is not in the trash");
	}

	/** Mounts the small file system anew with other options; returns whether that was done. */
	private boolean remount(String option) throws InterruptedException {
		return run("mount", "-o", "remount," + option, small.toString());
	}

	@Test
	void theSyncedFolderCanOnlyBeReadForAWhile() throws Exception {
		open(base.resolve("data"), small.resolve("here"));
		here.write("b", "edited here");
		there.write("a", "edited there");
		there.delete("c");
		there.write("new there");
		assertTrue(remount("ro"));
		assertEquals(List.of(Code.LOCAL_ROOT_NOT_WRITABLE), troubles());
		assertEquals("a", here.read("a"));
		assertEquals("c", here.read("c"));
		assertTrue(remount("rw"));
		same();
		assertEquals("edited there", here.read("a"));
		assertEquals("edited here", there.read("b"));
		assertEquals(Set.of(),
				different(Map.of("a", "", "b", "", "folder", "", "folder/d", "", "new there", ""), names(here)));
	}

	@Test
	void theDiskOfTheSyncedFolderIsTakenAwayAndComesBack() throws Exception {
		open(base.resolve("data"), small.resolve("here"));
		Path aside = Files.createDirectory(base.resolve("aside"));
		there.write("a", "edited there");
		here.write("b", "edited here");
		assertTrue(run("mount", "--move", small.toString(), aside.toString())
				|| run("mount", "--bind", small.toString(), aside.toString())
						&& run("umount", "-l", small.toString()));
		assertEquals(List.of(Code.LOCAL_ROOT_MISSING), troubles());
		Files.createDirectory(small.resolve("here"));
		assertEquals(List.of(), troubles(), "a folder that is another one halts the task and is no trouble of a file");
		assertEquals(Code.LOCAL_ROOT_REPLACED, halt());
		assertEquals(Set.of("a", "b", "c", "folder", "folder/d"), names(there).keySet(),
				"what is not mounted is not deleted");
		Files.delete(small.resolve("here"));
		assertTrue(run("mount", "--bind", aside.toString(), small.toString()));
		same();
		run("umount", "-l", aside.toString());
		assertEquals("edited there", here.read("a"));
		assertEquals("edited here", there.read("b"));
	}

	private Code halt() {
		return program.sessions().views().getFirst().status() instanceof TaskStatus.Halted halted
				? halted.halt().diagnostic().code()
				: Code.INTERNAL;
	}

	private static Map<String, String> names(Folder folder) throws Exception {
		Map<String, String> names = new TreeMap<>();
		folder.tree().keySet().stream().map(path -> path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
				.filter(path -> !path.startsWith(".cellssync-")).forEach(path -> names.put(path, ""));
		return names;
	}

	private boolean isKept(byte[] content) throws IOException {
		try (Stream<Path> all = Files.walk(small)) {
			for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
				if (Files.size(each) == content.length
						&& Files.mismatch(each, Files.write(base.resolve("wanted"), content)) < 0) {
					return true;
				}
			}
		}
		return false;
	}
}
