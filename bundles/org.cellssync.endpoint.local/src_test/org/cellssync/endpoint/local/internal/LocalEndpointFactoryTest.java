package org.cellssync.endpoint.local.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalEndpointFactoryTest {

	@TempDir
	Path base;
	private Path home;
	private Path data;
	private LocalEndpointFactory factory;

	@BeforeEach
	void make() throws IOException {
		base = base.toRealPath();
		home = Files.createDirectories(base.resolve("homes/me"));
		data = Files.createDirectories(home.resolve(".local/data"));
		Tools tools = new Tools(new TestHasher(), Clock.systemUTC(), new Names(RandomGenerator.getDefault()),
				Instant.now());
		factory = new LocalEndpointFactory(tools, new Fixture.ScriptedWatcher(), new RootCheck(home, data));
	}

	private EndpointAddress check(String path) throws EndpointException {
		return factory.check(new EndpointAddress("file", "", path), true, new Cancellation());
	}

	private boolean examine(Path path) throws EndpointException {
		return factory.examine(new EndpointAddress("file", "", path.toString()), new Cancellation());
	}

	/** Refused alike by a look and by the check that may make a folder. */
	private Code refused(Path path) {
		Code looked = assertThrows(EndpointException.class, () -> examine(path)).diagnostic().code();
		assertEquals(looked, assertThrows(EndpointException.class, () -> check(path.toString())).diagnostic().code());
		return looked;
	}

	@Test
	void aFolderIsUsable() throws Exception {
		Path folder = Files.createDirectory(home.resolve("Documents"));
		assertEquals(folder.toString(), check(home + "/x/../Documents/").path());
	}

	@Test
	void aMissingLastFolderIsMade() throws Exception {
		check(home.resolve("new").toString());
		assertTrue(Files.isDirectory(home.resolve("new")));
		assertEquals(Code.LOCAL_ROOT_MISSING, refused(home.resolve("missing/new")));
		assertFalse(Files.exists(home.resolve("missing")));
	}

	@Test
	void aLookMakesNothing() throws Exception {
		assertFalse(examine(home.resolve("new")));
		assertFalse(Files.exists(home.resolve("new")));
		check(home.resolve("new").toString());
		assertTrue(examine(home.resolve("new")));
	}

	@Test
	void linksAreResolved() throws Exception {
		Path folder = Files.createDirectory(home.resolve("Documents"));
		Files.createSymbolicLink(home.resolve("link"), folder);
		assertEquals(folder.toString(), check(home.resolve("link").toString()).path());
		Files.createSymbolicLink(base.resolve("home-link"), home);
		assertEquals(Code.LOCAL_ROOT_NOT_ALLOWED, refused(base.resolve("home-link")));
		Files.createSymbolicLink(base.resolve("data-link"), data);
		assertEquals(Code.LOCAL_ROOT_NOT_ALLOWED, refused(base.resolve("data-link/new")));
		assertFalse(Files.exists(data.resolve("new")));
	}

	@Test
	void someFoldersAreNotAllowed() throws Exception {
		assertEquals(Code.LOCAL_ROOT_NOT_ALLOWED, refused(Path.of("/")));
		assertEquals(Code.LOCAL_ROOT_NOT_ALLOWED, refused(home));
		assertEquals(Code.LOCAL_ROOT_NOT_ALLOWED, refused(home.getParent()));
		assertEquals(Code.LOCAL_ROOT_NOT_ALLOWED, refused(data));
		assertEquals(Code.LOCAL_ROOT_NOT_ALLOWED, refused(data.resolve("tasks")));
		assertEquals(Code.LOCAL_ROOT_NOT_ALLOWED, refused(data.getParent()));
		assertFalse(Files.exists(data.resolve("tasks")));
		assertEquals(Code.LOCAL_ROOT_NOT_ALLOWED, refused(Path.of("relative")));
		assertEquals(Code.LOCAL_ROOT_NOT_ALLOWED, refused(Path.of("")));
	}

	@Test
	void aFileIsNoFolder() throws Exception {
		assertEquals(Code.LOCAL_ROOT_NOT_A_FOLDER, refused(Files.createFile(home.resolve("file"))));
	}

	@Test
	void aReadOnlyFolderIsNotWritable() throws Exception {
		Path mount = Files.createDirectory(home.resolve("mount"));
		try (SmallDisk small = SmallDisk.mount(mount, 1)) {
			assertEquals(0,
					new ProcessBuilder("mount", "-o", "remount,ro", mount.toString()).start().waitFor());
			assertEquals(Code.LOCAL_ROOT_NOT_WRITABLE, refused(mount));
			assertEquals(Code.LOCAL_ROOT_NOT_WRITABLE, refused(mount.resolve("new")));
		}
	}

	@Test
	void opensAnEndpoint() throws Exception {
		Path root = Files.createDirectory(home.resolve("Documents"));
		Files.writeString(root.resolve("file"), "1");
		EndpointAddress address = new EndpointAddress("file", "", root.toString());
		try (Endpoint endpoint = factory.open(address, Files.createDirectory(data.resolve("task")),
				EndpointSettings.DEFAULT)) {
			assertTrue(endpoint.capabilities().executableBit());
			assertTrue(endpoint.capabilities().caseSensitive());
			ScanRequest request = new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING,
					Entry.Absent.ABSENT,
					Identities.NONE, KnownContent.NONE, (path, directory) -> false);
			assertEquals(1, endpoint.scan(request, new Cancellation()).identities().size());
		}
		try (Stream<Path> names = Files.list(root)) {
			assertEquals(1, names.count(), "nothing of ours is left in the folder");
		}
	}

	@Test
	void aFolderThatIsAwayIsToldByTheLook() throws Exception {
		EndpointAddress address = new EndpointAddress("file", "", home.resolve("away").toString());
		try (Endpoint endpoint = factory.open(address, data, EndpointSettings.DEFAULT)) {
			ScanRequest request = new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING,
					Entry.Absent.ABSENT,
					Identities.NONE, KnownContent.NONE, (path, directory) -> false);
			EndpointException e = assertThrows(EndpointException.class,
					() -> endpoint.scan(request, new Cancellation()));
			assertEquals(Code.LOCAL_ROOT_MISSING, e.diagnostic().code());
		}
	}
}
