package org.cellssync.endpoint.cells.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifferencesTest {

	private static final String MD5 = "5eb63bbbe01eeed093cb22bb8f5acdc3";
	private static final String OTHER_MD5 = "900150983cd24fb0d6963f7d28e17f72";
	private static final String HASH_OF_OTHER = "11111111111111111111111111111111";

	private Ignore ignore = (path, directory) -> path.name().equals("junk");
	private final HashSightings sightings = new HashSightings(InstantSource.system());
	private final List<List<String>> told = new ArrayList<>();
	private long nanos;

	private static RemoteNode file(String path) {
		return Nodes.file(path, 11, 1, MD5, Map.of());
	}

	private static RemoteNode folder(String path, String uuid, long time, boolean writable) {
		Node.Builder node = Node.newBuilder().setPath("ws/" + path).setUuid(uuid).setType(NodeType.COLLECTION)
				.setMTime(time);
		if (!writable) {
			node.putMetaStore("node_readonly", "\"true\"");
		}
		return RemoteNode.of(node.build(), path);
	}

	/** Returns a look at these nodes. */
	private Scan look(RemoteNode... nodes) {
		ScanRequest request = new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING, Directory.EMPTY, Identities.NONE,
				KnownContent.NONE, ignore);
		Look look = new Look("account", request, sightings);
		Listing listing = new Listing(look, "", SyncPath.ROOT, Directory.EMPTY);
		Stream.of(nodes).forEach(listing::add);
		Map<SyncPath, Identity> identities = new HashMap<>();
		Entry tree = listing.finish(identities);
		return new Scan(tree, Identities.of(identities), "root", look.problems(), look.lookAgain(), Map.of(), 0);
	}

	private Differences against(Scan last) {
		return new Differences(new LastLook.Known(last, ignore, 0), (Directory) last.tree(), sightings, () -> nanos,
				places -> told.add(places.stream().map(SyncPath::value).toList()));
	}

	/** Returns where a listing of these nodes differs from a look. */
	private List<String> differences(Scan last, RemoteNode... nodes) {
		told.clear();
		Differences differences = against(last);
		Stream.of(nodes).forEach(differences::accept);
		differences.finish();
		return told.stream().flatMap(List::stream).toList();
	}

	@Test
	void whatIsAsItWasIsNotTold() {
		RemoteNode[] nodes = { Nodes.folder("a"), Nodes.folder("a/b"), file("a/b/c"), file("a/d"), Nodes.folder("e"),
				file("f") };
		assertEquals(List.of(), differences(look(nodes), nodes));
		assertEquals(List.of(), told);
	}

	@Test
	void siblingsMayComeInAnyOrder() {
		Scan last = look(Nodes.folder("a"), Nodes.folder("a/b"), file("a/b/c"), file("a/d"), Nodes.folder("e"), file("f"));
		assertEquals(List.of(),
				differences(last, file("f"), Nodes.folder("e"), Nodes.folder("a"), file("a/d"), Nodes.folder("a/b"),
						file("a/b/c")));
	}

	@Test
	void whatCameWentOrChangedIsTold() {
		Scan last = look(Nodes.folder("a"), file("a/changed"), file("a/gone"), Nodes.folder("b"), file("b/x"), file("c"));
		assertEquals(List.of("a/changed", "a/new", "a/gone", "d", "b"),
				differences(last, Nodes.folder("a"), Nodes.file("a/changed", 12, 1, OTHER_MD5, Map.of()), file("a/new"),
						Nodes.folder("d"), file("d/y"), Nodes.folder("d/z"), file("c")));
	}

	@Test
	void eachPartOfAVersionCounts() {
		Scan last = look(file("x"));
		assertEquals(List.of("x"), differences(last, Nodes.file("x", 12, 1, MD5, Map.of())));
		assertEquals(List.of("x"), differences(last, Nodes.file("x", 11, 2, MD5, Map.of())));
		assertEquals(List.of("x"), differences(last, Nodes.file("x", 11, 1, OTHER_MD5, Map.of())));
		assertEquals(List.of("x"), differences(last, Nodes.file("x", 11, 1, MD5, Map.of("node_readonly", "true"))));
		Node moved = file("x").message().toBuilder().setUuid("another").build();
		assertEquals(List.of("x"), differences(last, RemoteNode.of(moved, "x")));
	}

	@Test
	void aFolderOfAnotherKindIdNameOrRightIsLookedAtAsAWhole() {
		Scan last = look(folder("a", "id", 1, true), file("a/x"));
		assertEquals(List.of(), differences(last, folder("a", "id", 99, true), file("a/x")), "its time tells nothing");
		assertEquals(List.of("a"), differences(last, folder("a", "other", 1, true), file("a/x")));
		assertEquals(List.of("a"), differences(last, folder("a", "id", 1, false), file("a/x")));
		assertEquals(List.of("a"), differences(last, file("a")));
		Scan file = look(file("a"));
		assertEquals(List.of("a"),
				differences(file, folder("a", "id", 1, true), file("a/x"), Nodes.folder("a/y"), file("a/y/z")));
		Scan decomposed = look(Nodes.folder("e\u0301"), file("e\u0301/x"));
		assertEquals(List.of("\u00e9"),
				differences(decomposed, folder("\u00e9", "uuid of e\u0301", 0, true), file("\u00e9/x")));
	}

	@Test
	void h9WhatIsAboutToBeAnotherVersionIsToldThoughItShowsTheOldOne() {
		Scan last = look(file("x"));
		RemoteNode stale = Nodes.file("x", 11, 1, HASH_OF_OTHER, Map.of("x-cells-hash", HASH_OF_OTHER, "StorageETag", MD5));
		assertEquals(file("x").identity(), stale.identity());
		assertEquals(List.of("x"), differences(last, stale));
		assertEquals(List.of("x"), differences(last, Nodes.file("x", 11, 1, "temporary", Map.of())));
	}

	@Test
	void whatTakesNoPartIsNotTold() {
		Scan last = look(Nodes.folder("a"), file("a/x"));
		assertEquals(List.of(),
				differences(last, Nodes.folder("a"), file("a/.pydio"), Nodes.folder("a/junk"), file("a/junk/y"),
						Nodes.folder("a/junk/z"), file("a/junk/z/y"), file("a/x"), file("junk"), file(".pydio")));
	}

	@Test
	void whatKeepsItsFolderByBeingThereIsToldAsItComesAndGoes() {
		ignore = Ignore.of(List.of("*.o", "build/"));
		Scan last = look(Nodes.folder("a"), file("a/x.o"), Nodes.folder("build"), file("build/y"));
		assertEquals(new Entry.Blocked(Reason.IGNORED), Tree.at(last.tree(), SyncPath.of("a/x.o")));
		assertEquals(List.of(), differences(last, Nodes.folder("a"), file("a/x.o"), Nodes.folder("build"), file("build/y")));
		assertEquals(List.of("a/z.o", "a/x.o", "build"), differences(last, Nodes.folder("a"), file("a/z.o")));
	}

	@Test
	void h6TwoFormsOfOneNameAreTold() {
		Scan last = look(file("e\u0301"), file("b"));
		assertEquals(List.of("\u00e9"), differences(last, file("e\u0301"), file("\u00e9"), file("b")));
		Scan clash = look(Nodes.folder("e\u0301"), file("e\u0301/x"), Nodes.folder("\u00e9"), file("\u00e9/y"));
		assertEquals(List.of("\u00e9"), differences(clash, Nodes.folder("e\u0301"), file("e\u0301/x")));
	}

	@Test
	void whatABlockedPlaceHoldsIsAlwaysLookedAt() {
		Scan seen = look(file("hidden"), file("b"));
		Entry tree = Tree.with(seen.tree(), SyncPath.of("hidden"), new Entry.Blocked(Reason.HIDDEN));
		Scan last = new Scan(tree, seen.identities(), "root", List.of(), new TreeSet<>(), Map.of(), 0);
		assertEquals(List.of("hidden"), differences(last, file("b")));
		assertEquals(List.of("hidden"), differences(last, file("b"), file("hidden")));
	}

	@Test
	void aNameThatNoPathCanHoldIsToldOnce() {
		Scan last = look(Nodes.folder("a"), file("a/y"));
		Scan odd = look(Nodes.folder("a"), Nodes.folder("a/.."), file("a/y"));
		assertEquals(List.of("a"), differences(last, Nodes.folder("a"), Nodes.folder("a/.."), file("a/../x"), file("a/y")));
		assertEquals(List.of(), differences(odd, Nodes.folder("a"), Nodes.folder("a/.."), file("a/../x"), file("a/y")));
		assertEquals(List.of("a"), differences(odd, Nodes.folder("a"), file("a/y")));
	}

	@Test
	void whatComesAfterItsFolderWasLeftIsNotMissed() {
		Scan last = look(Nodes.folder("a"), file("a/b"), file("a/c"), file("d"));
		assertEquals(List.of("a/c", "a"), differences(last, Nodes.folder("a"), file("a/b"), file("d"), file("a/c")));
		assertEquals(List.of("a", "a/b", "a/c"), differences(last, file("a/b"), file("a/c"), Nodes.folder("a"), file("d")));
		assertEquals(List.of("new/deep", "a"), differences(last, file("new/deep/x"), file("d")),
				"no folder of it is listed");
		assertEquals(List.of(""), differences(last, Nodes.folder("a"), file("a/b"), file("a/c"), file("../x"), file("d")));
	}

	/**
	 * What is shared between a look and a listing in any order at all: each difference is at or below a place that is
	 * told.
	 */
	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void inWhateverOrderNothingIsMissed(long seed) {
		Random random = new Random(seed);
		for (int round = 0; round < 200; round++) {
			Map<String, RemoteNode> before = new TreeMap<>();
			Map<String, RemoteNode> after = new TreeMap<>();
			fill("", 0, before, after, random);
			Scan last = look(before.values().toArray(RemoteNode[]::new));
			List<RemoteNode> nodes = new ArrayList<>(after.values());
			if (round % 2 == 0) {
				Collections.shuffle(nodes, random);
			}
			List<String> places = differences(last, nodes.toArray(RemoteNode[]::new));
			SortedSet<String> all = new TreeSet<>(before.keySet());
			all.addAll(after.keySet());
			for (String path : all) {
				boolean same = before.containsKey(path) && after.containsKey(path)
						&& before.get(path).identity().equals(after.get(path).identity());
				assertTrue(same || isCovered(path, places),
						path + " is not in " + places + ", seed " + seed + " round " + round);
				if (round % 2 == 1 && same) {
					assertTrue(!places.contains(path) || places.size() > 16, path + " is in " + places);
				}
			}
		}
	}

	private static boolean isCovered(String path, List<String> places) {
		return places.stream().anyMatch(place -> SyncPath.of(path).startsWith(SyncPath.of(place)));
	}

	private static void fill(String folder, int depth, Map<String, RemoteNode> before, Map<String, RemoteNode> after,
			Random random) {
		for (int i = 0; i < random.nextInt(6); i++) {
			String path = folder + (char) ('a' + i);
			boolean isFolder = depth < 4 && random.nextBoolean();
			RemoteNode node = isFolder ? Nodes.folder(path) : file(path);
			int luck = random.nextInt(20);
			if (luck == 0) {
				before.put(path, node);
			} else if (luck == 1) {
				after.put(path, node);
			} else {
				before.put(path, node);
				after.put(path, luck == 2 && !isFolder ? Nodes.file(path, 12, 2, OTHER_MD5, Map.of()) : node);
			}
			if (isFolder) {
				Map<String, RemoteNode> none = new TreeMap<>();
				fill(path + "/", depth + 1, luck == 1 ? none : before, luck == 0 ? none : after, random);
			}
		}
	}

	@Test
	void whatIsFoundIsToldWhileTheListingGoesOn() {
		Scan last = look(file("a"), file("b"), file("c"));
		Differences differences = against(last);
		differences.accept(file("new"));
		assertEquals(List.of(), told);
		nanos += Duration.ofSeconds(2).toNanos();
		differences.accept(file("a"));
		assertEquals(List.of(List.of("new")), told);
		differences.accept(file("newer"));
		differences.accept(file("b"));
		differences.finish();
		assertEquals(List.of(List.of("new"), List.of("newer", "c")), told);
	}

	@Test
	void whatIsFoundBeforeAListingBreaksIsTold() {
		Differences differences = against(look(file("a")));
		differences.accept(file("new"));
		differences.tell();
		assertEquals(List.of(List.of("new")), told);
	}

	/** A hundred folders of ten files: looks at places are cheaper than a listing up to some number of them. */
	@Test
	void manyPlacesBecomeTheirFoldersOnceAListingOfThoseIsCheaper() {
		List<RemoteNode> nodes = new ArrayList<>(List.of(Nodes.folder("top")));
		nodes.addAll(hundredFolders("top/"));
		nodes.add(file("other"));
		Scan last = look(nodes.toArray(RemoteNode[]::new));
		assertEquals(26, differences(last, without(nodes, 26)).size(), "26 calls are cheaper than 1,074 nodes");
		assertEquals(List.of("top"), differences(last, without(nodes, 27)), "27 calls are not");
		List<RemoteNode> all = hundredFolders("");
		assertEquals(Hint.Everything.EVERYTHING, hint(differences(look(all.toArray(RemoteNode[]::new)), without(all, 27))));
	}

	private static List<RemoteNode> hundredFolders(String above) {
		List<RemoteNode> nodes = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			nodes.add(Nodes.folder(above + i));
			for (char file = 'a'; file < 'k'; file++) {
				nodes.add(file(above + i + "/" + file));
			}
		}
		return nodes;
	}

	/** Returns nodes without one file in each of some folders. */
	private static RemoteNode[] without(List<RemoteNode> nodes, int folders) {
		return nodes.stream().filter(node -> !(node.name().equals("a")
				&& Integer.parseInt(SyncPath.of(node.path()).parent().name()) < folders)).toArray(RemoteNode[]::new);
	}

	private static Hint hint(List<String> places) {
		ChangeInbox inbox = new ChangeInbox();
		inbox.add(places.stream().map(SyncPath::of).toList(), false);
		return inbox.take(new Cancellation());
	}

	@Test
	void aFolderInWhichVeryMuchDiffersIsToldAsAWhole() {
		List<RemoteNode> nodes = new ArrayList<>();
		List<RemoteNode> changed = new ArrayList<>();
		nodes.add(Nodes.folder("flat"));
		changed.add(Nodes.folder("flat"));
		for (int i = 0; i < 20_000; i++) {
			nodes.add(file("flat/" + i));
			changed.add(Nodes.file("flat/" + i, 12, 2, OTHER_MD5, Map.of()));
		}
		nodes.add(file("z"));
		changed.add(Nodes.file("z", 12, 2, OTHER_MD5, Map.of()));
		assertEquals(List.of("flat", "z"),
				differences(look(nodes.toArray(RemoteNode[]::new)), changed.toArray(RemoteNode[]::new)));
	}

	@Test
	void whatOnlySettlesIsNoNews() {
		Scan last = look(file("a"));
		Differences settling = against(last);
		settling.accept(file("a"));
		settling.accept(Nodes.file("new", 0, 1, "temporary", Map.of()));
		settling.finish();
		assertEquals(List.of(List.of("new")), told);
		assertFalse(settling.isNews());
		Differences gone = against(last);
		gone.finish();
		assertFalse(gone.isNews());
		Differences came = against(last);
		came.accept(file("new"));
		assertTrue(came.isNews());
	}

	@Test
	void anEmptyFileIsAsEmptyAsItWas() {
		RemoteNode empty = Nodes.file("e", 0, 1, StorageVersion.EMPTY_ETAG, Map.of());
		assertEquals(List.of(), differences(look(empty), empty));
		assertEquals(Instant.ofEpochSecond(1), empty.modified());
	}
}
