package org.cellssync.core.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.cellssync.core.sync.Relocation.Node;
import org.cellssync.core.sync.Relocation.Obstacle;
import org.cellssync.core.sync.Relocation.Obstacle.After;
import org.cellssync.core.sync.Relocation.Obstacle.Never;
import org.cellssync.core.sync.Relocation.Obstacle.None;
import org.cellssync.core.sync.Relocation.Obstacle.TakeBack;
import org.cellssync.core.sync.Whereabouts.Place;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.SyncPath;

/**
 * Brings relocations into an order in which each can be done, and does them in drafts of the three trees.
 * <p>
 * A relocation is done only while its node and its folder have the same paths in the ancestor and on the receiving end: what
 * that end moved above them comes first. So every move means the same to the end and to the ancestor.
 */
final class MoveSequence {

	private final Map<Side, Whereabouts> whereabouts;
	private final Draft ancestor;
	private final Map<Side, Draft> ends = new EnumMap<>(Side.class);
	private final Map<SyncPath, Node> nodes = new TreeMap<>();
	private final Map<Draft, Node> byDraft = new IdentityHashMap<>();
	private final List<Move> agreed = new ArrayList<>();
	private final List<Move> order = new ArrayList<>();
	private final Map<Side, List<Step>> steps = new EnumMap<>(Side.class);
	private final List<Draft> madeInAncestor = new ArrayList<>();
	private final Deque<Relocation> stack = new ArrayDeque<>();
	private final Set<Relocation> onStack = Collections.newSetFromMap(new IdentityHashMap<>());
	private final Set<Relocation> wereAside = Collections.newSetFromMap(new IdentityHashMap<>());
	private int temporaryNames;

	MoveSequence(Trees trees, Map<Side, Whereabouts> whereabouts) {
		this.whereabouts = whereabouts;
		this.ancestor = Draft.of(trees.ancestor());
		for (Side side : Side.values()) {
			ends.put(side, Draft.of(trees.of(side)));
			steps.put(side, new ArrayList<>());
		}
	}

	/** Adds that {@code origin} has the node at {@code to} and the other end shall have it there. */
	void follow(SyncPath was, Side origin, Place to) {
		add(was, to, Optional.of(origin.other()), Set.of(origin));
	}

	/** Adds that the ancestor shall have the node where these ends have it. */
	void know(SyncPath was, Set<Side> standsOn, Place to) {
		add(was, to, Optional.empty(), standsOn);
	}

	private void add(SyncPath was, Place to, Optional<Side> receiver, Set<Side> standsOn) {
		Node node = node(was);
		node(was.parent());
		node.pending().add(new Relocation(node, node(to.folder()), to, receiver, standsOn));
	}

	/** All nodes are looked up before the first moves, while the paths of the ancestor and of both ends still hold. */
	private Node node(SyncPath was) {
		return nodes.computeIfAbsent(was, path -> {
			Map<Side, Draft> onEnds = new EnumMap<>(Side.class);
			whereabouts.forEach((side, where) -> {
				if (where.has(path)) {
					onEnds.put(side, ends.get(side).at(where.now(path)));
				}
			});
			Node node = new Node(path, ancestor.at(path), onEnds);
			byDraft.put(node.inAncestor(), node);
			onEnds.values().forEach(draft -> byDraft.put(draft, node));
			return node;
		});
	}

	/** Does all that can be done. */
	Rebased run() {
		whereabouts.forEach((side, where) -> where.hidden().keySet().forEach(this::node));
		for (Node node : List.copyOf(nodes.values())) {
			while (!node.pending().isEmpty()) {
				begin(node.pending().getFirst());
				settle();
			}
		}
		whereabouts.forEach((side, where) -> where.hidden().forEach((was, blocked) -> hold(node(was), side, blocked)));
		madeInAncestor.reversed().forEach(Draft::dropEmptyFolder);
		Trees rebased = new Trees(ancestor.entry(), ends.get(Side.LOCAL).entry(), ends.get(Side.REMOTE).entry());
		return new Rebased(rebased, steps.get(Side.LOCAL), steps.get(Side.REMOTE), agreed, order,
				whereabouts.get(Side.LOCAL).doubtful(), whereabouts.get(Side.REMOTE).doubtful());
	}

	private void begin(Relocation relocation) {
		stack.push(relocation);
		onStack.add(relocation);
	}

	private void settle() {
		while (!stack.isEmpty()) {
			Relocation top = stack.getFirst();
			if (!isPending(top)) {
				onStack.remove(stack.pop());
				continue;
			}
			switch (obstacle(top)) {
				case None none -> perform(top);
				case Never never -> drop(top, never);
				case TakeBack taken -> takeBack(taken.relocation());
				case After after when onStack.contains(after.first()) -> breakCycle(after.first());
				case After after -> begin(after.first());
			}
		}
	}

