package org.cellssync.sample.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two tables beside each other: equal rows stand in one line, and between them what differs.
 *
 * @param lines from the top
 * @param cut whether more rows follow that were not compared
 */
record TableComparison(List<Line> lines, boolean cut) {

	/** So many rows of each table are compared; the work grows with its square. */
	static final int LIMIT = 2000;

	/**
	 * One line.
	 *
	 * @param local the row here
	 * @param remote the row on the server
	 */
	record Line(Optional<List<String>> local, Optional<List<String>> remote) {

		boolean differs() {
			return !local.equals(remote);
		}
	}

	TableComparison {
		lines = List.copyOf(lines);
	}

	static TableComparison of(CsvTable local, CsvTable remote) {
		List<List<String>> left = local.rows().subList(0, Math.min(LIMIT, local.rows().size()));
		List<List<String>> right = remote.rows().subList(0, Math.min(LIMIT, remote.rows().size()));
		boolean cut = left.size() < local.rows().size() || right.size() < remote.rows().size();
		return new TableComparison(lines(left, right, common(left, right)), cut);
	}

	long different() {
		return lines.stream().filter(Line::differs).count();
	}

	/** The length of the longest common subsequence of rows from each pair of positions on. */
	private static short[][] common(List<List<String>> left, List<List<String>> right) {
		short[][] common = new short[left.size() + 1][right.size() + 1];
		for (int i = left.size() - 1; i >= 0; i--) {
			for (int j = right.size() - 1; j >= 0; j--) {
				common[i][j] = left.get(i).equals(right.get(j)) ? (short) (common[i + 1][j + 1] + 1)
						: (short) Math.max(common[i + 1][j], common[i][j + 1]);
			}
		}
		return common;
	}

	private static List<Line> lines(List<List<String>> left, List<List<String>> right, short[][] common) {
		List<Line> lines = new ArrayList<>();
		List<List<String>> onlyLeft = new ArrayList<>();
		List<List<String>> onlyRight = new ArrayList<>();
		int i = 0;
		int j = 0;
		while (i < left.size() || j < right.size()) {
			if (i < left.size() && j < right.size() && left.get(i).equals(right.get(j))) {
				pair(onlyLeft, onlyRight, lines);
				lines.add(new Line(Optional.of(left.get(i++)), Optional.of(right.get(j++))));
			} else if (j == right.size() || i < left.size() && common[i + 1][j] >= common[i][j + 1]) {
				onlyLeft.add(left.get(i++));
			} else {
				onlyRight.add(right.get(j++));
			}
		}
		pair(onlyLeft, onlyRight, lines);
		return lines;
	}

	/** Rows that differ between the same equal ones stand beside each other: changed, most often. */
	private static void pair(List<List<String>> onlyLeft, List<List<String>> onlyRight, List<Line> lines) {
		for (int k = 0; k < Math.max(onlyLeft.size(), onlyRight.size()); k++) {
			lines.add(new Line(at(onlyLeft, k), at(onlyRight, k)));
		}
		onlyLeft.clear();
		onlyRight.clear();
	}

	private static Optional<List<String>> at(List<List<String>> rows, int index) {
		return index < rows.size() ? Optional.of(rows.get(index)) : Optional.empty();
	}
}
