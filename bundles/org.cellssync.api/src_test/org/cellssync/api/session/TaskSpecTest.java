package org.cellssync.api.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.stream.Stream;

import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TaskSpecTest {

	private static final EndpointAddress FOLDER = new EndpointAddress(EndpointAddress.FILE, "", "/home/ann/Plans");
	private static final EndpointAddress SERVER = new EndpointAddress(EndpointAddress.CELLS, "https://ann@cells.example.org",
			"plans");

	static Stream<Arguments> items() {
		return Stream.of(arguments("a path in the task", "Drafts/a.txt", Optional.of("Drafts/a.txt")),
				arguments("as shells complete it", "./Drafts/", Optional.of("Drafts")),
				arguments("where it stands here", "/home/ann/Plans/Drafts/a.txt", Optional.of("Drafts/a.txt")),
				arguments("the folder itself", "/home/ann/Plans", Optional.of("")),
				arguments("the folder by a dot", ".", Optional.of("")),
				arguments("a folder whose name begins alike", "/home/ann/Plans2/a.txt", Optional.empty()),
				arguments("somewhere else", "/etc/hosts", Optional.empty()),
				arguments("what leads out of the folder", "../a.txt", Optional.empty()),
				arguments("what leads out on the way", "/home/ann/Plans/../a.txt", Optional.empty()));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("items")
	void namesItems(String name, String typed, Optional<String> path) {
		assertEquals(path.map(SyncPath::of), task(FOLDER).item(typed));
	}

	@Test
	void takesSlashesOffWhereNoEndIsHere() {
		assertEquals(Optional.of(SyncPath.of("Drafts")), task(SERVER).item("/Drafts"));
	}

	private static TaskSpec task(EndpointAddress left) {
		return new TaskSpec("t1", "Plans", left, SERVER, TaskOptions.DEFAULT, false, Optional.empty());
	}
}
