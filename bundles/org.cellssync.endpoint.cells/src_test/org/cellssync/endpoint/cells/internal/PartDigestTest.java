package org.cellssync.endpoint.cells.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.Digest;
import org.junit.jupiter.api.Test;

/** Computes what the server computes, on the vectors of the server's hashes. */
class PartDigestTest {

	private static final int MEBI = 1 << 20;

	@Test
	void blocksOfAllPartsMakeTheHashOfTheContent() {
		byte[] content = pattern(25 * MEBI);
		MessageDigest all = Md5.start();
		parts(content, 20 * MEBI).forEach(part -> all.update(part.blocks()));
		assertEquals("9766d3bf4d4ac27c4f2ae5afa2f10e57", HexFormat.of().formatHex(all.digest()));
	}

	@Test
	void partsMakeTheEtagOfTheUpload() {
		byte[] content = pattern(25 * MEBI);
		assertEquals("80a752446006591258dfc954a799987d-5",
				Counterpart.multipartEtag(parts(content, 5 * MEBI)));
		assertEquals("9766d3bf4d4ac27c4f2ae5afa2f10e57-3",
				Counterpart.multipartEtag(parts(content, 10 * MEBI)));
		assertEquals("785c72406ad0580742f175706b343839-2",
				Counterpart.multipartEtag(parts(pattern(100 * MEBI + 1), 100 * MEBI)));
	}

	@Test
	void aPartThatIsSentAgainIsHashedAnew() {
		byte[] content = pattern(3 * MEBI);
		PartDigest once = part(content, 0, content.length);
		PartDigest twice = new PartDigest();
		twice.update(content, 0, 2 * MEBI + 5);
		twice.restart();
		twice.update(content, 0, content.length);
		twice.finish();
		assertEquals(once.hex(), twice.hex());
		assertEquals(HexFormat.of().formatHex(once.blocks()), HexFormat.of().formatHex(twice.blocks()));
	}

	@Test
	void aFileProvesEachVersionThatMayBeOfIt() throws Exception {
		byte[] content = pattern(25 * MEBI);
		Optional<Digest> digest = Optional.of(Digest.parse("9766d3bf4d4ac27c4f2ae5afa2f10e57"));
		for (String etag : List.of("a9dec0906fb3455032f5f3117f41d9dd", "80a752446006591258dfc954a799987d-5",
				"9766d3bf4d4ac27c4f2ae5afa2f10e57-3")) {
			assertEquals(digest, Counterpart.proves(StorageVersion.of(etag, content.length),
					new Memory(content), new Cancellation()), etag);
		}
		for (StorageVersion other : List.of(
				StorageVersion.of("80a752446006591258dfc954a799987d-5", content.length + 1),
				StorageVersion.of("80a752446006591258dfc954a799987d-4", content.length),
				StorageVersion.of("ecc23ba1550646beb7255c40594a0f1e", content.length),
				StorageVersion.of("odd", content.length))) {
			assertEquals(Optional.empty(), Counterpart.proves(other, new Memory(content), new Cancellation()),
					other.text());
		}
	}

	private static List<PartDigest> parts(byte[] content, int size) {
		List<PartDigest> parts = new ArrayList<>();
		for (int from = 0; from < content.length; from += size) {
			parts.add(part(content, from, Math.min(size, content.length - from)));
		}
		return parts;
	}

	private static PartDigest part(byte[] content, int from, int length) {
		PartDigest digest = new PartDigest();
		for (int done = 0; done < length; done += 70_001) {
			digest.update(content, from + done, Math.min(70_001, length - done));
		}
		digest.finish();
		return digest;
	}

	private static byte[] pattern(int size) {
		byte[] bytes = new byte[size];
		for (int i = 0; i < size; i++) {
			bytes[i] = (byte) (i * 31 + (i >> 8) * 7 + (i >> 16) * 13);
		}
		return bytes;
	}

	private record Memory(byte[] content) implements SourceFile {

		@Override
		public long size() {
			return content.length;
		}

		@Override
		public Instant modified() {
			return Instant.EPOCH;
		}

		@Override
		public boolean executable() {
			return false;
		}

		@Override
		public InputStream read(long offset, long length) {
			return new ByteArrayInputStream(content, (int) offset, (int) length);
		}

		@Override
		public void verifyWhole(byte[] md5) {
			// It does not change.
		}

		@Override
		public void close() {
			// Nothing is held.
		}
	}
}
