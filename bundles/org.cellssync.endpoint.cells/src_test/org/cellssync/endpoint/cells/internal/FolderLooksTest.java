package org.cellssync.endpoint.cells.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.transport.CellsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which calls the looks just before acting cost, and what they find. */
class FolderLooksTest {

	private static final SyncPath NEW = SyncPath.of("folder/new");
	private static final SyncPath COMPOSED = SyncPath.of("folder/\u00e9");

	private final Server server = new Server();
	private final Cancellation cancel = new Cancellation();
	private final FolderLooks looks = new FolderLooks(server, new ExactNames(Identities.NONE), () -> server.now);

	/** Nodes by exact path, and the calls made. */
	private static final class Server implements NodeReader {

		private final Map<String, RemoteNode> nodes = new TreeMap<>();
		private final List<String> calls = new ArrayList<>();
		private long now;

		void has(RemoteNode node) {
			nodes.put(node.path(), node);
		}

		@Override
		public Optional<RemoteNode> read(String exactPath, Cancellation cancel) {
			calls.add("read " + exactPath);
			return Optional.ofNullable(nodes.get(exactPath));
		}

		@Override
		public Optional<RemoteNode> child(String exactPath, Cancellation cancel) {
			return read(exactPath, cancel);
		}

		@Override
		public List<RemoteNode> children(String exactPath, Cancellation cancel) {
			calls.add("list " + exactPath);
			return nodes.values().stream().filter(node -> node.path().startsWith(exactPath + "/")).toList();
		}

		List<String> calls() {
			List<String> made = List.copyOf(calls);
			calls.clear();
			return made;
		}
	}

	@BeforeEach
	void aFolder() {
		server.has(Nodes.folder("folder"));
	}

	private void files(int count) {
		for (int i = 0; i < count; i++) {
			server.has(Nodes.file("folder/" + i, 1, 1, "", Map.of()));
		}
	}

	private List<String> found(SyncPath path) throws CellsException {
		return looks.at(path, cancel).named(path.name()).stream().map(RemoteNode::path).toList();
	}

	private void pass(Duration time) {
		server.now += time.toNanos();
	}

	@Test
	void listsAFolderOnceForAMoment() throws CellsException {
		files(3);
		assertEquals(List.of("folder/1"), found(SyncPath.of("folder/1")));
		assertEquals(List.of(), found(NEW));
		assertTrue(looks.isFolder(SyncPath.of("folder"), cancel));
		assertEquals(List.of("list folder"), server.calls());

		pass(Duration.ofSeconds(6));
		server.has(Nodes.file("folder/new", 1, 1, "", Map.of()));
		assertEquals(List.of("folder/new"), found(NEW));
		assertEquals(List.of("list folder"), server.calls());
	}

	@Test
	void asksForNamesInALargeFolderThatWasListedBefore() throws CellsException {
		files(5001);
		assertEquals(List.of(), found(NEW));
		assertEquals(List.of("list folder"), server.calls());

		pass(Duration.ofSeconds(6));
		server.has(Nodes.file("folder/new", 1, 1, "", Map.of()));
		assertEquals(List.of("folder/new"), found(NEW));
		assertEquals(List.of("folder/7"), found(SyncPath.of("folder/7")));
		assertEquals(List.of(), found(SyncPath.of("folder/newer")));
		assertEquals(List.of("read folder/new", "read folder/7", "read folder/newer"), server.calls());
	}

	@Test
	void looksAgainAfterItWasToldToForget() throws CellsException {
		files(5001);
		found(NEW);
		server.calls();
		looks.forget(NEW);
		server.has(Nodes.file("folder/new", 1, 1, "", Map.of()));
		assertEquals(List.of("folder/new"), found(NEW));
		assertEquals(List.of("read folder/new"), server.calls());
	}

	@Test
	void asksForBothFormsOfAName() throws CellsException {
		files(5001);
		server.has(Nodes.file("folder/e\u0301", 1, 1, "", Map.of()));
		assertEquals(List.of("folder/e\u0301"), found(COMPOSED));
		pass(Duration.ofSeconds(6));
		server.calls();

		assertEquals(List.of("folder/e\u0301"), found(COMPOSED));
		assertEquals(List.of("read folder/\u00e9", "read folder/e\u0301"), server.calls());

		server.has(Nodes.file("folder/\u00e9", 1, 1, "", Map.of()));
		assertEquals(2, found(COMPOSED).size());
	}

	@Test
	void readsALargeFolderOnceForAMoment() throws CellsException {
		files(5001);
		found(NEW);
		pass(Duration.ofSeconds(6));
		server.calls();

		assertTrue(looks.isFolder(SyncPath.of("folder"), cancel));
		assertTrue(looks.isFolder(SyncPath.of("folder"), cancel));
		assertEquals(List.of("read folder"), server.calls());

		pass(Duration.ofSeconds(2));
		server.nodes.remove("folder");
		assertFalse(looks.isFolder(SyncPath.of("folder"), cancel));
	}

	@Test
	void takesNoFileForAFolder() throws CellsException {
		server.has(Nodes.file("file", 1, 1, "", Map.of()));
		assertFalse(looks.isFolder(SyncPath.of("file"), cancel));
	}

	@Test
	void asksNothingOfAFolderThatWasMadeJustNow() throws CellsException {
		looks.made(SyncPath.of("made"));
		assertTrue(looks.isFolder(SyncPath.of("made"), cancel));
		assertEquals(List.of(), found(SyncPath.of("made/new")));
		assertEquals(List.of(), server.calls());
	}
}
