package org.cellssync.sample.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV files as they are found. */
class CsvTableTest {

	@TempDir
	private Path folder;

	@Test
	void separatesRowsAndCells() {
		assertEquals(List.of(List.of("name", "price"), List.of("pear", ""), List.of("fig", "3")),
				CsvTable.parse("name,price\r\npear,\nfig,3").rows());
	}

	@Test
	void keepsSeparatorsLinesAndQuotesThatAreQuoted() {
		assertEquals(List.of(List.of("a,b", "two\nlines", "say \"x\""), List.of("", "c")),
				CsvTable.parse("\"a,b\",\"two\nlines\",\"say \"\"x\"\"\"\n\"\",c\n").rows());
	}

	@Test
	void findsSemicolons() {
		assertEquals(List.of(List.of("1,5", "2", "3")), CsvTable.parse("1,5;2;3\n").rows());
	}

	@Test
	void holdsNothingWhereTheFileIsEmpty() {
		assertEquals(0, CsvTable.parse("").width());
	}

	@Test
	void readsUtf8WithItsMarkAndOtherEncodings() throws IOException {
		Path marked = Files.writeString(folder.resolve("marked.csv"), "\ufeffcaf\u00e9,1");
		assertEquals(List.of(List.of("caf\u00e9", "1")), CsvTable.read(marked).rows());
		Path latin = Files.write(folder.resolve("latin.csv"),
				"caf\u00e9,1".getBytes(StandardCharsets.ISO_8859_1));
		assertEquals(List.of(List.of("caf\u00e9", "1")), CsvTable.read(latin).rows());
	}
}
