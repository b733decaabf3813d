package org.cellssync.sandbox.internal.tree;

import java.util.ArrayList;
import java.util.Map;

import org.cellssync.sandbox.internal.events.Change;

/** What structured storage loses of a folder that was moved (H14). Used under the forest's lock. */
final class Loss {
	private static final double SHARE = 0.5;

	private final Forest forest;

	Loss(Forest forest) {
		this.forest = forest;
	}

	/** Takes some or all children of a folder out of the index, as if they had been deleted. */
	void strike(Entry folder) {
		var below = new ArrayList<Entry>();
		folder.collect(below);
		below.removeIf(entry -> entry.isFolder || entry.name.equals(Entry.MARKER));
		if (below.isEmpty()) {
			return;
		}
		if (forest.random.nextBoolean()) {
			folder.children().stream().filter(child -> !child.name.equals(Entry.MARKER)).toList()
					.forEach(this::lose);
			return;
		}
		var first = forest.random.nextInt(below.size());
		for (var i = 0; i < below.size(); i++) {
			if (i == first || forest.random.nextDouble() < SHARE) {
				lose(below.get(i));
			}
		}
	}

	private void lose(Entry entry) {
		var nodes = new ArrayList<NodeView>();
		nodes.add(forest.stored(entry));
		var below = new ArrayList<Entry>();
		entry.collect(below);
		below.removeIf(each -> each.name.equals(Entry.MARKER));
		below.forEach(each -> nodes.add(forest.stored(each)));
		forest.release(forest.remove(entry));
		nodes.forEach(node -> forest.publish(() -> Change.deleted(node.unhashed(), Map.of())));
	}
}
