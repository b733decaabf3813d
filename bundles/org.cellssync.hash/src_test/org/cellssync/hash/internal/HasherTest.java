package org.cellssync.hash.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.cellssync.api.hash.BlockDigest;
import org.cellssync.api.hash.ContentDigests;
import org.cellssync.api.hash.Hasher;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.Digest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HasherTest {

	private final CellsV4Hasher v4 = new CellsV4Hasher(3);
	private final Hasher v3 = new CellsV3Hasher();

	@TempDir
	Path folder;

	static Stream<Arguments> vectors() {
		return Vectors.all();
	}

	@AfterEach
	void closePool() {
		v4.close();
	}

	@ParameterizedTest(name = "{0} bytes")
	@MethodSource("vectors")
	void hashesStreamsWhateverThePieces(int size, String md5, String blocks) {
		for (int piece : new int[] { 64 << 10, 1_000_003 }) {
			assertEquals(blocks, streamed(v4.start(), size, piece), "v4 in pieces of " + piece);
			assertEquals(md5, streamed(v3.start(), size, piece), "v3 in pieces of " + piece);
		}
	}

	@ParameterizedTest(name = "{0} bytes")
	@MethodSource("vectors")
	void hashesFiles(int size, String md5, String blocks) throws IOException {
		Path file = Pattern.write(folder.resolve("file"), size);
		assertEquals(blocks, hex(v4.hash(file, new Cancellation())));
		assertEquals(md5, hex(v3.hash(file, new Cancellation())));
	}

	@ParameterizedTest(name = "{0} bytes")
	@MethodSource("vectors")
	void takesBothHashesInOnePass(int size, String md5, String blocks) {
		ContentDigests both = new ContentDigests();
		for (int at = 0; at < size; at += 777_777) {
			byte[] bytes = Pattern.bytes(at, Math.min(777_777, size - at));
			both.update(bytes, 0, bytes.length);
		}
		ContentDigests.Both digests = both.digest();
		assertEquals(blocks, digests.v4().hex());
		assertEquals(md5, digests.md5Hex());
		assertEquals(md5, hex(digests.md5()));
		assertEquals(size, digests.size());
	}

	@Test
	void followsTheRestOfTheVectors() {
		assertEquals("5eb63bbbe01eeed093cb22bb8f5acdc3", text(v3, "hello world"));
		assertEquals("241d8a27c836427bd7f04461b60e7359", text(v4, "hello world"));
		assertEquals("3b32b2dc26c45b3a34a56515df7c216c", text(v3, "123e4567-e89b-12d3-a456-426614174000"));
		assertEquals("4068cc5ec7d15d49dd2278ac4c867155", text(v4, "123e4567-e89b-12d3-a456-426614174000"));
		assertEquals(Digest.EMPTY, Digest.of(v4.start().digest()));
	}

	@Test
	void computesStorageTagsOfMultipartUploads() {
		int mib = Vectors.MIB;
		assertEquals("80a752446006591258dfc954a799987d", streamed(new BlockDigest(5L * mib), 25 * mib, mib));
		assertEquals("9766d3bf4d4ac27c4f2ae5afa2f10e57", streamed(new BlockDigest(10L * mib), 25 * mib, mib));
		assertEquals("785c72406ad0580742f175706b343839",
				streamed(new BlockDigest(100L * mib), 100 * mib + 1, mib));
	}

	@Test
	void startsPatternAsTheVectorsSay() {
		assertEquals("001f3e5d7c9bbad9f81736557493b2d1", hex(Pattern.bytes(0, 16)));
		assertEquals("e1072645", hex(Pattern.bytes(255, 4)));
		assertEquals("bbda0d2c4b6a", hex(Pattern.bytes(65534, 6)));
	}

	@Test
	void readsNothingOnceCancelled() throws IOException {
		Path file = Pattern.write(folder.resolve("file"), 40 * Vectors.MIB);
		Cancellation cancel = new Cancellation();
		cancel.cancel();
		assertThrows(CancellationException.class, () -> v4.hash(file, cancel));
		assertThrows(CancellationException.class, () -> v3.hash(file, cancel));
	}

	@Test
	void checksCancellationForEachChunk() throws IOException {
		Path file = Pattern.write(folder.resolve("file"), Vectors.MIB);
		Cancellation cancel = new Cancellation();
		AtomicInteger chunks = new AtomicInteger();
		try (var channel = FileChunks.open(file)) {
			FileChunks reader = new FileChunks(channel, cancel);
			assertThrows(CancellationException.class,
					() -> reader.read(0, Vectors.MIB, FileChunks.bufferFor(Vectors.MIB),
							(bytes, offset, length) -> {
								chunks.incrementAndGet();
								cancel.cancel();
							}));
		}
		assertEquals(1, chunks.get());
	}

	@Test
	void tellsWhenAFileBecameShorter() throws IOException {
		Path file = Pattern.write(folder.resolve("file"), 1000);
		try (var channel = FileChunks.open(file)) {
			FileChunks reader = new FileChunks(channel, new Cancellation());
			assertThrows(IOException.class,
					() -> reader.read(0, 1001, FileChunks.bufferFor(1001), (bytes, offset, length) -> {}));
			assertThrows(IOException.class,
					() -> new ParallelBlocks(reader, 30L * Vectors.MIB).digest(new HashPool(2)));
		}
	}

	@Test
	void followsNoLink() throws IOException {
		Path file = Pattern.write(folder.resolve("file"), 10);
		Path link = Files.createSymbolicLink(folder.resolve("link"), file);
		assertThrows(IOException.class, () -> v4.hash(link, new Cancellation()));
		assertThrows(NoSuchFileException.class, () -> v3.hash(folder.resolve("none"), new Cancellation()));
	}

	@Test
	void worksWithoutHelpAndWhileThePoolIsBusyOrClosed() throws Exception {
		Path file = Pattern.write(folder.resolve("file"), 25 * Vectors.MIB);
		byte[] expected = HexFormat.of().parseHex("9766d3bf4d4ac27c4f2ae5afa2f10e57");
		CountDownLatch release = new CountDownLatch(1);
		HashPool busy = new HashPool(1);
		busy.help(1, () -> awaitQuietly(release));
		try (var channel = FileChunks.open(file)) {
			FileChunks chunks = new FileChunks(channel, new Cancellation());
			assertArrayEquals(expected, new ParallelBlocks(chunks, channel.size()).digest(busy));
			assertArrayEquals(expected, new ParallelBlocks(chunks, channel.size()).digest(new HashPool(0)));
			busy.close();
			assertArrayEquals(expected, new ParallelBlocks(chunks, channel.size()).digest(busy));
		} finally {
			release.countDown();
		}
	}

	@Test
	void endsWhenInterruptedAndKeepsTheFlag() throws IOException {
		Path file = Pattern.write(folder.resolve("file"), 25 * Vectors.MIB);
		Thread.currentThread().interrupt();
		assertThrows(IOException.class, () -> v4.hash(file, new Cancellation()));
		assertTrue(Thread.interrupted());
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private static String text(Hasher hasher, String text) {
		Hasher.Running running = hasher.start();
		running.update(text.getBytes(US_ASCII), 0, text.length());
		return hex(running.digest());
	}

	private static String streamed(Hasher.Running running, int size, int piece) {
		for (int at = 0; at < size; at += piece) {
			byte[] bytes = Pattern.bytes(at, Math.min(piece, size - at));
			byte[] shifted = new byte[bytes.length + 3];
			System.arraycopy(bytes, 0, shifted, 3, bytes.length);
			running.update(shifted, 3, bytes.length);
		}
		return hex(running.digest());
	}

	private static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes);
	}
}
