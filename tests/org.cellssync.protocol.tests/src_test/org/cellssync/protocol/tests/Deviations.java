package org.cellssync.protocol.tests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the sandbox may differ from the recordings, and why.
 * <p>
 * Each line of {@code deviations.tsv} is the name of a recording, the note of an exchange ({@code *} for
 * all), the place in it and the reason. In a place, {@code *} stands for one step; a place {@code -} means
 * that the exchange does not run; a question mark behind a place means that the difference comes by chance. A
 * line that is not needed is an error.
 */
final class Deviations {
	private static final String NOT_RUN = "-";

	private final List<Line> lines = new ArrayList<>();
	private final Set<Line> used = new HashSet<>();

	/** One line of the table. */
	record Line(String recording, String note, String place, String reason) {
		boolean isFor(String otherRecording, String otherNote) {
			return recording.equals(otherRecording) && (note.equals("*") || note.equals(otherNote));
		}

		boolean isByChance() {
			return place.endsWith("?");
		}

		boolean covers(String otherPlace) {
			var steps = isByChance() ? place.substring(0, place.length() - 1) : place;
			return otherPlace.matches(Pattern.quote(steps).replace("*", "\\E[^/]+\\Q"));
		}
	}

	static Deviations read() {
		var result = new Deviations();
		try (var reader = new BufferedReader(new InputStreamReader(
				Deviations.class.getResourceAsStream("/recorded/deviations.tsv"), StandardCharsets.UTF_8))) {
			reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
					.map(line -> line.split("\t+"))
					.forEach(cells -> result.lines.add(new Line(cells[0], cells[1], cells[2], cells[3])));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		return result;
	}

	/** Returns whether an exchange runs. */
	boolean runs(String recording, String note) {
		return lines.stream().filter(line -> line.isFor(recording, note) && line.place().equals(NOT_RUN))
				.peek(used::add).findAny().isEmpty();
	}

	/** Returns the differences that no line covers. */
	List<String> uncovered(String recording, String note, List<Difference> differences) {
		var result = new ArrayList<String>();
		for (var difference : differences) {
			var covering = lines.stream()
					.filter(line -> line.isFor(recording, note) && line.covers(difference.place())).toList();
			used.addAll(covering);
			if (covering.isEmpty()) {
				result.add(difference.toString());
			}
		}
		return result;
	}

	/** Returns the lines for some recordings that covered nothing. */
	List<Line> unused(Set<String> recordings) {
		return lines.stream().filter(line -> recordings.contains(line.recording()))
				.filter(line -> !used.contains(line) && !line.isByChance()).toList();
	}
}