	private static boolean isPending(Relocation relocation) {
		return relocation.node().pending().stream().anyMatch(each -> each == relocation);
	}

	/**
	 * Each of those on the stack down to {@code last} waits for the next one. One that only waits for its place waits for
	 * it in the same folder under another name; else what was moved on the left end goes back to where the right end has it.
	 */
	private void breakCycle(Relocation last) {
		List<Relocation> cycle = new ArrayList<>();
		for (Relocation each : stack) {
			if (isPending(each)) {
				cycle.add(each);
			}
			if (each == last) {
				break;
			}
		}
		for (Relocation each : cycle) {
			switch (obstacle(each)) {
				case None none -> {
					perform(each);
					return;
				}
				case After after when after.forPlace() && wereAside.add(each) -> {
					setAside(each);
					if (each == stack.getFirst()) {
						// It goes on when its turn comes again; those below it do now.
						onStack.remove(stack.pop());
					}
					return;
				}
				case After after -> {
					// waits for something else
				}
				case TakeBack taken -> {
					takeBack(taken.relocation());
					return;
				}
				case Never never -> {
					drop(each, never);
					return;
				}
			}
		}
		// What waits for something to come out of the way cannot wait for itself: two folders were moved into each other.
		Relocation undone = cycle.stream().filter(each -> each.receiver().equals(Optional.of(Side.REMOTE)))
				.findFirst().orElse(cycle.getFirst());
		if (undone.receiver().equals(Optional.of(Side.REMOTE))) {
			takeBack(undone);
		} else {
			undone.node().pending().clear();
		}
	}

	/** What was moved on the left end goes back to where the right end has it. */
	private void takeBack(Relocation relocation) {
		SyncPath was = relocation.node().was();
		relocation.node().pending().clear();
		know(was, Set.of(Side.LOCAL), relocation.to());
		follow(was, Side.REMOTE, Place.of(was));
	}

	private Obstacle obstacle(Relocation relocation) {
		Relocation first = relocation.node().pending().getFirst();
		if (first != relocation) {
			return new After(first, false);
		}
		Optional<Obstacle> found = relocation.receiver().flatMap(side -> movedAbove(relocation, side));
		if (found.isEmpty()) {
			found = inside(relocation, relocation.node().inAncestor(), relocation.folder().inAncestor(), Optional.empty());
		}
		if (found.isEmpty()) {
			found = relocation.receiver().flatMap(side -> unreachable(relocation, side));
		}
		if (found.isEmpty()) {
			found = occupied(relocation, relocation.folder().inAncestor(), Optional.empty());
		}
		return found.orElse(None.NONE);
	}

	/** What the receiving end has moved itself above the node or its folder, the ancestor must have taken over before. */
	private Optional<Obstacle> movedAbove(Relocation relocation, Side side) {
		for (Draft start : List.of(relocation.node().inAncestor(), relocation.folder().inAncestor())) {
			for (Draft each = start; each != null; each = each.parent()) {
				Relocation first = pending(each);
				if (first != null && first != relocation && first.standsOn().contains(side)) {
					return Optional.of(new After(first, false));
				}
			}
		}
		return Optional.empty();
	}

	private Relocation pending(Draft draft) {
		Node node = byDraft.get(draft);
		return node == null ? null : node.pending().peekFirst();
	}

	/** A folder cannot move into itself: what shall be above it must come out of it first. */
	private Optional<Obstacle> inside(Relocation relocation, Draft node, Draft folder, Optional<Side> side) {
		if (!folder.isWithin(node)) {
			return Optional.empty();
		}
		for (Draft each = folder; each != node; each = each.parent()) {
			Node between = byDraft.get(each);
			if (between != null && between.moves(side)) {
				return Optional.of(new After(between.pending().getFirst(), false));
			}
		}
		return Optional.of(new Never(Optional.empty()));
	}

	private Optional<Obstacle> unreachable(Relocation relocation, Side side) {
		Optional<Draft> node = relocation.node().on(side);
		Optional<Draft> folder = relocation.folder().on(side);
		if (node.isEmpty() || folder.isEmpty()) {
			return Optional.of(new Never(Optional.empty()));
		}
		Optional<Obstacle> inside = inside(relocation, node.get(), folder.get(), Optional.of(side));
		if (inside.isPresent()) {
			return inside;
		}
		if (!isAligned(relocation.node(), node.get(), side) || !isAligned(relocation.folder(), folder.get(), side)) {
			return Optional.of(new Never(Optional.empty()));
		}
		return occupied(relocation, folder.get(), Optional.of(side));
	}

