package org.cellssync.sandbox.internal.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.cellssync.sandbox.internal.events.Origin;
import org.cellssync.sandbox.internal.web.Hazard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What listeners are told. Order and doubling are switched off, unless they are what is tested. */
class ChangesTest {
	private final Lab lab = Lab.flat();

	@BeforeEach
	void calm() {
		lab.faults.set(Hazard.SHUFFLED_EVENTS, false);
	}

	@AfterEach
	void close() {
		lab.close();
	}

	@Test
	void newFileInNewFolderGivesTwoEventsForEach() {
		lab.listen("common-files");
		lab.put("common-files/a/x.txt", "x");
		assertEquals("CREATE > common-files/a", lab.heard());
		assertEquals("CREATE > common-files/a", lab.heard());
		assertEquals("CREATE > common-files/a/x.txt temporary", lab.heard());
		assertEquals("CREATE > common-files/a/x.txt", lab.heard());
	}

	@Test
	void overwritingGivesOneCreation() {
		lab.put("common-files/x.txt", "x");
		lab.listen("common-files");
		lab.put("common-files/x.txt", "y");
		lab.mkdir("common-files/end");
		assertEquals("CREATE > common-files/x.txt", lab.heard());
		assertEquals("CREATE > common-files/end", lab.heard());
	}

	@Test
	void parentsMadeByMkdirAreNotTold() {
		lab.listen("common-files");
		lab.mkdir("common-files/p1/p2/p3");
		lab.mkdir("common-files/end");
		assertEquals("CREATE > common-files/p1/p2/p3", lab.heard());
		assertEquals("CREATE > common-files/end", lab.heard());
	}

	@Test
	void moveOntoAnExistingNodeSaysNothingOfTheLostOne() {
		lab.put("common-files/a.txt", "a");
		lab.put("common-files/b.txt", "b");
		lab.listen("common-files");
		lab.move("common-files/a.txt", "common-files/b.txt");
		lab.mkdir("common-files/end");
		assertEquals("UPDATE_PATH common-files/a.txt > common-files/b.txt", lab.heard());
		assertEquals("CREATE > common-files/end", lab.heard());
	}

	@Test
	void folderDeletionGivesOneEventForEachNode() {
		lab.put("common-files/a/b/x.txt", "x");
		lab.put("common-files/a/y.txt", "y");
		lab.listen("common-files");
		lab.delete("common-files/a");
		assertEquals(List.of("DELETE common-files/a", "DELETE common-files/a/b silent",
				"DELETE common-files/a/b/x.txt", "DELETE common-files/a/y.txt"), lab.heard(4));
	}

	@Test
	void moveAcrossTheRootOfAListenerIsCreationOrDeletion() {
		lab.put("common-files/in/d/x.txt", "x");
		lab.mkdir("common-files/out");
		lab.listen("common-files/in");
		lab.move("common-files/in/d", "common-files/out/d");
		assertEquals("DELETE common-files/in/d", lab.heard());
	}

	@Test
	void moveFromAnotherWorkspaceCreatesEverythingBelow() {
		lab.put("personal-files/d/x.txt", "x");
		lab.listen("common-files");
		lab.move("personal-files/d", "common-files/d");
		assertEquals("CREATE > common-files/d", lab.heard());
		assertEquals("CREATE > common-files/d/x.txt", lab.heard());
	}

	@Test
	void metadataOfTheWriterIsTold() {
		lab.listen("common-files");
		Origin origin = workspace -> Map.of("X-Pydio-Client-Uuid", "me");
		lab.world.make(lab.ann, "common-files/a", new NodeRequest("", false, 0, ""), origin);
		assertEquals("CREATE > common-files/a {X-Pydio-Client-Uuid=me}", lab.heard());
	}

	@Test
	void droppedStreamsAreToldSo() {
		lab.listen("common-files");
		lab.faults.dropStreams();
		assertEquals("dropped", lab.heard());
	}

	@Test
	void eventsComeOutOfOrderAndSomeTwiceButAllCome() {
		lab.faults.set(Hazard.SHUFFLED_EVENTS, true);
		lab.listen("common-files");
		var expected = new TreeSet<String>();
		for (var i = 0; i < 200; i++) {
			lab.mkdir("common-files/" + i);
			expected.add("CREATE > common-files/" + i);
		}
		var seen = new HashSet<String>();
		var last = "";
		var isShuffled = false;
		while (seen.size() < expected.size()) {
			var event = lab.heard();
			seen.add(event);
			isShuffled |= number(event) < number(last);
			last = event;
		}
		assertEquals(expected, new TreeSet<>(seen));
		assertTrue(isShuffled);
	}

	private static int number(String event) {
		return event.isEmpty() ? -1 : Integer.parseInt(event.substring(event.lastIndexOf('/') + 1));
	}

	@Test
	void lostChildrenAreToldAsDeletions() {
		try (var structured = Lab.structured()) {
			structured.faults.set(Hazard.SHUFFLED_EVENTS, false);
			structured.faults.moveLossShare(1);
			structured.put("common-files/a/x.txt", "x");
			structured.settle();
			structured.listen("common-files");
			structured.move("common-files/a", "common-files/b");
			structured.settle();
			assertEquals("UPDATE_PATH common-files/a > common-files/b", structured.heard());
			assertEquals("DELETE common-files/b/x.txt", structured.heard());
		}
	}
}
