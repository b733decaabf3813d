package org.cellssync.sandbox.internal.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentStoreTest {
	@TempDir
	Path dir;

	private static byte[] bytes(int size) {
		var bytes = new byte[size];
		new Random(size).nextBytes(bytes);
		return bytes;
	}

	private static Content put(ContentStore store, byte[] bytes) throws IOException {
		try (var receiver = store.receive()) {
			var half = bytes.length / 2;
			receiver.write(bytes, 0, half);
			receiver.write(bytes, half, bytes.length - half);
			return receiver.finish();
		}
	}

	private static byte[] read(Content content, long from) throws IOException {
		try (var in = content.open(from)) {
			return in.readAllBytes();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1024, ContentStore.SMALL, ContentStore.SMALL + 1, 3 * ContentStore.SMALL })
	void givesBackWhatItTook(int size) throws IOException {
		var expected = bytes(size);
		try (var temporary = ContentStore.temporary(); var kept = ContentStore.kept(dir)) {
			for (var store : List.of(temporary, kept)) {
				var content = put(store, expected);
				assertEquals(size, content.size());
				assertArrayEquals(expected, read(content, 0));
				assertArrayEquals(Arrays.copyOfRange(expected, size / 3, size), read(content, size / 3));
			}
		}
	}

	@Test
	void joinsParts() throws IOException {
		try (var store = ContentStore.kept(dir)) {
			var all = bytes(100_000);
			var joined = store.joined(List.of(put(store, Arrays.copyOf(all, 40_000)),
					put(store, Arrays.copyOfRange(all, 40_000, 40_001)),
					put(store, Arrays.copyOfRange(all, 40_001, 100_000))));
			for (var from : new int[] { 0, 39_999, 40_000, 40_001, 99_999, 100_000 }) {
				assertArrayEquals(Arrays.copyOfRange(all, from, 100_000), read(joined, from));
			}
			assertArrayEquals(all, read(store.find(joined.id()).orElseThrow(), 0));
		}
	}

	@Test
	void releasedContentIsGoneButReadersFinish() throws IOException {
		try (var store = ContentStore.kept(dir)) {
			var content = put(store, bytes(100_000));
			try (var in = content.open(0)) {
				content.release();
				assertEquals(100_000, in.readAllBytes().length);
			}
			assertThrows(NoSuchFileException.class, () -> content.open(0));
			assertTrue(store.find(content.id()).isEmpty());
		}
	}

	@Test
	void keepsOnlyWhatIsNamed() throws IOException {
		try (var store = ContentStore.kept(dir)) {
			var kept = put(store, bytes(10));
			var other = put(store, bytes(20));
			store.keepOnly(Set.of(kept.id()));
			assertTrue(store.find(kept.id()).isPresent());
			assertTrue(store.find(other.id()).isEmpty());
		}
	}
}
