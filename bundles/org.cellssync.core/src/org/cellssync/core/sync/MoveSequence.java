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
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

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
 * What must come first is put on a stack; a circle of those that wait for each other is broken.
 */
final class MoveSequence {

	private final Map<Side, Whereabouts> whereabouts;
	private final Rules rules;
	private final Draft ancestor;
	private final Map<Side, Draft> ends = new EnumMap<>(Side.class);
	private final Map<SyncPath, MovingNode> nodes = new TreeMap<>();
	private final Map<Draft, MovingNode> byDraft = new IdentityHashMap<>();
	private final Obstacles obstacles;
	private final Map<Side, List<Step>> steps = new EnumMap<>(Side.class);
	private final List<AncestorMove> order = new ArrayList<>();
	private final Deque<Relocation> stack = new ArrayDeque<>();
	private final Set<Relocation> onStack = Collections.newSetFromMap(new IdentityHashMap<>());
	private final Set<Relocation> wereParked = Collections.newSetFromMap(new IdentityHashMap<>());
	private final Set<Relocation> wereAside = Collections.newSetFromMap(new IdentityHashMap<>());
	private final SortedSet<SyncPath> stranded = new TreeSet<>();
	private final SortedSet<SyncPath> takenBack = new TreeSet<>();
	private boolean done = true;
	private final List<Kept> kept = new ArrayList<>();
	private int temporaryNames;

	MoveSequence(Trees trees, Map<Side, Whereabouts> whereabouts, Rules rules) {
		this.whereabouts = whereabouts;
		this.rules = rules;
		this.ancestor = Draft.of(trees.ancestor());
		this.obstacles = new Obstacles(ancestor, byDraft, whereabouts, rules);
		for (Side side : Side.values()) {
			ends.put(side, Draft.of(trees.of(side)));
			steps.put(side, new ArrayList<>());
		}
	}

	/**
	 * A node that moved on one end to where the other cannot follow for now.
	 *
	 * @param side the end that moved it
	 * @param blocked what stands in the way
	 */
	private record Kept(MovingNode node, Side side, Blocked blocked) {
	}

	/**
	 * Adds that a node shall stand at {@code to} in the ancestor and, where one is given, on the receiving
	 * end.
	 */
	void add(SyncPath was, Place to, Optional<Side> receiver) {
		MovingNode node = node(was);
		node(was.parent());
		node.setPending(new Relocation(node, node(to.folder()), to, receiver));
	}

	/** Adds that a node stays where it is on the other end, since that hides the folder {@code mover} has it in. */
	void keep(SyncPath was, Side mover, Blocked blocked) {
		keep(node(was), mover, blocked);
	}

	private void keep(MovingNode node, Side mover, Blocked blocked) {
		node.keep(blocked);
		kept.add(new Kept(node, mover, blocked));
	}

	/** Adds that a node that was moved on the left end shall stand where the ancestor and the right end have it. */
	void addBack(SyncPath was) {
		takenBack.add(was);
		add(was, Place.of(was), Optional.of(Side.LOCAL));
	}

	/**
	 * All nodes are looked up before the first moves, while the paths of the ancestor and of both ends still
	 * hold.
	 */
	private MovingNode node(SyncPath was) {
		return nodes.computeIfAbsent(was, path -> {
			Map<Side, Draft> onEnds = new EnumMap<>(Side.class);
			whereabouts.forEach((side, where) -> {
				if (where.has(path)) {
					onEnds.put(side, ends.get(side).at(where.now(path)));
				}
			});
			MovingNode node = new MovingNode(path, ancestor.at(path), onEnds);
			byDraft.put(node.inAncestor(), node);
			onEnds.values().forEach(draft -> byDraft.put(draft, node));
			return node;
		});
	}

	/** Does all that can be done. */
	Rebased run() {
		keepHidden();
		for (MovingNode node : List.copyOf(nodes.values())) {
			while (node.pending().isPresent()) {
				begin(node.pending().get());
				settle();
			}
		}
		kept.forEach(this::hold);
		Trees rebased = new Trees(ancestor.entry(), ends.get(Side.LOCAL).entry(),
				ends.get(Side.REMOTE).entry());
		return new Rebased(rebased, steps.get(Side.LOCAL), steps.get(Side.REMOTE), order,
				whereabouts.get(Side.LOCAL).doubtful(), whereabouts.get(Side.REMOTE).doubtful());
	}

