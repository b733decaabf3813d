package org.cellssync.store.lmdb.internal;

import static org.cellssync.store.lmdb.internal.CommitBuilder.TIME;
import static org.cellssync.store.lmdb.internal.CommitBuilder.file;
import static org.cellssync.store.lmdb.internal.CommitBuilder.folder;
import static org.cellssync.store.lmdb.internal.CommitBuilder.left;
import static org.cellssync.store.lmdb.internal.CommitBuilder.right;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.state.Commit;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryEntry.Operation;
import org.cellssync.api.state.HistoryEntry.Outcome;
import org.cellssync.api.state.StateException;
import org.cellssync.api.state.TaskState;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Entry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableStateTest {

	private static final String ASIDE = "state.unreadable-20260301-101530";
	private static final int PAGE = 4096;
	private static final int DAMAGES = 150;

	@TempDir
	Path folder;

	private final LmdbStateStore store = new LmdbStateStore(() -> TIME);
	private Path data;

	@BeforeEach
	void fill() throws StateException {
		data = folder.resolve("state/data.mdb");
		try (TaskState state = store.open(folder)) {
			for (int part = 0; part < 4; part++) {
				state.commit(part(part));
			}
			state.commit(new CommitBuilder().note("long", null).note("longer", "x".repeat(30_000))
					.removed("folder 1/file 7").build());
		}
	}

	private static Commit part(int part) {
		CommitBuilder commit = new CommitBuilder().agreed("folder " + part, folder()).note("long",
				"x".repeat(20_000 + part));
		for (int i = 0; i < 300; i++) {
			String name = "file " + i;
			commit.agreed("folder " + part + "/" + name, file(i), left(name, i), right(name, i));
			commit.known(Side.LOCAL, part + ":" + i, new Digest(part, i), TIME);
			commit.known(Side.REMOTE, part + "." + i, new Digest(part, i), TIME);
			commit.history(new HistoryEntry(TIME.plusSeconds(i), Operation.UPLOAD, Side.REMOTE, name, "", i,
					Outcome.DONE, ""));
		}
		return commit.build();
	}

	@Test
	void opensWhatIsWhole() throws IOException, StateException {
		byte[] before = Files.readAllBytes(data);
		try (TaskState state = store.open(folder)) {
			assertEquals(Optional.empty(), state.setAside());
		}
		assertArrayEquals(before, Files.readAllBytes(data));
	}

	@ParameterizedTest(name = "cut to {0} bytes")
	@ValueSource(longs = { 0, 1, 100, 4095, 4096, 8191, 8192, 12288, 100_000, 1_000_000, 1_048_575 })
	void setsAsideWhatWasCut(long length) throws IOException, StateException {
		cut(length);
		assertSetAside(length < 4200 ? "data file" : "bytes of");
		assertEquals(length, Files.size(folder.resolve(ASIDE).resolve("data.mdb")));
	}

	@Test
	void setsAsideWhatLacksItsLastByte() throws IOException, StateException {
		cut(Files.size(data) - 1);
		assertSetAside("bytes of");
	}

	@Test
	void setsAsideGarbage() throws IOException, StateException {
		byte[] garbage = new byte[(int) Files.size(data)];
		new Random(1).nextBytes(garbage);
		Files.write(data, garbage);
		assertSetAside("does not begin");
	}

	@Test
	void setsAsideZeros() throws IOException, StateException {
		Files.write(data, new byte[(int) Files.size(data)]);
		assertSetAside("does not begin");
	}

	@Test
	void setsAsideGarbageInTheMiddle() throws IOException, StateException {
		byte[] garbage = new byte[10 * PAGE];
		new Random(2).nextBytes(garbage);
		overwrite(4 * PAGE, garbage);
		assertSetAside("damaged");
	}

	@Test
	void setsAsideATextFile() throws IOException, StateException {
		Files.writeString(data, "This is not the file you are looking for.\n".repeat(1000));
		assertSetAside("does not begin");
	}

	@Test
	void setsAsideAFolderWithoutDataFile() throws IOException, StateException {
		Files.delete(data);
		assertSetAside("missing");
	}

	@Test
	void setsAsideAFolderInPlaceOfTheDataFile() throws IOException, StateException {
		Files.delete(data);
		Files.createDirectory(data);
		assertSetAside("no file");
	}

	@Test
	void setsAsideAFileInPlaceOfTheFolder() throws IOException, StateException {
		Files.move(folder.resolve("state"), folder.resolve("elsewhere"));
		Files.writeString(folder.resolve("state"), "hello");
		assertSetAside("no folder");
		assertEquals("hello", Files.readString(folder.resolve(ASIDE)));
	}

	@Test
	void setsAsideAnotherSchema() throws IOException, StateException {
		Path other = Files.createDirectory(folder.resolve("other"));
		Environment.create(other, Schema.NUMBER + 6);
		Files.move(other.resolve("data.mdb"), data, StandardCopyOption.REPLACE_EXISTING);
		assertSetAside("another version of this program, in form 7");
	}

	@Test
	void setsAsideTheOtherByteOrderOrVersion() throws IOException, StateException {
		overwrite(20, new byte[] { 2, 0, 0, 0 });
		assertSetAside("another version of LMDB");
	}

	@Test
	void setsAsideOneAfterTheOther() throws IOException, StateException {
		cut(0);
		assertSetAside("data file");
		try (TaskState state = store.open(folder)) {
			assertEquals(Optional.empty(), state.setAside(), "tells it once");
		}
		cut(0);
		try (TaskState state = store.open(folder)) {
			assertEquals(ASIDE + "-2", state.setAside().orElseThrow().subject());
		}
		assertTrue(Files.exists(folder.resolve(ASIDE)) && Files.exists(folder.resolve(ASIDE + "-2")));
	}

	@Test
	void doesNotMindAnyLockFileNorWhatAnUnfinishedBeginningLeft() throws IOException, StateException {
		Files.write(folder.resolve("state/lock.mdb"), new byte[] { 1, 2, 3 });
		Files.createDirectories(folder.resolve("state.new/below"));
		Files.writeString(folder.resolve("state.new/data.mdb"), "half");
		try (TaskState state = store.open(folder)) {
			assertEquals(Optional.empty(), state.setAside());
			assertEquals(4 * 300 - 1, state.agreed().local().size());
		}
		assertFalse(Files.exists(folder.resolve("state.new")));
	}

	@Test
	void setsAsideALinkInPlaceOfTheDataFile() throws IOException, StateException {
		Path target = folder.resolve("target");
		Files.move(data, target);
		Files.createSymbolicLink(data, target);
		byte[] before = Files.readAllBytes(target);
		assertSetAside("no file");
		assertArrayEquals(before, Files.readAllBytes(target));
	}

	/** Whatever bytes change anywhere: it is found out, or it made no difference. Never ends the process. */
	@Test
	void seesDamageAnywhere() throws IOException, StateException {
		long seed = Long.getLong("cellssync.seed", new Random().nextLong());
		int count = Integer.getInteger("cellssync.damages", DAMAGES);
		Random random = new Random(seed);
		Path whole = Files.copy(data, folder.resolve("whole"));
		Contents expected;
		try (TaskState state = store.open(folder)) {
			expected = Contents.of(state);
		}
		int found = 0;
		for (int number = 0; number < count; number++) {
			int i = number;
			Files.copy(whole, data, StandardCopyOption.REPLACE_EXISTING);
			damage(random);
			try {
				DataFile.check(data);
			} catch (Unreadable e) {
				found++;
				continue;
			}
			try (TaskState state = store.open(folder)) {
				assertEquals(Optional.empty(), state.setAside(), "seed " + seed);
				assertEquals(expected, Contents.of(state), "seed " + seed + ", damage " + i);
				state.commit(part(9));
			}
			assertDoesNotThrow(() -> DataFile.check(data), "seed " + seed + ", after damage " + i);
		}
		System.out.println("seed " + seed + ": " + found + " of " + count
				+ " damages found, the others made no difference");
		assertTrue(found > count / 10, "seed " + seed);
	}

	private void damage(Random random) throws IOException {
		int used = 160;
		long at = (long) random.nextInt(used) * PAGE;
		switch (random.nextInt(4)) {
			case 0 -> overwrite(at + random.nextInt(64), bytes(random, 1 + random.nextInt(4)));
			case 1 -> overwrite(at + random.nextInt(PAGE), bytes(random, 1));
			case 2 -> overwrite(at, bytes(random, PAGE));
			default -> {
				byte[] other = new byte[PAGE];
				try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "r")) {
					file.seek((long) random.nextInt(used) * PAGE);
					file.readFully(other);
				}
				overwrite(at, other);
			}
		}
	}

	private static byte[] bytes(Random random, int count) {
		byte[] bytes = new byte[count];
		random.nextBytes(bytes);
		return bytes;
	}

	private void assertSetAside(String reason) throws StateException {
		try (TaskState state = store.open(folder)) {
			Diagnostic aside = state.setAside().orElseThrow();
			assertEquals(Code.STATE_SET_ASIDE, aside.code());
			assertEquals(ASIDE, aside.subject());
			assertTrue(aside.args().getFirst().contains(reason), aside.line());
			assertEquals(Entry.Absent.ABSENT, state.agreed().tree());
			state.commit(new CommitBuilder().note("a", "b").build());
		}
		try (TaskState state = store.open(folder)) {
			assertEquals(Map.of("a", "b"), state.notes());
		}
		assertTrue(Files.exists(folder.resolve(ASIDE)));
	}

	private void cut(long length) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
			file.setLength(length);
		}
	}

	private void overwrite(long at, byte[] bytes) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
			file.seek(at);
			file.write(bytes);
		}
	}
}
