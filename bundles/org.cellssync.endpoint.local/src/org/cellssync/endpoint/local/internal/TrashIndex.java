package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.endpoint.TrashItem.Kind;

/** What lies in one batch of a trash, a line for each item; a line that a crash cut short is skipped. */
final class TrashIndex {

	/**
	 * One item.
	 *
	 * @param kind what it is
	 * @param size bytes of content
	 * @param name where it lies below the files of the batch, names joined by {@code /}, exactly as they were
	 */
	record Line(Kind kind, long size, String name) {

		private String text() {
			return kind.name() + '\t' + size + '\t' + escaped(name) + '\n';
		}
	}

	private TrashIndex() {
	}

	static FileChannel append(Path file) throws IOException {
		return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				StandardOpenOption.APPEND);
	}

	static void write(FileChannel index, Line line) throws IOException {
		ByteBuffer bytes = ByteBuffer.wrap(line.text().getBytes(StandardCharsets.UTF_8));
		while (bytes.hasRemaining()) {
			index.write(bytes);
		}
	}

	static List<Line> read(Path file) throws IOException {
		List<Line> lines = new ArrayList<>();
		for (String text : text(file).split("\n")) {
			parse(text).ifPresent(lines::add);
		}
		return lines;
	}

	private static String text(Path file) throws IOException {
		try {
			return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
		} catch (NoSuchFileException e) {
			return "";
		}
	}

	private static Optional<Line> parse(String text) {
		String[] fields = text.split("\t", -1);
		if (fields.length != 3 || fields[2].isEmpty() || !fields[1].matches("\\d{1,18}")) {
			return Optional.empty();
		}
		for (Kind kind : Kind.values()) {
			if (kind.name().equals(fields[0])) {
				return Optional.of(new Line(kind, Long.parseLong(fields[1]), unescaped(fields[2])));
			}
		}
		return Optional.empty();
	}

	private static String escaped(String name) {
		return name.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
	}

	private static String unescaped(String text) {
		StringBuilder name = new StringBuilder();
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '\\' && i + 1 < text.length()) {
				char escaped = text.charAt(++i);
				name.append(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped);
			} else {
				name.append(c);
			}
		}
		return name.toString();
	}
}
