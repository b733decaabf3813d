package org.cellssync.sample.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What stands beside what. */
class TableComparisonTest {

	@Test
	void marksNothingInEqualTables() {
		TableComparison comparison = compare("a b", "a b");
		assertEquals(0, comparison.different());
		assertEquals(2, comparison.lines().size());
		assertFalse(comparison.cut());
	}

	@Test
	void putsAChangedRowBesideItsOldForm() {
		assertEquals(List.of("a|a", "b|x", "c|c"), lines("a b c", "a x c"));
	}

	@Test
	void leavesAGapBesideAddedAndMissingRows() {
		assertEquals(List.of("a|a", "b|", "c|c", "|d"), lines("a b c", "a c d"));
		assertEquals(List.of("|a"), lines("", "a"));
	}

	@Test
	void saysWhereRowsAreLeftOut() {
		CsvTable large = CsvTable.parse("row\n".repeat(TableComparison.LIMIT + 1));
		TableComparison comparison = TableComparison.of(large, CsvTable.parse("row\n"));
		assertTrue(comparison.cut());
		assertEquals(TableComparison.LIMIT, comparison.lines().size());
	}

	private static TableComparison compare(String local, String remote) {
		return TableComparison.of(table(local), table(remote));
	}

	private static CsvTable table(String rows) {
		return CsvTable.parse(rows.replace(' ', '\n'));
	}

	private static List<String> lines(String local, String remote) {
		return compare(local, remote).lines().stream()
				.map(line -> cell(line.local()) + "|" + cell(line.remote())).toList();
	}

	private static String cell(Optional<List<String>> row) {
		return row.stream().flatMap(cells -> Stream.of(cells.getFirst())).findFirst().orElse("");
	}
}
