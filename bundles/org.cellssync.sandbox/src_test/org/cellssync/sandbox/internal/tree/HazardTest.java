package org.cellssync.sandbox.internal.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.cellssync.sandbox.internal.events.Origin;
import org.cellssync.sandbox.internal.web.Hazard;
import org.junit.jupiter.api.Test;

/** One test or more for each hazard that the tree itself has. */
class HazardTest {
	private static final String NFC = "caf\u00e9.txt";
	private static final String NFD = "cafe\u0301.txt";

	private static int code(Runnable action) {
		return assertThrows(TreeException.class, action::run).code();
	}

	@Test
	void nobodySeesAnEmptyRootAndNoWorkspace() {
		try (var lab = Lab.flat()) {
			assertEquals(List.of(), lab.world.workspaces(Optional.empty(), Family.V4));
			assertEquals(404, code(() -> lab.world.read(Optional.empty(), "common-files", false)));
		}
	}

	@Test
	void deletionStopsHalfWayWhenTheCallerIsGone() {
		try (var lab = Lab.flat()) {
			for (var i = 0; i < 10; i++) {
				lab.put("common-files/dir/" + i + ".txt", "text");
			}
			lab.faults.deletionStep(Duration.ofNanos(1));
			var asked = new AtomicInteger();
			assertFalse(lab.world.delete(lab.ann, "common-files/dir", "", Origin.NONE,
					() -> asked.incrementAndGet() > 5));
			assertEquals(5, lab.list("common-files/dir").size());
			lab.faults.set(Hazard.H4, false);
			assertTrue(lab.world.delete(lab.ann, "common-files/dir", "", Origin.NONE, () -> true));
			assertFalse(lab.isThere("common-files/dir"));
		}
	}

	@Test
	void deletingWhatIsNotThereDependsOnTheUuid() {
		try (var lab = Lab.flat()) {
			assertEquals(404, code(() -> lab.delete("common-files/none")));
			assertEquals(403, code(
					() -> lab.world.delete(lab.ann, "common-files/none", "stale", Origin.NONE, () -> false)));
		}
	}