	private boolean isAligned(Node node, Draft onEnd, Side side) {
		return node.inAncestor().isWithin(ancestor) && onEnd.isWithin(ends.get(side))
				&& node.inAncestor().path().equals(onEnd.path());
	}

	/**
	 * On the receiving end the place must be free, or become so; in the ancestor what stays there gives way. What stands where
	 * a folder is to be made and moves away itself, perhaps into that folder, must go first.
	 */
	private Optional<Obstacle> occupied(Relocation relocation, Draft folder, Optional<Side> side) {
		Draft place = folder;
		for (String name : relocation.to().made()) {
			place = place.child(name);
			Optional<Obstacle> leaving = leaving(place, side);
			if (leaving.isPresent()) {
				return leaving;
			}
			if (side.isPresent() && place.exists() && !place.isDirectory()) {
				return Optional.of(new Never(place.blocked()));
			}
		}
		place = place.child(relocation.to().name());
		if (!place.exists() || byDraft.get(place) == relocation.node()) {
			return Optional.empty();
		}
		Optional<Obstacle> leaving = leaving(place, side);
		return leaving.isEmpty() && side.isPresent() ? Optional.of(taken(relocation, place)) : leaving;
	}

	private Optional<Obstacle> leaving(Draft place, Optional<Side> side) {
		Node occupant = byDraft.get(place);
		return place.exists() && occupant != null && occupant.moves(side)
				? Optional.of(new After(occupant.pending().getFirst(), true)) : Optional.empty();
	}

	/** Of two nodes that were moved to one place, the one moved on the right end stays there. */
	private Obstacle taken(Relocation relocation, Draft place) {
		Node occupant = byDraft.get(place);
		if (occupant == null || occupant.pending().size() != 1) {
			return new Never(place.blocked());
		}
		Relocation remoteReceives = relocation.receiver().equals(Optional.of(Side.REMOTE)) ? relocation
				: occupant.pending().getFirst();
		return remoteReceives.receiver().equals(Optional.of(Side.REMOTE)) ? new TakeBack(remoteReceives)
				: new Never(place.blocked());
	}

	private void perform(Relocation relocation) {
		move(relocation, relocation.to().made(), relocation.to().name());
		relocation.node().pending().remove(relocation);
	}

	private void setAside(Relocation relocation) {
		List<Draft> folders = new ArrayList<>(List.of(relocation.folder().inAncestor()));
		relocation.receiver().flatMap(relocation.folder()::on).ifPresent(folders::add);
		String name;
		do {
			name = TemporaryName.of(++temporaryNames);
		} while (isTaken(name, folders));
		move(relocation, List.of(), name);
	}

	private static boolean isTaken(String name, List<Draft> folders) {
		return folders.stream().anyMatch(folder -> folder.child(name).exists());
	}

	private void move(Relocation relocation, List<String> folders, String name) {
		SyncPath from = relocation.node().inAncestor().path();
		relocation.receiver().ifPresent(side -> {
			Draft node = relocation.node().on(side).orElseThrow();
			Draft folder = descend(relocation.folder().on(side).orElseThrow(), folders);
			List<Draft> made = new ArrayList<>();
			folder.makeDirectory(made);
			made.forEach(each -> steps.get(side).add(new Change(each.path(), Absent.ABSENT, Directory.EMPTY)));
			add(steps.get(side), new Move(from, folder.path().child(name), node.entry()));
			node.moveTo(folder, name);
		});
		Draft node = relocation.node().inAncestor();
		Draft folder = descend(relocation.folder().inAncestor(), folders);
		folder.makeDirectory(madeInAncestor);
		if (relocation.receiver().isEmpty()) {
			add(agreed, new Move(from, folder.path().child(name), node.entry()));
		}
		node.moveTo(folder, name);
	}

	private static Draft descend(Draft folder, List<String> names) {
		Draft place = folder;
		for (String name : names) {
			place = place.child(name);
		}
		return place;
	}

	private void add(List<? super Move> list, Move move) {
		if (!move.from().equals(move.to())) {
			list.add(move);
			order.add(move);
		}
	}

	private void drop(Relocation relocation, Never never) {
		relocation.node().pending().remove(relocation);
		never.blocked().ifPresent(blocked -> relocation.standsOn()
				.forEach(side -> hold(relocation.node(), side, blocked)));
	}

	/** What moved on an end to where the other cannot follow for now stays on the other end: its old place is blocked. */
	private void hold(Node node, Side side, Blocked blocked) {
		if (!node.inAncestor().isWithin(ancestor)) {
			return;
		}
		SyncPath place = node.inAncestor().path();
		Draft folder = ends.get(side).at(place.parent());
		Draft vacated = folder.child(place.name());
		if (folder.isDirectory() && vacated.entry() == Absent.ABSENT) {
			vacated.put(blocked);
		}
	}
}
