package org.cellssync.sample.plugin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a CSV file (RFC 4180): cells between commas or, where the first line holds more of them, semicolons; in double
 * quotes a cell may hold separators, line ends and doubled quotes.
 *
 * @param rows each with its cells; rows may differ in length
 */
record CsvTable(List<List<String>> rows) {

	CsvTable {
		rows = List.copyOf(rows);
	}

	/** Reads a file in UTF-8, or in ISO 8859-1 where it is not UTF-8. */
	static CsvTable read(Path file) throws IOException {
		byte[] bytes = Files.readAllBytes(file);
		try {
			return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
		} catch (CharacterCodingException e) {
			return parse(new String(bytes, StandardCharsets.ISO_8859_1));
		}
	}

	static CsvTable parse(String text) {
		String content = text.startsWith("\ufeff") ? text.substring(1) : text;
		return new CsvTable(new Parser(content, separator(content)).rows());
	}

	private static char separator(String text) {
		String first = text.lines().findFirst().orElse("");
		long commas = first.chars().filter(each -> each == ',').count();
		long semicolons = first.chars().filter(each -> each == ';').count();
		return semicolons > commas ? ';' : ',';
	}

	/** Returns the number of cells in the longest row. */
	int width() {
		return rows.stream().mapToInt(List::size).max().orElse(0);
	}

	/** Goes over the text once. */
	private static final class Parser {

		private final String text;
		private final char separator;
		private final List<List<String>> rows = new ArrayList<>();
		private List<String> row = new ArrayList<>();
		private final StringBuilder cell = new StringBuilder();

		Parser(String text, char separator) {
			this.text = text;
			this.separator = separator;
		}

		List<List<String>> rows() {
			boolean quoted = false;
			for (int i = 0; i < text.length(); i++) {
				char c = text.charAt(i);
				boolean doubled = quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
				if (doubled) {
					cell.append(c);
					i++;
				} else if (c == '"') {
					quoted = !quoted;
				} else if (quoted) {
					cell.append(c);
				} else {
					plain(c);
				}
			}
			if (!cell.isEmpty() || !row.isEmpty()) {
				endRow();
			}
			return rows;
		}

		private void plain(char c) {
			if (c == separator) {
				endCell();
			} else if (c == '\n') {
				endRow();
			} else if (c != '\r') {
				cell.append(c);
			}
		}

		private void endCell() {
			row.add(cell.toString());
			cell.setLength(0);
		}

		private void endRow() {
			endCell();
			rows.add(List.copyOf(row));
			row = new ArrayList<>();
		}
	}
}