	@Test
	void moveReplacesItsTargetWithoutAWord() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/a.txt", "a");
			lab.put("common-files/folder/b.txt", "b");
			var uuid = lab.read("common-files/a.txt").uuid();
			lab.move("common-files/a.txt", "common-files/folder");
			assertEquals(List.of("common-files/folder"), lab.list("common-files"));
			assertEquals(uuid, lab.read("common-files/folder").uuid());
			lab.put("common-files/c.txt", "c");
			lab.faults.set(Hazard.H5, false);
			assertEquals(409, code(() -> lab.move("common-files/c.txt", "common-files/folder")));
		}
	}

	@Test
	void folderIntoItselfPanics() {
		try (var lab = Lab.flat()) {
			lab.mkdir("common-files/rec/b");
			var panic = assertThrows(TreeException.class,
					() -> lab.move("common-files/rec/b", "common-files/rec/b/c"));
			assertEquals(
					"{\"Id\":\"\",\"Code\":0,\"Detail\":\"panic recovered in UpdateNode: runtime error: slice"
							+ " bounds out of range [3:2]. Params From:rec/b, To:rec/b/c\",\"Status\":\"\"}",
					panic.json());
			assertTrue(lab.isThere("common-files/rec/b"));
		}
	}

	@Test
	void composedNameRuinsTheDecomposedFileOnFlatStorage() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/" + NFD, "kept?");
			assertEquals(409, code(() -> lab.put("common-files/" + NFC, "new")));
			assertTrue(lab.read("common-files/" + NFD).isFolder());
			assertEquals(500, code(() -> lab.text("common-files/" + NFD)));
		}
	}

	@Test
	void decomposedNameIsRefusedOnFlatStorage() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/" + NFC, "kept");
			assertEquals(409, code(() -> lab.put("common-files/" + NFD, "new")));
			assertEquals("kept", lab.text("common-files/" + NFC));
			assertEquals(List.of("common-files/" + NFC), lab.list("common-files"));
		}
	}

	@Test
	void otherFormReplacesTheFirstOnStructuredStorage() {
		try (var lab = Lab.structured()) {
			lab.put("common-files/" + NFC, "first");
			lab.put("common-files/" + NFD, "second");
			assertEquals(List.of("common-files/" + NFD), lab.list("common-files"));
			assertEquals("second", lab.text("common-files/" + NFD));
		}
	}

	@Test
	void formsAndCasesCoexistWhenCalm() {
		try (var lab = Lab.flat()) {
			lab.faults.set(Hazard.H6, false);
			lab.put("common-files/" + NFC, "one");
			lab.put("common-files/" + NFD, "two");
			lab.put("common-files/A", "three");
			lab.put("common-files/a", "four");
			assertEquals(4, lab.list("common-files").size());
			assertEquals("one", lab.text("common-files/" + NFC));
		}
	}

	@Test
	void hiddenNodesVanishFromListingsAndAreForbidden() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/secret/a.txt", "a");
			lab.put("common-files/b.txt", "b");
			lab.faults.hide("common-files/secret");
			assertEquals(List.of("common-files/b.txt"), lab.list("common-files"));
			assertEquals(403, code(() -> lab.read("common-files/secret/a.txt")));
			assertEquals(403, code(() -> lab.delete("common-files/secret")));
			lab.faults.show("common-files/secret");
			assertEquals("a", lab.text("common-files/secret/a.txt"));
		}
	}

	@Test
	void addedRootChangesEveryPathAndTheUuidOfTheRoot() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/a.txt", "a");
			var before = lab.read("common-files").uuid();
			lab.faults.addRoot("common-files", "more");
			assertEquals(404, code(() -> lab.read("common-files/a.txt")));
			assertEquals("a", lab.text("common-files/pydiods1/a.txt"));
			assertNotEquals(before, lab.read("common-files").uuid());
			assertEquals(List.of("common-files/pydiods1", "common-files/pydiods1/a.txt", "common-files/more"),
					lab.list("common-files"));
			lab.put("common-files/more/b.txt", "b");
			assertEquals(404, code(() -> lab.put("common-files/c.txt", "c")));
			lab.faults.removeRoots("common-files");
			assertEquals(before, lab.read("common-files").uuid());
		}
	}

	@Test
	void hashComesLateOnFlatStorage() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/a.txt", "one");
			assertEquals("", lab.read("common-files/a.txt").hash());
			assertEquals(Lab.digests("one").tag(), lab.read("common-files/a.txt").etag());
			lab.pass(Lab.DELAY);
			assertEquals(Lab.digests("one").hash(), lab.read("common-files/a.txt").hash());
			lab.put("common-files/a.txt", "two!");
			var stale = lab.read("common-files/a.txt");
			assertEquals(Lab.digests("one").hash(), stale.hash());
			assertEquals(Lab.digests("two!").tag(), stale.etag());
			assertEquals(4, stale.size());
			lab.pass(Lab.DELAY);
			assertEquals(Lab.digests("two!").hash(), lab.read("common-files/a.txt").hash());
		}
	}

	@Test
	void sizeOrTagComesLateOnStructuredStorage() {
		try (var lab = Lab.structured()) {
			var sizes = 0;
			for (var i = 0; i < 20; i++) {
				var path = "common-files/" + i + ".txt";
				lab.put(path, "text");
				var early = lab.read(path);
				assertEquals(Lab.digests("text").hash(), early.hash());
				assertTrue(early.size() == 0 ^ early.etag().equals(NodeView.TEMPORARY), early.toString());
				sizes += early.size() == 0 ? 1 : 0;
				lab.pass(Lab.DELAY.multipliedBy(2));
				assertEquals(4, lab.read(path).size());
				assertEquals(Lab.digests("text").tag(), lab.read(path).etag());
			}
			assertTrue(sizes > 0 && sizes < 20, "both ways happen");
		}
	}

	@Test
	void newFilesOfAnOldFamilyWorkspaceCarryNewHashes() {
		try (var lab = Lab.flat()) {
			var old = lab.read("other-family/archive/report 2019.txt");
			assertEquals("", old.hash());
			assertFalse(old.family() == Family.V4);
			lab.put("other-family/new.txt", "new");
			lab.settle();
			assertEquals(Lab.digests("new").hash(), lab.read("other-family/new.txt").hash());
			lab.world.makeOld(lab.ann, "other-family/new.txt");
			assertEquals("", lab.read("other-family/new.txt").hash());
			lab.faults.set(Hazard.H10, false);
			lab.put("other-family/newer.txt", "newer");
			lab.settle();
			assertEquals("", lab.read("other-family/newer.txt").hash());
		}
	}

	@Test
	void hashThatNeverComes() {
		try (var lab = Lab.flat()) {
			var upload = lab.begin("common-files/a.bin", "");
			lab.world.commit(upload,
					new Arrived(lab.store("parts"), "0123-2", "", "application/octet-stream"), Origin.NONE);
			lab.settle();
			assertEquals("", lab.read("common-files/a.bin").hash());
			assertEquals("0123-2", lab.read("common-files/a.bin").etag());
		}
	}

	@Test
	void structuredStorageLosesChildrenOfMovedFolders() {
		var lossy = 0;
		for (var seed = 0; seed < 30; seed++) {
			try (var lab = Lab.structured(seed)) {
				lab.put("common-files/a/x/1.txt", "1");
				lab.put("common-files/a/y/2.txt", "2");
				lab.put("common-files/a/y/3.txt", "3");
				lab.settle();
				lab.move("common-files/a", "common-files/b");
				lab.settle();
				var left = lab.list("common-files/b").stream().filter(path -> path.endsWith(".txt")).count();
				if (left < 3) {
					lossy++;
					lab.put("common-files/b/x/1.txt", "1");
					assertEquals("1", lab.text("common-files/b/x/1.txt"));
				}
				assertFalse(lab.isThere("common-files/a"));
			}
		}
		assertTrue(lossy > 3 && lossy < 27, "some lose, some do not: " + lossy);
	}

	@Test
	void noChildIsLostOnFlatStorageOrWhenCalm() {
		for (var storage : StorageKind.values()) {
			try (var lab = new Lab(Family.V4, storage)) {
				lab.faults.set(Hazard.H14, false);
				lab.put("common-files/a/x/1.txt", "1");
				for (var i = 0; i < 20; i++) {
					lab.move("common-files/" + (i % 2 == 0 ? "a" : "b"),
							"common-files/" + (i % 2 == 0 ? "b" : "a"));
					lab.settle();
				}
				assertEquals("1", lab.text("common-files/a/x/1.txt"));
			}
		}
	}

	@Test
	void structuredMoveShowsLateAndLocksTheFolder() {
		try (var lab = Lab.structured(7)) {
			lab.faults.set(Hazard.H14, false);
			lab.put("common-files/a/x.txt", "x");
			lab.settle();
			var shownLate = 0;
			var locked = 0;
			for (var i = 0; i < 10; i++) {
				lab.move("common-files/a", "common-files/b");
				shownLate += lab.isThere("common-files/a") ? 1 : 0;
				if (lab.isThere("common-files/a")) {
					assertEquals(423, code(() -> lab.put("common-files/a/y.txt", "y")));
					assertEquals(423, code(() -> lab.put("common-files/b/y.txt", "y")));
					locked++;
				}
				lab.settle();
				assertTrue(lab.isThere("common-files/b/x.txt"));
				lab.move("common-files/b", "common-files/a");
				lab.settle();
			}
			assertTrue(shownLate > 0 && locked > 0);
		}
	}
}
