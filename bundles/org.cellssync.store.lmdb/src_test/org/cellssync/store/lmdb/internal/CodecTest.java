package org.cellssync.store.lmdb.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.cellssync.api.state.AgreedEntry;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.KnownContent.Proven;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.Unread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "0", "abcdef", "abcde", "0123456789", "dir/ABCDEF/0123456789abcdefg",
			"über 12345678 ☃",
			"123e4567-e89b-12d3-a456-426614174000", "123E4567-e89b-12d3-a456-426614174000",
			"123e4567-e89b-12d3-a456-42661417400", "123e4567xe89b-12d3-a456-426614174000",
			"d41d8cd98f00b204e9800998ecf8427e-12.5.1700000000123456789", "(dev=fd01,ino=1234567)" })
	void packsText(String text) {
		assertEquals(text, repacked(text));
	}

	@Test
	void packsLongTextAndLongRuns() {
		for (int length : new int[] { 127, 128, 129, 255, 256, 257, 258, 511, 1000 }) {
			assertEquals("x".repeat(length), repacked("x".repeat(length)));
			assertEquals("7".repeat(length), repacked("7".repeat(length)));
			assertEquals("y" + "a".repeat(length) + "z", repacked("y" + "a".repeat(length) + "z"));
		}
	}

	@Test
	void packsAnyText() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		String alphabet = "0123456789abcdefABC-./_ é☃";
		for (int i = 0; i < 20_000; i++) {
			StringBuilder text = new StringBuilder();
			for (int length = random.nextInt(80); length > 0; length--) {
				text.append(alphabet.charAt(random.nextInt(random.nextBoolean() ? 16 : alphabet.length())));
			}
			assertEquals(text.toString(), repacked(text.toString()), "seed " + seed);
		}
	}

	@Test
	void packsUuidsAndDigitsSmall() {
		assertEquals(17, packed("123e4567-e89b-12d3-a456-426614174000").length);
		assertEquals(18, packed("d41d8cd98f00b204e9800998ecf8427e").length);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 127, 128, 300, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE })
	void keepsNumbers(long number) {
		ByteWriter target = new ByteWriter();
		target.putNumber(number);
		target.putSigned(number);
		target.putLong(number);
		target.putInt((int) number);
		ByteReader source = new ByteReader(target.toBytes(), 0);
		assertEquals(number, source.readNumber());
		assertEquals(number, source.readSigned());
		assertEquals(number, source.readLong());
		assertEquals((int) number, source.readInt());
	}

	static Stream<AgreedEntry> entries() {
		Identity own = new Identity("id 1", "12.34", Instant.parse("1969-12-31T23:59:58.5Z"), "other é",
				false);
		Identity same = new Identity("", "", Instant.parse("2026-01-01T00:00:00Z"), "name.txt", true);
		return Stream.of(entry(new Entry.File(new Digest(-1, 1), 0, false), own, same),
				entry(new Entry.File(Digest.EMPTY, Long.MAX_VALUE, true), null, own),
				entry(new Entry.Link("../über/ziel"), same, null), entry(Directory.EMPTY, null, null));
	}

	@ParameterizedTest
	@MethodSource("entries")
	void keepsAgreedEntries(AgreedEntry entry) {
		for (String path : new String[] { "", "name.txt", "a/ü b/name.txt", "x".repeat(600) + "/name.txt" }) {
			byte[] key = Keys.ofPath(path);
			byte[] value = Seal.close(key, AgreedCodec.encode(key, path, entry));
			AgreedCodec.Record record = AgreedCodec.decode(key, value);
			assertEquals(path, record.path());
			assertEquals(path.substring(path.lastIndexOf('/') + 1), record.name());
			assertEquals(entry, record.entry());
			assertEquals(entry.entry() instanceof Directory, AgreedCodec.isDirectory(value));
		}
	}

	@Test
	void refusesWhatCannotBeAgreedUpon() {
		for (Entry entry : new Entry[] { Entry.Absent.ABSENT, new Entry.Blocked(Reason.HIDDEN),
				new Entry.File(Unread.of("local", "1"), 1, false) }) {
			assertThrows(IllegalStateException.class,
					() -> AgreedCodec.encode(Keys.ofPath("a"), "a", entry(entry, null, null)));
		}
	}

	@Test
	void keepsKnownDigestsWithTheirTimeRoundedDown() {
		Proven proven = new Proven(new Digest(3, -4), Instant.parse("2026-03-01T10:15:30.123999999Z"));
		byte[] value = Seal.close(Keys.ofVersion("v"), KnownCodec.encode(proven));
		assertEquals(new Proven(new Digest(3, -4), Instant.parse("2026-03-01T10:15:30.123Z")),
				KnownCodec.decode(value));
	}

	@Test
	void keepsOperations() {
		for (HistoryEntry.Operation operation : HistoryEntry.Operation.values()) {
			HistoryEntry entry = new HistoryEntry(CommitBuilder.TIME, operation, Side.REMOTE, "a/é", "b",
					1L << 40,
					HistoryEntry.Outcome.FAILED, "LOCAL_IO");
			byte[] key = HistoryCodec.key(entry.time(), 7);
			assertEquals(entry, HistoryCodec.decode(key, Seal.close(key, HistoryCodec.encode(entry))));
			assertEquals(7, HistoryCodec.sequence(key));
		}
	}

	@Test
	void sortsOperationsByTime() {
		Instant[] times = { Instant.parse("1960-01-01T00:00:00Z"), Instant.EPOCH, CommitBuilder.TIME,
				CommitBuilder.TIME.plusNanos(1), Instant.parse("3000-01-01T00:00:00Z") };
		for (int i = 1; i < times.length; i++) {
			byte[] before = HistoryCodec.key(times[i - 1], 9);
			assertTrue(Arrays.compareUnsigned(before, HistoryCodec.key(times[i], 0)) < 0);
			assertEquals(times[i - 1], HistoryCodec.time(before));
		}
	}

	@Test
	void keepsNotesOfAnyLength() {
		for (String name : new String[] { "root.local", "moved:" + "ü/".repeat(400) }) {
			byte[] key = Keys.ofName(name);
			assertTrue(key.length <= Keys.CUT);
			byte[] value = Seal.close(key, NoteCodec.encode(key, name, "väl\nue"));
			assertEquals(Map.entry(name, "väl\nue"), NoteCodec.decode(key, value));
		}
	}

	@Test
	void sortsAFolderRightBeforeWhatIsBelowIt() {
		String[] paths = { "", "a", "a/a", "a/a/z", "a/b", "a b", "a-b", "a.b", "b" };
		for (int i = 1; i < paths.length; i++) {
			assertTrue(Arrays.compareUnsigned(Keys.ofPath(paths[i - 1]), Keys.ofPath(paths[i])) < 0,
					paths[i]);
			assertEquals(paths[i], Keys.path(Keys.ofPath(paths[i])));
		}
	}

	@Test
	void cutsLongKeysAndTellsThemApart() {
		String longPath = "a/" + "é".repeat(300);
		byte[] key = Keys.ofPath(longPath + "1");
		assertTrue(Keys.isCut(key));
		assertFalse(Arrays.equals(key, Keys.ofPath(longPath + "2")));
		assertFalse(Keys.isCut(Keys.ofPath("x".repeat(Keys.CUT - 1))));
		assertTrue(Keys.isCut(Keys.ofPath("x".repeat(Keys.CUT))));
		byte[] prefix = Keys.prefixOfBelow("a");
		assertArrayEquals(prefix, Arrays.copyOf(key, prefix.length));
	}

	@Test
	void sealsKeyAndContent() {
		byte[] key = { 1, 2, 3 };
		byte[] value = Seal.close(key, new byte[] { 4, 5 });
		assertTrue(Seal.holds(slice(key), slice(value)));
		for (int i = 0; i < value.length; i++) {
			byte[] damaged = value.clone();
			damaged[i] ^= 0x10;
			assertFalse(Seal.holds(slice(key), slice(damaged)));
		}
		assertFalse(Seal.holds(slice(new byte[] { 1, 2, 4 }), slice(value)));
		assertFalse(Seal.holds(slice(key), new Slice(value, 0, 3)));
	}

	private static Slice slice(byte[] bytes) {
		return new Slice(bytes, 0, bytes.length);
	}

	private static AgreedEntry entry(Entry entry, Identity left, Identity right) {
		return new AgreedEntry(entry, Optional.ofNullable(left), Optional.ofNullable(right));
	}

	private static byte[] packed(String text) {
		ByteWriter target = new ByteWriter();
		PackedText.put(target, text);
		return target.toBytes();
	}

	private static String repacked(String text) {
		ByteReader source = new ByteReader(packed(text), 0);
		String back = PackedText.read(source);
		assertEquals(packed(text).length, source.position());
		return back;
	}
}
