package org.cellssync.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.TaskDraft;
import org.cellssync.api.state.StateException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.engine.internal.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nextcloud's testDatabaseError (R03): whichever write to the store fails, the next run gets to the same end. */
class StoreFailureTest {

	private static final int MOST = 200;

	@TempDir
	private Path home;

	@Test
	void r03WhicheverWriteFailsTheNextRunGetsToTheSameEnd() throws Exception {
		int failing = 0;
		Optional<SortedMap<String, String>> end = Optional.empty();
		boolean failed = true;
		while (failed) {
			assertTrue(failing < MOST, "it never ends");
			Path place = Files.createDirectories(home.toRealPath().resolve("run" + failing));
			Failing store = new Failing();
			try (Program program = Program.thatTriesOnce(place.resolve("data"), new WatchedStore(store::write, () -> {
				// only what comes before a write fails
			}))) {
				failed = run(program, place, store, failing);
				Folder here = new Folder(place.resolve("here"), "here");
				Folder there = new Folder(place.resolve("there"), "there");
				assertEquals(here.tree(), there.tree(), "failed at " + failing);
				assertEquals(end.orElse(here.tree()), here.tree(), "failed at " + failing);
				end = Optional.of(here.tree());
			}
			failing++;
		}
		assertTrue(failing > 2, "so few writes: " + failing);
	}

	/** Returns whether a write failed. */
	private static boolean run(Program program, Path place, Failing store, int failing) throws Exception {
		Folder here = new Folder(Files.createDirectories(place.resolve("here")), "here");
		Folder there = new Folder(Files.createDirectories(place.resolve("there")), "there");
		for (String path : List.of("A/a1", "A/a2", "B/b1", "B/b2", "C/c1", "C/c2", "S/s1", "S/deep/s2", "T/t1", "U/u1")) {
			here.write(path);
		}
		String task = program.sessions()
				.add(new TaskDraft(address(here), address(there), Optional.of("R03"), List.of(), false),
						new Cancellation())
				.spec().id();
		program.sessions().runOnce(task, false, operation -> {
			// told by what is there
		}, new Cancellation());
		assertEquals(here.tree(), there.tree());
		change(here, there);
		store.failIn(failing);
		boolean failed = false;
		try {
			failed = program.sessions().runOnce(task, false, operation -> {
				// told by what is there
			}, new Cancellation()).failure().isPresent();
		} catch (EndpointException e) {
			assertEquals(Code.STATE_NOT_WRITABLE, e.diagnostic().code());
			failed = true;
		}
		boolean hit = store.hit();
		assertFalse(failed && !hit, "it failed for another reason");
		store.failIn(Integer.MAX_VALUE);
		var summary = program.sessions().runOnce(task, false, operation -> {
			// told by what is there
		}, new Cancellation());
		assertEquals(Optional.empty(), summary.failure());
		assertEquals(List.of(), summary.view().problems());
		assertEquals(List.of(), summary.view().conflicts());
		return hit;
	}

	private static void change(Folder here, Folder there) throws Exception {
		here.append("A/a1", "edited here");
		there.append("A/a2", "edited there");
		here.delete("B/b1");
		there.delete("B/b2");
		here.move("C/c1", "S/c1");
		there.move("C/c2", "A/c2");
		here.move("S", "S here");
		there.move("T", "T there");
		here.write("new here/inside");
		there.write("new there/inside");
		here.write("same", "alike");
		there.write("same", "alike");
		here.delete("U");
		there.delete("U");
		here.write("U", "now a file");
		there.write("U", "now a file");
	}

	private static EndpointAddress address(Folder folder) {
		return new EndpointAddress(EndpointAddress.FILE, "", folder.root().toString());
	}

	/** Has one write fail, which writes nothing then. */
	private static final class Failing {

		private int left = Integer.MAX_VALUE;
		private boolean hit;

		synchronized void failIn(int writes) {
			left = writes;
			hit = false;
		}

		synchronized boolean hit() {
			return hit;
		}

		synchronized void write() throws StateException {
			boolean now = left == 0;
			left--;
			hit |= now;
			if (now) {
				throw new StateException(Diagnostic.of(Code.STATE_NOT_WRITABLE, "state", "the test says so"),
						new IOException("the test says so"));
			}
		}
	}
}
