package org.cellssync.endpoint.local.internal;

import static org.cellssync.endpoint.local.internal.Fixture.dir;
import static org.cellssync.endpoint.local.internal.Fixture.done;
import static org.cellssync.endpoint.local.internal.Fixture.exists;
import static org.cellssync.endpoint.local.internal.Fixture.file;
import static org.cellssync.endpoint.local.internal.Fixture.path;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;

import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.core.sync.Move;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Tree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links that take part as the files they lead to: read through, never written through. */
class LinkedFilesTest {

	@TempDir
	private Path base;
	private Path outside;
	private Fixture folder;

	@BeforeEach
	void open() throws Exception {
		outside = Files.writeString(Files.createDirectory(base.resolve("elsewhere")).resolve("target"), "what it leads to");
		folder = new Fixture(base, EndpointSettings.DEFAULT.withCopiedLinks(true), Clock.systemUTC());
		Files.createSymbolicLink(folder.at("absolute"), outside);
		folder.write("in/near", "near");
		Files.createSymbolicLink(folder.at("in/relative"), Path.of("near"));
	}

	@AfterEach
	void close() {
		folder.close();
	}

	private void assertUntouched() throws IOException {
		assertEquals("what it leads to", Files.readString(outside));
		assertEquals("near", folder.read("in/near"));
	}

	@Test
	void aLinkToAFileIsThatFile() throws Exception {
		Scan seen = folder.settled();
		assertEquals(dir("absolute", file("what it leads to"), "in", dir("near", file("near"), "relative", file("near"))),
				seen.tree());
		try (SourceFile source = folder.endpoint.open(path("absolute"), seen.identities().of(path("absolute")).orElseThrow(),
				folder.cancel)) {
			assertArrayEquals("what it leads to".getBytes(StandardCharsets.UTF_8),
					source.read(0, source.size()).readAllBytes());
			source.verifyWhole(new byte[0]);
		}
	}

	@Test
	void aChangeOfWhatItLeadsToIsAnEdit() throws Exception {
		Scan before = folder.settled();
		Files.writeString(outside, "changed elsewhere");
		Scan after = folder.settled();
		assertEquals(file("changed elsewhere"), Tree.at(after.tree(), path("absolute")));
		assertFalse(before.identities().of(path("absolute")).equals(after.identities().of(path("absolute"))));
	}

	@Test
	void linksToFoldersToNothingAndInCirclesStayLinks() throws Exception {
		Files.createSymbolicLink(folder.at("folder"), outside.getParent());
		Files.createSymbolicLink(folder.at("up"), folder.root);
		Files.createSymbolicLink(folder.at("nowhere"), Path.of("missing"));
		Files.createSymbolicLink(folder.at("circle"), Path.of("circle"));
		Scan seen = folder.scan();
		assertEquals(new Entry.Link(outside.getParent().toString()), Tree.at(seen.tree(), path("folder")));
		assertEquals(new Entry.Link(folder.root.toString()), Tree.at(seen.tree(), path("up")));
		assertEquals(new Entry.Link("missing"), Tree.at(seen.tree(), path("nowhere")));
		assertEquals(new Entry.Link("circle"), Tree.at(seen.tree(), path("circle")));
	}

	@Test
	void anEditReplacesTheLinkAndNotWhatItLeadsTo() throws Exception {
		folder.settled();
		done(folder.apply(folder.replace("absolute", "edited there")));
		done(folder.apply(folder.replace("in/relative", "edited there too")));
		assertFalse(Files.isSymbolicLink(folder.at("absolute")));
		assertEquals("edited there", folder.read("absolute"));
		assertEquals("edited there too", folder.read("in/relative"));
		assertFalse(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.at("absolute"))).endsWith("rwx"),
				"what a link allows is everything");
		assertUntouched();
		assertEquals(2, folder.trash().list().size());
	}

	@Test
	void aDeletionTakesTheLinkAndNotWhatItLeadsTo() throws Exception {
		folder.settled();
		done(folder.apply(folder.delete("absolute")));
		done(folder.apply(folder.delete("in/relative")));
		assertFalse(exists(folder.at("absolute")));
		assertFalse(exists(folder.at("in/relative")));
		assertUntouched();
	}

	@Test
	void aFolderWithLinksGoesAsAWhole() throws Exception {
		Files.createSymbolicLink(folder.at("in/out"), Path.of("../../elsewhere/target"));
		folder.settled();
		done(folder.apply(folder.delete("in")));
		assertFalse(exists(folder.at("in")));
		assertEquals("what it leads to", Files.readString(outside));
	}

	@Test
	void aMoveMovesTheLink() throws Exception {
		folder.settled();
		done(folder.apply(new Move(path("absolute"), path("moved"), file("what it leads to"))));
		assertTrue(Files.isSymbolicLink(folder.at("moved")));
		assertFalse(exists(folder.at("absolute")));
		assertUntouched();
	}

	@Test
	void itsModeIsNotOurs() throws Exception {
		folder.settled();
		Entry.File executable = new Entry.File(Fixture.digest("what it leads to"), 16, true);
		folder.apply(folder.change("absolute", file("what it leads to"), executable));
		assertFalse(PosixFilePermissions.toString(Files.getPosixFilePermissions(outside)).contains("x"));
	}
}
