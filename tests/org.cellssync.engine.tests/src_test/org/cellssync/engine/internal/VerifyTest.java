package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.TrashItem;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.Progress;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.Verification;
import org.cellssync.api.state.HistoryQuery;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading everything again: damage that no stamp tells of is found, and neither end is changed by finding it. */
class VerifyTest {

	private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2024-05-01T10:00:00Z"));

	@TempDir
	Path home;

	private Sandbox server;
	private Computer one;

	@BeforeEach
	void connect() throws Exception {
		// Without its delayed hashes the server says at once what it holds.
		server = Sandbox.start(SandboxOptions.defaults().withDirectory(home.resolve("server")).withHashDelay(Duration.ZERO));
		one = new Computer(home.resolve("one"), server).connect(0, "personal-files");
		one.write("folder/a.txt", "content of a").write("b.txt", "content of b").write("empty.txt", "");
		for (String name : List.of("folder/a.txt", "b.txt", "empty.txt")) {
			Files.setLastModifiedTime(one.path(name), LONG_AGO);
		}
		one.sync();
	}

	@AfterEach
	void disconnect() throws Exception {
		one.close();
		server.close();
	}

	private Verification verify() throws EndpointException {
		return one.sessions().verify(one.task(), progress -> {}, new Cancellation());
	}

	private static List<String> text(List<Diagnostic> diagnostics) {
		return diagnostics.stream().map(each -> each.code() + " " + each.subject()).toList();
	}

	private void damageHere(String name, String content) throws IOException {
		Files.writeString(one.path(name), content);
		Files.setLastModifiedTime(one.path(name), LONG_AGO);
	}

	private void damageThere(String content, String damaged) throws IOException {
		byte[] wanted = content.getBytes();
		try (Stream<Path> files = Files.walk(home.resolve("server"))) {
			List<Path> holders = files.filter(Files::isRegularFile).filter(each -> {
				try {
					return Arrays.equals(Files.readAllBytes(each), wanted);
				} catch (IOException e) {
					throw new UncheckedIOException(e);
				}
			}).toList();
			assertEquals(1, holders.size(), "the server keeps each content in a file");
			Files.writeString(holders.getFirst(), damaged);
		}
	}

	@Test
	void findsNothingWhereAllIsWell() throws Exception {
		AtomicReference<Progress> last = new AtomicReference<>();
		Verification found = one.sessions().verify(one.task(), last::set, new Cancellation());
		assertEquals(3, found.files());
		assertEquals(24, found.bytes());
		assertEquals(List.of(), found.differences());
		assertEquals(List.of(), found.unread());
		assertEquals(0, found.pending());
		assertEquals(new Progress(3, 3, 24, 24), last.get());
		assertEquals(List.of(), one.sync().operations());
	}

	@Test
	void whatChangedSinceIsLeftToTheNextRun() throws Exception {
		one.write("b.txt", "changed by its user");
		Verification found = verify();
		assertEquals(2, found.files());
		assertEquals(1, found.pending());
		assertEquals(List.of("upload remote b.txt"), one.sync().operations());
	}

	@Test
	void damageHereIsAConflictAndTheServersCopyBringsItBack() throws Exception {
		damageHere("folder/a.txt", "CONTENT of a");
		assertEquals(List.of(), one.sync().operations(), "nothing tells of it");
		Verification found = verify();
		assertEquals(List.of("LOCAL_CONTENT_CHANGED folder/a.txt"), text(found.differences()));
		assertEquals("CONTENT of a", one.read("folder/a.txt"), "finding changes nothing");
		assertEquals(List.of(), one.sync().operations(), "damage is never sent");
		assertEquals(SyncPath.of("folder/a.txt"), one.view().conflicts().getFirst().path());
		one.sessions().resolve(one.task(), SyncPath.of("folder/a.txt"), Choice.SERVER);
		one.sync();
		assertEquals("content of a", one.read("folder/a.txt"));
		assertEquals(List.of(), one.view().conflicts());
		assertEquals(List.of(), verify().differences());
	}

	@Test
	void damageThereIsAConflictAndTheCopyHereMendsIt() throws Exception {
		damageThere("content of b", "content of B");
		Verification found = verify();
		assertEquals(List.of("REMOTE_CONTENT_CHANGED b.txt"), text(found.differences()));
		assertEquals(List.of(), one.sync().operations(), "damage is never fetched");
		assertEquals("content of b", one.read("b.txt"));
		assertEquals(SyncPath.of("b.txt"), one.view().conflicts().getFirst().path());
		one.sessions().resolve(one.task(), SyncPath.of("b.txt"), Choice.LOCAL);
		assertEquals(List.of("upload remote b.txt"), one.sync().operations());
		assertEquals(List.of(), one.view().conflicts());
		assertEquals(List.of(), one.view().problems());
		Verification mended = verify();
		assertEquals(List.of(), mended.differences());
		assertEquals(3, mended.files());
		TrashItem kept = one.trash().list().getFirst();
		assertEquals("content of B", Files.readString(one.trash().restore(kept, Optional.empty())));
	}

	@Test
	void aRunningTaskGoesOn() throws Exception {
		one.sessions().start();
		one.await(view -> view.status() instanceof TaskStatus.InSync && view.lastSuccess().isPresent());
		damageHere("folder/a.txt", "CONTENT of a");
		one.await(view -> view.status() instanceof TaskStatus.InSync);
		assertEquals(List.of("LOCAL_CONTENT_CHANGED folder/a.txt"), text(verify().differences()));
		one.await(view -> view.conflicts().size() == 1);
		one.write("c.txt", "new");
		one.await(view -> view.status() instanceof TaskStatus.InSync && isSent("c.txt"));
	}

	private boolean isSent(String path) {
		try {
			return one.sessions().history(one.task(), new HistoryQuery(Optional.empty(), Optional.of(path), 1)).stream()
					.anyMatch(each -> each.path().equals(path));
		} catch (EndpointException e) {
			throw new AssertionError(e);
		}
	}

	@Test
	void saysSoWhereTheServerIsAwayAndEndsWhenTold() throws Exception {
		Cancellation told = new Cancellation();
		assertThrows(CancellationException.class,
				() -> one.sessions().verify(one.task(), progress -> told.cancel(), told));
		server.close();
		EndpointException away = assertThrows(EndpointException.class, this::verify);
		assertEquals(Code.SERVER_UNREACHABLE, away.diagnostic().code());
		assertTrue(one.view().conflicts().isEmpty());
	}
}
