package org.cellssync.endpoint.cells.internal;

import static org.cellssync.endpoint.cells.internal.Finding.Unproven.UNPROVEN;
import static org.cellssync.endpoint.cells.internal.Finding.Unsettled.UNSETTLED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.cellssync.api.state.KnownContent;
import org.cellssync.core.tree.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What proves a content and what does not; sizes and hashes are those of the vectors and of recorded nodes.
 */
class EvidenceTest {

	private static final long NOW = 1_795_380_400;
	private static final long LONG_AGO = NOW - 7200;
	private static final long MEBI = 1 << 20;
	private static final String HELLO_MD5 = "5eb63bbbe01eeed093cb22bb8f5acdc3";
	private static final String HELLO_V4 = "241d8a27c836427bd7f04461b60e7359";
	private static final String CHANGED_MD5 = "b035706395039efd3301cf3f23c27dca";
	private static final String CHANGED_V4 = "e38a2b79753f8802235a1264117825e6";
	private static final String EMPTY_V4 = "59adb24ef3cdbe0297f05b395827453f";
	private static final String MD5_10M = "ecc23ba1550646beb7255c40594a0f1e";
	private static final String V4_10M = "f8661663935237f1e0e2fd624f3bdc57";
	private static final String MD5_25M = "a9dec0906fb3455032f5f3117f41d9dd";
	private static final String V4_25M = "9766d3bf4d4ac27c4f2ae5afa2f10e57";
	private static final String PARTS_25M_BY_5 = "80a752446006591258dfc954a799987d";
	private static final String PARTS_100M_1_BY_100 = "785c72406ad0580742f175706b343839";
	private static final String V4_100M_1 = "24b1ef013f4e82b53d3fcd0572122ebb";

	private Instant now = Instant.ofEpochSecond(NOW);
	private final InstantSource clock = () -> now;
	private final HashSightings sightings = new HashSightings(clock);