	/** Keeps what an end hides, with what the other end has moved out of it. */
	private void keepHidden() {
		whereabouts.forEach((side, where) -> where.hidden().forEach((was, blocked) -> {
			keep(was, side, blocked);
			whereabouts.get(side.other()).moved().keySet().stream()
					.filter(below -> !below.equals(was) && below.startsWith(was))
					.forEach(below -> keep(below, side, blocked));
		}));
	}

	/** Returns whether all that had begun, or was to go back, came to its end. */
	boolean isDone() {
		return done;
	}

	/** Returns what goes back to where it was. */
	SortedSet<SyncPath> takenBack() {
		return Collections.unmodifiableSortedSet(takenBack);
	}

	/** Returns what waits under another name and cannot go on; it had better not have begun. */
	SortedSet<SyncPath> stranded() {
		return Collections.unmodifiableSortedSet(stranded);
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
			switch (obstacles.of(top)) {
				case None none -> perform(top);
				case Never never -> drop(top, never);
				case TakeBack taken -> takeBack(taken.relocation());
				case After after when onStack.contains(after.first()) -> breakCircle(top);
				case After after -> begin(after.first());
			}
		}
	}

	private static boolean isPending(Relocation relocation) {
		return relocation.node().pending().orElse(null) == relocation;
	}

	/**
	 * What was put on the stack may wait for something else by now, or for nothing: who waits for whom is followed
	 * anew. In a circle one that waits for its place alone waits for it in the same folder under another name.
	 */
	private void breakCircle(Relocation top) {
		List<Relocation> chain = new ArrayList<>();
		Map<Relocation, Integer> places = new IdentityHashMap<>();
		Relocation next = top;
		while (!places.containsKey(next)) {
			places.put(next, chain.size());
			chain.add(next);
			if (!(obstacles.of(next) instanceof After after)) {
				resume(next);
				return;
			}
			next = after.first();
		}
		breakUp(chain.subList(places.get(next), chain.size()));
	}

	/** @param circle each waits for the next one, the last one for the first */
	private void breakUp(List<Relocation> circle) {
		for (Relocation each : circle) {
			if (obstacles.of(each) instanceof After after && after.forPlace() && wereAside.add(each)) {
				setAside(each);
				goOn(each);
				return;
			}
		}
		for (Relocation each : circle) {
			if (wereParked.add(each)) {
				wereAside.add(each);
				park(each);
				goOn(each);
				return;
			}
		}
		drop(circle.getFirst(), new Never(Optional.empty()));
	}

	/** What was put away goes on when its turn comes again; those below it on the stack do now. */
	private void goOn(Relocation away) {
		if (away == stack.getFirst()) {
			onStack.remove(stack.pop());
		}
	}

	/** One deep in the stack waits no longer. */
	private void resume(Relocation relocation) {
		switch (obstacles.of(relocation)) {
			case None none -> perform(relocation);
			case Never never -> drop(relocation, never);
			case TakeBack taken -> takeBack(taken.relocation());
			case After after -> throw new IllegalStateException("still waits: " + relocation.to());
		}
	}

	/**
	 * What was moved on the left end goes back to where the ancestor and the right end have it. Where one end
	 * leads, all goes where that end has it, and nothing can be taken back.
	 */
	private void takeBack(Relocation relocation) {
		if (rules.mode().lead().isPresent()) {
			drop(relocation, new Never(Optional.empty()));
			return;
		}
		addBack(relocation.node().was());
		if (wereAside.contains(relocation)) {
			wereAside.add(relocation.node().pending().orElseThrow());
		}
	}

	private void perform(Relocation relocation) {
		move(relocation, relocation.to().made(), relocation.to().name());
		relocation.node().setPending(null);
	}

	private void setAside(Relocation relocation) {
		List<Draft> folders = new ArrayList<>(List.of(relocation.folder().inAncestor()));
		relocation.receiver().flatMap(relocation.folder()::on).ifPresent(folders::add);
		move(relocation, List.of(), freeName(folders));
	}

	/**
	 * What waits for its folder waits in the root: that has the same path everywhere and is inside of nothing.
	 */
	private void park(Relocation relocation) {
		List<Draft> roots = new ArrayList<>(List.of(ancestor));
		relocation.receiver().map(ends::get).ifPresent(roots::add);
		String name = freeName(roots);
		Optional<Move> step = relocation.receiver().flatMap(side -> {
			Optional<Move> moved = move(relocation.node().on(side).orElseThrow(), ends.get(side), name);
			moved.ifPresent(steps.get(side)::add);
			return moved;
		});
		move(relocation.node().inAncestor(), ancestor, name)
				.ifPresent(move -> order.add(new AncestorMove(move, step)));
	}

	private String freeName(List<Draft> folders) {
		String name;
		do {
			name = TemporaryName.of(++temporaryNames);
		} while (isTaken(name, folders));
		return name;
	}

	private static boolean isTaken(String name, List<Draft> folders) {
		return folders.stream().anyMatch(folder -> folder.child(name).exists());
	}

	private void move(Relocation relocation, List<String> made, String name) {
		Optional<Move> step = relocation.receiver().flatMap(side -> {
			Draft folder = descend(relocation.folder().on(side).orElseThrow(), made);
			List<Draft> fresh = new ArrayList<>();
			folder.makeDirectory(fresh);
			fresh.forEach(
					each -> steps.get(side).add(new Change(each.path(), Absent.ABSENT, Directory.EMPTY)));
			Draft node = relocation.node().on(side).orElseThrow();
			Draft place = folder.child(name);
			if (place.exists() && place != node) {
				steps.get(side).add(new Change(place.path(), place.entry(), Absent.ABSENT));
				place.put(Absent.ABSENT);
			}
			Optional<Move> moved = move(node, folder, name);
			moved.ifPresent(steps.get(side)::add);
			return moved;
		});
		Draft folder = descend(relocation.folder().inAncestor(), made);
		folder.makeDirectory();
		move(relocation.node().inAncestor(), folder, name)
				.ifPresent(move -> order.add(new AncestorMove(move, step)));
	}

	private static Optional<Move> move(Draft node, Draft folder, String name) {
		Move move = new Move(node.path(), folder.path().child(name), node.entry());
		if (move.from().equals(move.to())) {
			return Optional.empty();
		}
		node.moveTo(folder, name);
		return Optional.of(move);
	}

	private static Draft descend(Draft folder, List<String> names) {
		Draft place = folder;
		for (String name : names) {
			place = place.child(name);
		}
		return place;
	}

	private void drop(Relocation relocation, Never never) {
		relocation.node().setPending(null);
		done &= !takenBack.contains(relocation.node().was());
		if (wereAside.contains(relocation)) {
			done = false;
			stranded.add(relocation.node().was());
		}
		never.blocked().ifPresent(blocked -> relocation.receiver()
				.ifPresent(side -> keep(relocation.node(), side.other(), blocked)));
	}

	/**
	 * What moved on an end to where the other cannot follow for now stays on the other end, and is remembered: its old place
	 * is blocked, whatever has come there, and so is what the other end has of it, wherever. All that moves has moved
	 * before, since what moves is what stands there.
	 */
	private void hold(Kept each) {
		block(ends.get(each.side), each.node.inAncestor().path(), each.blocked);
		each.node.on(each.side.other()).filter(node -> node.isWithin(ends.get(each.side.other())))
				.ifPresent(node -> node.put(each.blocked));
	}

	/** Where a folder of the place is missing, that is what must not be forgotten. */
	private static void block(Draft root, SyncPath path, Blocked blocked) {
		Draft place = root;
		for (String name : path.segments()) {
			place = place.child(name);
			if (!place.isDirectory()) {
				break;
			}
		}
		if (place.blocked().isEmpty()) {
			place.put(blocked);
		}
	}
}
