package org.cellssync.sandbox.internal.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.cellssync.sandbox.internal.events.Origin;
import org.junit.jupiter.api.Test;

class BinTest {
	private static final JobOrigin ORIGIN = (job, task) -> workspace -> Map.of("X-Pydio-Job-Uuid", job);

	@Test
	void deletionMovesToTheBinInTheBackgroundAndRemembersThePlace() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/rec/hello.txt", "hello");
			var uuid = lab.read("common-files/rec/hello.txt").uuid();
			var jobs = lab.world.recycle(lab.ann, List.of("common-files/rec/hello.txt"), ORIGIN);
			assertTrue(lab.isThere("common-files/rec/hello.txt"), "the job has not run yet");
			assertTrue(jobs.getFirst().uuid().startsWith("copy-move-"));
			lab.settle();
			assertFalse(lab.isThere("common-files/rec/hello.txt"));
			var binned = lab.read("common-files/recycle_bin/hello.txt");
			assertEquals(uuid, binned.uuid());
			assertEquals("pydiods1/rec/hello.txt", binned.restore());
		}
	}

	@Test
	void nameInTheBinIsAFreeOne() {
		try (var lab = Lab.flat()) {
			for (var i = 0; i < 3; i++) {
				lab.put("common-files/x.txt", "text " + i);
				lab.world.recycle(lab.ann, List.of("common-files/x.txt"), ORIGIN);
				lab.settle();
			}
			assertEquals(
					List.of("common-files/recycle_bin", "common-files/recycle_bin/x.txt",
							"common-files/recycle_bin/x-1.txt", "common-files/recycle_bin/x-2.txt"),
					lab.list("common-files"));
			assertEquals("text 2", lab.text("common-files/recycle_bin/x-2.txt"));
		}
	}

	@Test
	void restoringBringsAFolderBackWhereItWas() {
		try (var lab = Lab.flat()) {
			lab.put("personal-files/a/b/c.txt", "c");
			lab.world.recycle(lab.ann, List.of("personal-files/a/b"), ORIGIN);
			lab.settle();
			lab.delete("personal-files/a");
			lab.world.restore(lab.ann, List.of("personal-files/recycle_bin/b"), ORIGIN);
			lab.settle();
			assertEquals("c", lab.text("personal-files/a/b/c.txt"));
			assertEquals("", lab.read("personal-files/a/b").restore());
		}
	}

	@Test
	void deletionInTheBinIsForGood() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/x.txt", "x");
			lab.world.recycle(lab.ann, List.of("common-files/x.txt"), ORIGIN);
			lab.settle();
			lab.world.recycle(lab.ann, List.of("common-files/recycle_bin/x.txt"), ORIGIN);
			lab.settle();
			assertEquals(List.of("common-files/recycle_bin"), lab.list("common-files"));
		}
	}

	@Test
	void whatIsNotThereOrNotInTheBinIsRefused() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/x.txt", "x");
			assertEquals(404, assertThrows(TreeException.class,
					() -> lab.world.recycle(lab.ann, List.of("common-files/y.txt"), ORIGIN)).code());
			assertEquals(403,
					assertThrows(TreeException.class,
							() -> lab.world.recycle(lab.ann, List.of("read-only/welcome.txt"), ORIGIN))
							.code());
			assertEquals(400, assertThrows(TreeException.class,
					() -> lab.world.restore(lab.ann, List.of("common-files/x.txt"), ORIGIN)).code());
		}
	}

	@Test
	void eventsOfAJobNameIt() {
		try (var lab = Lab.flat()) {
			lab.put("common-files/x.txt", "x");
			lab.listen("common-files");
			var jobs = lab.world.recycle(lab.ann, List.of("common-files/x.txt"), ORIGIN);
			lab.settle();
			assertEquals("UPDATE_PATH common-files/x.txt > common-files/recycle_bin/x.txt {X-Pydio-Job-Uuid="
					+ jobs.getFirst().uuid() + "}", lab.heard());
			lab.world.delete(lab.ann, "common-files/recycle_bin", "", Origin.NONE, () -> false);
		}
	}
}
