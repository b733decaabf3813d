package org.cellssync.ui.internal.conflicts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Two texts line by line, as a sequence of parts that both hold or one alone. The parts of one side and those that both hold
 * are that side's text; where the sides differ, what is here comes first. Found by the shortest way from one text to the
 * other (Myers, "An O(ND) difference algorithm", 1986).
 */
final class LineDifference {

	/** Texts that differ in more lines than that have one big difference: to look closer would take too long. */
	private static final int MOST = 2000;

	/** Who holds a part. */
	enum Owner {
		/** Both sides. */
		BOTH,
		/** The text here. */
		HERE,
		/** The server's text. */
		THERE
	}

	/**
	 * Some lines.
	 *
	 * @param owner who holds them
	 * @param text they, with their ends
	 */
	record Part(Owner owner, String text) {
	}

	private final List<String> here;
	private final List<String> there;
	/** How far one comes here on each diagonal with so many differences. */
	private final List<int[]> reached = new ArrayList<>();

	private LineDifference(List<String> here, List<String> there) {
		this.here = here;
		this.there = there;
	}

	/** Returns the parts of two texts. */
	static List<Part> of(String here, String there) {
		List<String> left = lines(here);
		List<String> right = lines(there);
		int shorter = Math.min(left.size(), right.size());
		int start = 0;
		while (start < shorter && left.get(start).equals(right.get(start))) {
			start++;
		}
		int end = 0;
		while (end < shorter - start && left.get(left.size() - 1 - end).equals(right.get(right.size() - 1 - end))) {
			end++;
		}
		List<Part> lines = new ArrayList<>();
		left.subList(0, start).forEach(line -> lines.add(new Part(Owner.BOTH, line)));
		lines.addAll(new LineDifference(left.subList(start, left.size() - end), right.subList(start, right.size() - end))
				.lines());
		left.subList(left.size() - end, left.size()).forEach(line -> lines.add(new Part(Owner.BOTH, line)));
		return joined(lines);
	}

	/** Lines keep their ends, so that texts that differ in these alone differ. */
	private static List<String> lines(String text) {
		return text.isEmpty() ? List.of() : Arrays.asList(text.split("(?<=\n)"));
	}

	private List<Part> lines() {
		int differences = differences();
		List<Part> backwards = new ArrayList<>();
		if (differences < 0) {
			there.reversed().forEach(line -> backwards.add(new Part(Owner.THERE, line)));
			here.reversed().forEach(line -> backwards.add(new Part(Owner.HERE, line)));
		} else {
			wayBack(differences, backwards);
		}
		Collections.reverse(backwards);
		return backwards;
	}

	/** Returns the number of lines that one side holds alone; -1 where it is more than {@link #MOST}. */
	private int differences() {
		int most = Math.min(here.size() + there.size(), MOST);
		int[] far = new int[2 * most + 3];
		int middle = most + 1;
		for (int d = 0; d <= most; d++) {
			for (int diagonal = -d; diagonal <= d; diagonal += 2) {
				int at = middle + diagonal;
				int x = diagonal == -d || diagonal != d && far[at - 1] < far[at + 1] ? far[at + 1] : far[at - 1] + 1;
				while (x < here.size() && x - diagonal < there.size() && here.get(x).equals(there.get(x - diagonal))) {
					x++;
				}
				far[at] = x;
				if (x >= here.size() && x - diagonal >= there.size()) {
					return d;
				}
			}
			reached.add(Arrays.copyOfRange(far, middle - d, middle + d + 1));
		}
		return -1;
	}

	private void wayBack(int differences, List<Part> backwards) {
		int x = here.size();
		int y = there.size();
		for (int d = differences; d > 0; d--) {
			int diagonal = x - y;
			int[] before = reached.get(d - 1);
			int at = diagonal + d - 1;
			boolean added = diagonal == -d || diagonal != d && before[at - 1] < before[at + 1];
			int from = added ? before[at + 1] : before[at - 1];
			int fromY = from - (added ? diagonal + 1 : diagonal - 1);
			while (x > from && y > fromY) {
				backwards.add(new Part(Owner.BOTH, here.get(--x)));
				y--;
			}
			backwards.add(added ? new Part(Owner.THERE, there.get(--y)) : new Part(Owner.HERE, here.get(--x)));
		}
		while (x > 0) {
			backwards.add(new Part(Owner.BOTH, here.get(--x)));
		}
	}

	/** Puts lines of one owner together, and what is here before what is there, between two lines that both hold. */
	private static List<Part> joined(List<Part> lines) {
		List<Part> parts = new ArrayList<>();
		StringBuilder both = new StringBuilder();
		StringBuilder left = new StringBuilder();
		StringBuilder right = new StringBuilder();
		for (Part line : lines) {
			if (line.owner() == Owner.BOTH) {
				add(parts, Owner.HERE, left);
				add(parts, Owner.THERE, right);
				both.append(line.text());
			} else {
				add(parts, Owner.BOTH, both);
				(line.owner() == Owner.HERE ? left : right).append(line.text());
			}
		}
		add(parts, Owner.BOTH, both);
		add(parts, Owner.HERE, left);
		add(parts, Owner.THERE, right);
		return parts;
	}

	private static void add(List<Part> parts, Owner owner, StringBuilder text) {
		if (!text.isEmpty()) {
			parts.add(new Part(owner, text.toString()));
			text.setLength(0);
		}
	}
}