	static Stream<Arguments> firstLooks() {
		return Stream.of(
				arguments("the hash is there and right", Nodes.hashed(11, NOW, HELLO_MD5, HELLO_V4),
						proven(HELLO_V4)),
				arguments("H9: new file, no hash yet", Nodes.unhashed(11, NOW, HELLO_MD5), proven(HELLO_V4)),
				arguments("H9: overwritten, the hash is that of before",
						Nodes.hashed(20, NOW, CHANGED_MD5, HELLO_V4), proven(CHANGED_V4)),
				arguments("H10: old file of an old family", Nodes.unhashed(11, LONG_AGO, HELLO_MD5),
						proven(HELLO_V4)),
				arguments("one block exactly", Nodes.unhashed(10 * MEBI, NOW, MD5_10M), proven(V4_10M)),
				arguments("one part of at most a block", Nodes.unhashed(11, NOW, HELLO_V4 + "-1"),
						proven(HELLO_V4)),
				arguments("more than one block in one piece, no hash",
						Nodes.unhashed(25 * MEBI, LONG_AGO, MD5_25M), UNPROVEN),
				arguments("more than one block in one piece, hash seen for the first time",
						Nodes.hashed(25 * MEBI, NOW, MD5_25M, V4_25M), UNPROVEN),
				arguments("the same, but long there", Nodes.hashed(25 * MEBI, LONG_AGO, MD5_25M, V4_25M),
						learnt(V4_25M)),
				arguments("parts of a block each: hash and ETag are the same",
						Nodes.hashed(25 * MEBI, NOW, V4_25M + "-3", V4_25M), learnt(V4_25M)),
				arguments("H11: parts of 5 MiB: the hash is of those parts",
						Nodes.hashed(25 * MEBI, LONG_AGO, PARTS_25M_BY_5 + "-5", PARTS_25M_BY_5), UNPROVEN),
				arguments("H11: the hash never came",
						Nodes.unhashed(25 * MEBI, LONG_AGO, PARTS_25M_BY_5 + "-5"), UNPROVEN),
				arguments("parts of 100 MiB, just sent",
						Nodes.hashed(100 * MEBI + 1, NOW, PARTS_100M_1_BY_100 + "-2", V4_100M_1), UNPROVEN),
				arguments("parts of 64 MiB are as likely: never by the hash",
						Nodes.hashed(100 * MEBI + 1, LONG_AGO, PARTS_100M_1_BY_100 + "-2", V4_100M_1),
						UNPROVEN),
				arguments("parts of 50 MiB, long there",
						Nodes.hashed(230 * MEBI, LONG_AGO, PARTS_100M_1_BY_100 + "-5", V4_100M_1),
						learnt(V4_100M_1)),
				arguments("no likely size of parts fits",
						Nodes.hashed(25 * MEBI, LONG_AGO, PARTS_25M_BY_5 + "-4", V4_25M), UNPROVEN),
				arguments("an empty file", Nodes.hashed(0, NOW, EMPTY_V4 + "-1", EMPTY_V4), proven(EMPTY_V4)),
				arguments("an empty file without hash", Nodes.unhashed(0, NOW, EMPTY_V4 + "-1"),
						proven(EMPTY_V4)),
				arguments("an empty file of an old family",
						Nodes.unhashed(0, NOW, "d41d8cd98f00b204e9800998ecf8427e"), proven(EMPTY_V4)),
				arguments("H9: its size has not arrived yet", Nodes.hashed(0, NOW, HELLO_MD5, HELLO_V4),
						UNSETTLED),
				arguments("H9: an empty file overwritten, size and ETag late",
						Nodes.hashed(0, NOW, EMPTY_V4 + "-1", HELLO_V4), UNSETTLED),
				arguments("size 0 and an ETag of something", Nodes.unhashed(0, NOW, HELLO_MD5), UNSETTLED),
				arguments("an upload under way", Nodes.unhashed(0, NOW, "temporary"), UNSETTLED),
				arguments("an upload under way with its size", Nodes.unhashed(11, NOW, "temporary"),
						UNSETTLED),
				arguments("H9: structured, ETag late", Nodes.hashed(11, NOW, "temporary", HELLO_V4),
						UNSETTLED),
				arguments("an ETag that says nothing",
						Nodes.unhashed(11, LONG_AGO, "00000000000000000000000000000000-1"), UNPROVEN),
				arguments("no ETag at all", Nodes.unhashed(11, LONG_AGO, ""), UNPROVEN),
				arguments("H12: a hash in the ETag's place is no storage ETag",
						Nodes.file("file", 11, NOW, HELLO_V4, Map.of("x-cells-hash", HELLO_V4)), UNPROVEN));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("firstLooks")
	void judgesAFirstLook(String name, RemoteNode node, Finding expected) {
		assertEquals(expected, evidence(KnownContent.NONE).of(node, false));
	}

	@Test
	void aPairThatStandsForAWhileIsProof() {
		RemoteNode node = Nodes.hashed(25 * MEBI, NOW, MD5_25M, V4_25M);
		assertEquals(UNPROVEN, evidence(KnownContent.NONE).of(node, false));
		now = now.plusSeconds(3);
		assertEquals(UNPROVEN, evidence(KnownContent.NONE).of(node, false),
				"a stale hash stands for some seconds, too");
		now = now.plus(HashSightings.SETTLED);
		assertEquals(learnt(V4_25M), evidence(KnownContent.NONE).of(node, false));
	}

	@Test
	void anotherHashBesideTheVersionBeginsAnew() {
		assertEquals(UNPROVEN,
				evidence(KnownContent.NONE).of(Nodes.hashed(25 * MEBI, NOW, MD5_25M, HELLO_V4), false));
		now = now.plus(Duration.ofSeconds(9));
		RemoteNode right = Nodes.hashed(25 * MEBI, NOW, MD5_25M, V4_25M);
		assertEquals(UNPROVEN, evidence(KnownContent.NONE).of(right, false));
		now = now.plus(Duration.ofSeconds(9));
		assertEquals(UNPROVEN, evidence(KnownContent.NONE).of(right, false));
		now = now.plus(Duration.ofSeconds(9));
		assertEquals(learnt(V4_25M), evidence(KnownContent.NONE).of(right, false));
	}

	@Test
	void theEventOfAFinishedUploadMakesItsPairProof() {
		RemoteNode node = Nodes.hashed(25 * MEBI, NOW, MD5_25M, V4_25M);
		sightings.told(node.version(), V4_25M);
		assertEquals(learnt(V4_25M), evidence(KnownContent.NONE).of(node, false));
		assertEquals(UNPROVEN,
				evidence(KnownContent.NONE).of(Nodes.hashed(25 * MEBI, NOW, MD5_25M, HELLO_V4), false));
	}

	@Test
	void aVersionOnRecordKeepsItsDigest() {
		KnownContent known = version -> version.equals(PARTS_25M_BY_5 + "-5:26214400")
				? Optional.of(new KnownContent.Proven(Digest.parse(V4_25M), Instant.EPOCH))
				: Optional.empty();
		assertEquals(proven(V4_25M), evidence(known)
				.of(Nodes.hashed(25 * MEBI, NOW, PARTS_25M_BY_5 + "-5", PARTS_25M_BY_5), true));
		assertEquals(UNPROVEN, evidence(known)
				.of(Nodes.hashed(25 * MEBI + 1, NOW, PARTS_25M_BY_5 + "-5", PARTS_25M_BY_5), false));
	}

	@Test
	void aNewHashBesideAnUnchangedVersionAnnouncesAnotherOne() {
		RemoteNode late = Nodes.hashed(11, NOW, HELLO_MD5, CHANGED_V4);
		Finding waited = new Finding.Proven(Digest.parse(HELLO_V4), false, true);
		assertEquals(waited, evidence(KnownContent.NONE).of(late, true));
		assertEquals(proven(HELLO_V4), evidence(KnownContent.NONE).of(late, false),
				"a new version, whose hash is late");
		now = now.plusSeconds(61);
		assertEquals(proven(HELLO_V4), evidence(KnownContent.NONE).of(late, true), "not waited for for ever");
	}

	@Test
	void aHashThatFitsItsVersionAnnouncesNothingWhereTheStorageIsDamaged() {
		KnownContent read = version -> version.equals(HELLO_MD5 + ":11")
				? Optional.of(new KnownContent.Proven(Digest.parse(CHANGED_V4), Instant.EPOCH))
				: Optional.empty();
		assertEquals(proven(CHANGED_V4), evidence(read).of(Nodes.hashed(11, NOW, HELLO_MD5, HELLO_V4), true));
	}

	private Evidence evidence(KnownContent known) {
		return new Evidence(known, sightings);
	}

	private static Finding proven(String digest) {
		return new Finding.Proven(Digest.parse(digest), false, false);
	}

	private static Finding learnt(String digest) {
		return new Finding.Proven(Digest.parse(digest), true, false);
	}
}
