package org.cellssync.endpoint.cells.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.state.KnownContent;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.junit.jupiter.api.Test;

class ListingTest {

	private static final String MD5 = "5eb63bbbe01eeed093cb22bb8f5acdc3";
	private static final Entry HELLO = new Entry.File(Digest.parse("241d8a27c836427bd7f04461b60e7359"), 11,
			false);

	private final Map<SyncPath, Identity> identities = new HashMap<>();
	private Look look = look(Directory.EMPTY, Identities.NONE);

	private static Look look(Entry expected, Identities ids) {
		return new Look("account",
				new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING, expected, ids,
						KnownContent.NONE, (path, directory) -> path.name().equals("junk")),
				new HashSightings(InstantSource.system()));
	}

	private Entry tree(RemoteNode... nodes) {
		Listing listing = new Listing(look, "", SyncPath.ROOT, look.request().expected());
		for (RemoteNode node : nodes) {
			listing.add(node);
		}
		identities.clear();
		return listing.finish(identities);
	}

	private static RemoteNode file(String path) {
		return Nodes.file(path, 11, 1, MD5, Map.of());
	}

	@Test
	void makesATreeOfANodesPaths() {
		Entry tree = tree(Nodes.folder("a"), Nodes.folder("a/b"), file("a/b/c"), file("d"));
		assertEquals(HELLO, Tree.at(tree, SyncPath.of("a/b/c")));
		assertEquals(HELLO, Tree.at(tree, SyncPath.of("d")));
		assertEquals(5, Tree.count(tree));
		assertEquals("uuid of a/b", identities.get(SyncPath.of("a/b")).id());
		assertEquals(MD5 + ":11", identities.get(SyncPath.of("d")).version());
		assertEquals(4, look.looked());
	}

	@Test
	void aFolderMayComeAfterWhatIsInIt() {
		Entry tree = tree(file("a/b/c"), Nodes.folder("a/b"), Nodes.folder("a"));
		assertEquals(HELLO, Tree.at(tree, SyncPath.of("a/b/c")));
		assertEquals("uuid of a", identities.get(SyncPath.of("a")).id());
	}

	@Test
	void leavesOutWhatIsIgnoredWithAllBelowIt() {
		Entry tree = tree(Nodes.folder("junk"), file("junk/x"), Nodes.folder("junk/y"), file("junk/y/z"),
				Nodes.folder("a"), file("a/junk"), file("a/.pydio"), file("a/kept"));
		assertEquals(3, Tree.count(tree));
		assertEquals(Set.of(SyncPath.of("a"), SyncPath.of("a/kept")), identities.keySet());
	}

	@Test
	void showsThatSomethingPeopleLeaveOutIsThere() {
		look = new Look("account",
				new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING, Directory.EMPTY, Identities.NONE,
						KnownContent.NONE, Ignore.of(List.of("*.o", "build/"))),
				new HashSightings(InstantSource.system()));
		Entry tree = tree(Nodes.folder("a"), file("a/x.o"), file("a/.pydio"), file("build/implied"), file("a/build"));
		Entry left = new Entry.Blocked(Reason.IGNORED);
		assertEquals(left, Tree.at(tree, SyncPath.of("a/x.o")));
		assertEquals(left, Tree.at(tree, SyncPath.of("build")));
		assertEquals(Entry.Absent.ABSENT, Tree.at(tree, SyncPath.of("a/.pydio")));
		assertEquals(Set.of(SyncPath.of("a"), SyncPath.of("a/build")), identities.keySet());
	}

	@Test
	void anotherUnicodeFormIsTheSamePathByItsExactName() {
		Entry tree = tree(Nodes.folder("e\u0301"), file("e\u0301/o\u0308"));
		assertEquals(HELLO, Tree.at(tree, SyncPath.of("\u00e9/\u00f6")));
		assertEquals("o\u0308", identities.get(SyncPath.of("\u00e9/\u00f6")).exactName());
	}

	@Test
	void h6TwoFormsOfOneNameBlockEachOtherWithAllBelow() {
		Entry tree = tree(Nodes.folder("e\u0301"), file("e\u0301/x"), Nodes.folder("\u00e9"),
				file("\u00e9/y"), file("fine"));
		assertEquals(new Entry.Blocked(Reason.NAME_CLASH), Tree.at(tree, SyncPath.of("\u00e9")));
		assertEquals(HELLO, Tree.at(tree, SyncPath.of("fine")));
		assertEquals(Set.of(SyncPath.of("fine")), identities.keySet());
		assertEquals(List.of(Diagnostic.of(Code.NAME_CLASH, "\u00e9")), look.problems());
	}

	@Test
	void aNodeThatIsListedTwiceIsOne() {
		Entry tree = tree(file("a"), file("a"), Nodes.folder("b"), file("b/c"), Nodes.folder("b"),
				file("b/c"));
		assertEquals(4, Tree.count(tree));
		assertEquals(List.of(), look.problems());
	}

	@Test
	void aNameThatNoPathCanHoldIsToldAndLeftOut() {
		Entry tree = tree(Nodes.folder("a"), Nodes.folder("a/.."), file("a/../x"), file("a/y"));
		assertEquals(3, Tree.count(tree));
		assertEquals(List.of(Diagnostic.of(Code.NAME_NOT_ALLOWED, "a", "..")), look.problems());
	}

	@Test
	void whatDidNotChangeIsShared() {
		Entry before = tree(Nodes.folder("a"), file("a/b"), file("c"));
		Identities ids = Identities.of(identities);
		look = look(before, ids);
		assertSame(before, tree(Nodes.folder("a"), file("a/b"), file("c")));
		Entry after = tree(Nodes.folder("a"), file("a/b"), file("d"));
		assertSame(Tree.at(before, SyncPath.of("a")), Tree.at(after, SyncPath.of("a")));
		assertSame(ids.of(SyncPath.of("a/b")).orElseThrow(), identities.get(SyncPath.of("a/b")));
	}
}
