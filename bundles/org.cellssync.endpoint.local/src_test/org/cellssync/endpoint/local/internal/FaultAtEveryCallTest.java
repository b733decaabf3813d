package org.cellssync.endpoint.local.internal;

import static org.cellssync.endpoint.local.internal.Fixture.dir;
import static org.cellssync.endpoint.local.internal.Fixture.file;
import static org.cellssync.endpoint.local.internal.Fixture.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * I-U1, I-U3, R03: whichever call of the disk fails, each path holds the old or the new, nothing is lost, and
 * it goes on.
 */
@Timeout(120)
class FaultAtEveryCallTest {

	@TempDir
	Path base;

	@Test
	void nothingIsLostWhicheverCallFails() throws Exception {
		int failing = 0;
		while (run(failing)) {
			failing++;
		}
		assertTrue(failing > 50, "calls: " + failing);
	}

	/** Returns whether the failing call was reached. */
	private boolean run(int failing) throws Exception {
		Path place = Files.createDirectory(base.resolve("run" + failing));
		AtomicInteger calls = new AtomicInteger();
		try (Fixture folder = new Fixture(place)) {
			folder.write("replaced", "old");
			folder.write("deleted", "gone");
			folder.write("dir/a", "a");
			folder.write("dir/sub/b", "b");
			folder.write("moved", "m");
			folder.settled();
			folder.disk.any = each -> {
				if (calls.getAndIncrement() == failing) {
					throw new IOException("Input/output error");
				}
			};
			Outcome outcome = folder.apply(steps(folder));
			folder.disk.any = FaultyDisk.NOTHING;
			requireWhole(folder, "call " + failing);
			requireTruth(folder, outcome, "call " + failing);
		}
		return calls.get() > failing;
	}

	private static List<Step> steps(Fixture folder) {
		return List.of(new Move(path("moved"), path("target"), file("m")), folder.delete("deleted"),
				folder.delete("dir"),
				folder.change("new", Absent.ABSENT, Directory.EMPTY), folder.create("new/file", "n"),
				folder.replace("replaced", "changed"));
	}

	/**
	 * Everything that was there, or was to come, is in the folder or in the trash, and there is nothing else.
	 */
	private static void requireWhole(Fixture folder, String run) throws Exception {
		Map<String, String> found = new TreeMap<>();
		for (String name : folder.names()) {
			if (Files.isRegularFile(folder.at(name)) && !name.contains(".cellssync-")) {
				found.put(name, folder.read(name));
			}
		}
		Map<String, List<String>> allowed = Map.of("replaced", List.of("old", "changed"), "deleted",
				List.of("gone"), "dir/a",
				List.of("a"), "dir/sub/b", List.of("b"), "moved", List.of("m"), "target", List.of("m"),
				"new/file",
				List.of("n"));
		found.forEach((name, text) -> assertTrue(allowed.getOrDefault(name, List.of()).contains(text),
				run + ": " + name));
		List<String> trashed = new ArrayList<>();
		for (var item : folder.trash().list()) {
			trashed.add(item.path().value());
		}
		assertTrue("old".equals(found.get("replaced")) || trashed.contains("replaced"),
				run + " " + found + trashed);
		assertTrue(found.containsKey("replaced"), run + " " + found);
		assertTrue(found.containsKey("deleted") || trashed.contains("deleted"), run + " " + found + trashed);
		assertTrue(found.containsKey("dir/a") && found.containsKey("dir/sub/b") || trashed.contains("dir"),
				run + " " + found + trashed);
		assertTrue(found.containsKey("moved") || found.containsKey("target"), run + " " + found);
	}

	/** What was told to be done is what the next look shows. */
	private static void requireTruth(Fixture folder, Outcome outcome, String run) throws Exception {
		Entry tree = folder.settled().tree();
		for (StepResult result : outcome.results()) {
			if (result instanceof StepResult.Done done && !(done.entry() instanceof Directory)) {
				assertEquals(done.entry(), Tree.at(tree, done.step().path()), run);
			}
		}
		if (outcome.results().stream().allMatch(StepResult.Done.class::isInstance)
				&& outcome.results().size() == 6) {
			assertEquals(dir("new", dir("file", file("n")), "replaced", file("changed"), "target", file("m")),
					tree, run);
		}
	}
}
