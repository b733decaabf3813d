package org.cellssync.endpoint.local.internal;

import static org.cellssync.endpoint.local.internal.Fixture.digest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFullTest {

	@TempDir
	Path base;

	@Test
	void aDiskThatFillsUpLeavesEverythingWhole() throws Exception {
		try (SmallDisk small = SmallDisk.mount(Files.createDirectory(base.resolve("small")), 4);
				Fixture folder = new Fixture(base)) {
			folder.useRoot(Files.createDirectory(small.path().resolve("root")));
			folder.write("file", "old");
			folder.settled();
			byte[] bytes = new byte[3 << 20];
			Change change = folder.change("file", Fixture.file("old"),
					new Entry.File(digest(bytes), bytes.length, false));
			ContentSource filling = path -> new Filling(bytes,
					() -> Files.write(small.path().resolve("other"), new byte[2 << 20]));
			Outcome outcome = folder.endpoint.apply(folder.last.orElseThrow(), List.of(change), filling,
					StepObserver.NONE,
					folder.cancel);
			assertEquals(Code.LOCAL_DISK_FULL, outcome.failure().orElseThrow().diagnostic().code());
			assertEquals(Code.LOCAL_DISK_FULL, Fixture.failed(outcome));
			assertEquals("old", folder.read("file"));
			assertEquals(List.of("file"), folder.names());
			Files.delete(small.path().resolve("other"));
			assertTrue(folder.endpoint
					.apply(folder.last.orElseThrow(), List.of(change), path -> new Filling(bytes, () -> {}),
							StepObserver.NONE, folder.cancel)
					.failure().isEmpty());
			assertEquals(bytes.length, Files.size(folder.at("file")));
		}
	}

	/** Something that happens when the file is read. */
	private interface Event {
		void run() throws IOException;
	}

	private record Filling(byte[] bytes, Event event) implements SourceFile {
		@Override
		public long size() {
			return bytes.length;
		}

		@Override
		public Instant modified() {
			return OtherEnd.MODIFIED;
		}

		@Override
		public boolean executable() {
			return false;
		}

		@Override
		public InputStream read(long offset, long length) throws IOException {
			event.run();
			return new ByteArrayInputStream(bytes, (int) offset, (int) length);
		}

		@Override
		public void verifyWhole(byte[] md5) {
			// the bytes are what they are
		}

		@Override
		public void close() {
			// nothing is open
		}
	}

	@Test
	void aChangeThatCannotFitIsNotBegun() throws Exception {
		try (SmallDisk small = SmallDisk.mount(Files.createDirectory(base.resolve("small")), 1);
				Fixture folder = new Fixture(base)) {
			folder.useRoot(Files.createDirectory(small.path().resolve("root")));
			folder.scan();
			byte[] bytes = new byte[2 << 20];
			folder.other.with("big", bytes);
			Outcome outcome = folder.apply(
					folder.change("big", Absent.ABSENT, new Entry.File(digest(bytes), bytes.length, false)));
			assertEquals(Code.LOCAL_DISK_FULL, outcome.failure().orElseThrow().diagnostic().code());
			assertEquals(0, folder.other.opened.get());
		}
	}
}
