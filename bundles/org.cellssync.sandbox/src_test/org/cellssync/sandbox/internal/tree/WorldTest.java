package org.cellssync.sandbox.internal.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.cellssync.sandbox.internal.events.Origin;
import org.junit.jupiter.api.Test;

class WorldTest {
	private static int code(Runnable action) {
		return assertThrows(TreeException.class, action::run).code();
	}

	@Test
	void everybodySeesFourWorkspacesOfTwoFamilies() {
		try (var lab = Lab.flat()) {
			assertEquals(List.of("read-only", "personal-files", "common-files"),
					lab.world.workspaces(lab.ann, Family.V4).stream().map(WorkspaceView::slug).toList());
			assertEquals(List.of("other-family"),
					lab.world.workspaces(lab.ann, Family.V3).stream().map(WorkspaceView::slug).toList());
		}
	}

	@Test
	void commonFilesAreSharedAndPersonalOnesAreNot() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/a.txt", "a");
			lab.put("personal-files/b.txt", "b");
			assertEquals(List.of("common-files/a.txt"),
					lab.listed(lab.bob, "common-files").stream().map(Found::path).toList());
			assertEquals(List.of(), lab.listed(lab.bob, "personal-files"));
			assertEquals(List.of("personal-files/b.txt"), lab.list("personal-files"));
			assertEquals("ann/b.txt", lab.read("personal-files/b.txt").sourcePath());
		}
	}

	@Test
	void listingHasEveryFolderBeforeWhatIsInIt() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/a/b/c.txt", "c");
			lab.put("common-files/d.txt", "d");
			lab.put("common-files/a/e.txt", "e");
			assertEquals(List.of("common-files/a", "common-files/a/b", "common-files/a/b/c.txt",
					"common-files/a/e.txt", "common-files/d.txt"), lab.list("common-files"));
		}
	}

	@Test
	void folderSizesAreThoseOfAllBelow() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/a/b/c.txt", "12345");
			lab.put("common-files/a/d.txt", "123");
			assertEquals(8, lab.read("common-files/a").size());
			lab.put("common-files/a/d.txt", "1");
			assertEquals(6, lab.read("common-files").size());
			lab.move("common-files/a/b", "personal-files/b");
			assertEquals(1, lab.read("common-files").size());
			assertEquals(5, lab.read("personal-files").size());
			lab.delete("common-files/a");
			assertEquals(0, lab.read("common-files").size());
		}
	}

	@Test
	void uuidSurvivesOverwritingAndMoving() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/a.txt", "a");
			var uuid = lab.read("common-files/a.txt").uuid();
			lab.put("common-files/a.txt", "b");
			assertEquals(uuid, lab.read("common-files/a.txt").uuid());
			lab.move("common-files/a.txt", "common-files/new/c.txt");
			assertEquals(uuid, lab.read("common-files/new/c.txt").uuid());
			lab.delete("common-files/new/c.txt");
			lab.put("common-files/new/c.txt", "b");
			assertNotEquals(uuid, lab.read("common-files/new/c.txt").uuid());
		}
	}

	@Test
	void mkdirTakesTheCallersUuidWhenItIsFree() {
		try (var lab = Lab.flat()) {
			var wish = new NodeRequest("my-uuid", false, 0, "");
			assertEquals("my-uuid",
					lab.world.make(lab.ann, "common-files/a", wish, Origin.NONE).node().node().uuid());
			assertNotEquals("my-uuid",
					lab.world.make(lab.ann, "common-files/b", wish, Origin.NONE).node().node().uuid());
			var again = lab.world.make(lab.ann, "common-files/a", new NodeRequest("x", false, 0, ""),
					Origin.NONE);
			assertEquals("my-uuid", again.node().node().uuid());
			assertTrue(again.wasThere());
			lab.put("common-files/f", "f");
			assertEquals(403, code(() -> lab.mkdir("common-files/f")));
		}
	}

	@Test
	void brokenUploadLeavesNothingNewAndWhatWasThereAsItWas() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/old.txt", "old");
			lab.world.abort(lab.begin("common-files/old.txt", "new"), Origin.NONE);
			var upload = lab.begin("common-files/new.txt", "new");
			assertEquals(NodeView.TEMPORARY, lab.read("common-files/new.txt").etag());
			lab.world.abort(upload, Origin.NONE);
			assertFalse(lab.isThere("common-files/new.txt"));
			assertEquals("old", lab.text("common-files/old.txt"));
		}
	}

	@Test
	void uploadWhoseNodeWasDeletedOnTheWayMakesItAgain() {
		try (var lab = Lab.flat()) {
			var upload = lab.begin("common-files/dir/a.txt", "text");
			lab.delete("common-files/dir");
			lab.commit(upload, "text");
			assertEquals("text", lab.text("common-files/dir/a.txt"));
		}
	}

	@Test
	void putUnderAFileSucceedsAndMakesNonsense() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/file.bin", "file");
			lab.put("common-files/file.bin/x", "x");
			assertFalse(lab.read("common-files/file.bin").isFolder());
			assertEquals(List.of("common-files/file.bin", "common-files/file.bin/x"),
					lab.list("common-files"));
		}
	}

	@Test
	void markerCannotBeWrittenAndStandsInStructuredFolders() {
		try (var lab = Lab.structured()) {
			assertEquals(500, code(() -> lab.put("common-files/.pydio", "uuid")));
			lab.put("common-files/a/x.txt", "x");
			assertEquals(List.of("common-files/a", "common-files/a/x.txt"), lab.list("common-files"));
			lab.settle();
			assertEquals(List.of("common-files/a", "common-files/a/x.txt", "common-files/a/.pydio"),
					lab.list("common-files"));
			assertEquals(lab.read("common-files/a").uuid(), lab.text("common-files/a/.pydio"));
		}
	}

	@Test
	void structuredMkdirShowsLaterButTakesContentAtOnce() {
		try (var lab = Lab.structured()) {
			lab.mkdir("common-files/a");
			assertFalse(lab.isThere("common-files/a"));
			assertEquals(List.of(), lab.list("common-files"));
			lab.pass(Lab.DELAY);
			assertTrue(lab.isThere("common-files/a"));
			lab.mkdir("common-files/b");
			lab.put("common-files/b/x.txt", "x");
			assertTrue(lab.isThere("common-files/b"));
		}
	}

	@Test
	void readOnlyWorkspaceIsReadAndNotChanged() {
		try (var lab = Lab.flat()) {
			var found = lab.world.read(lab.ann, "read-only/welcome.txt", false);
			assertEquals("\"true\"", found.metas().get("node_readonly"));
			assertTrue(lab.text("read-only/welcome.txt").startsWith("Read only"));
			assertEquals(403, code(() -> lab.put("read-only/x.txt", "x")));
			assertEquals(403, code(() -> lab.mkdir("read-only/x")));
			assertEquals(403, code(() -> lab.delete("read-only/welcome.txt")));
			assertEquals(403, code(() -> lab.move("read-only/manual", "read-only/book")));
		}
	}

	@Test
	void readOnlyFolderCanBeMovedOutNevertheless() {
		try (var lab = Lab.flat()) {
			lab.move("read-only/manual", "common-files/manual");
			assertFalse(lab.isThere("read-only/manual"));
			assertEquals("The first chapter.\n", lab.text("common-files/manual/chapter 1.txt"));
		}
	}

	@Test
	void lockRefusesOthersOverwritingButNotTheirDeleting() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/a.txt", "a");
			lab.faults.lock("common-files/a.txt", "bob");
			assertEquals(403, code(() -> lab.put("common-files/a.txt", "b")));
			assertTrue(lab.delete("common-files/a.txt"));
		}
	}

	@Test
	void quotaRefusesWhatGoesBeyondIt() {
		try (var lab = Lab.flat()) {
			lab.faults.quota("common-files", 10);
			lab.put("common-files/a.txt", "12345678");
			assertEquals(422, code(() -> lab.put("common-files/b.txt", "1234")));
			var metas = lab.world.read(lab.ann, "common-files", false).metas();
			assertEquals("10", metas.get("ws_quota"));
			assertEquals("8", metas.get("ws_quota_usage"));
		}
	}

	@Test
	void moveOntoAFolderAboveIsRefused() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/a/b/c.txt", "c");
			assertEquals(409, code(() -> lab.move("common-files/a/b", "common-files/a")));
			assertEquals("c", lab.text("common-files/a/b/c.txt"));
		}
	}

	@Test
	void oddNamesComeBackUnchanged() {
		try (var lab = Lab.flat()) {
			for (var name : List.of("%", "+", "#", "?", "\"'", "\\", "tab\t", "line\n", "trailing.", "blank ",
					"\ud83d\ude00", "x".repeat(255))) {
				lab.put("common-files/" + name, name);
				assertEquals(name, lab.text("common-files/" + name));
				assertEquals(name, lab.read("common-files/" + name).name());
			}
		}
	}
}
