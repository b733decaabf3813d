package org.cellssync.scenarios;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

/** Every scenario of the lists is replayed, tested elsewhere, or does not apply for a reason that is given. */
class ScenarioListTest {

	private static final Path LIST = Path.of("src_test/scenarios.tsv");
	private static final Path PROJECT = Path.of("../..");
	private static final String REPLAYED = "replayed";
	private static final String ELSEWHERE = "elsewhere";
	private static final String NOT = "not";

	/**
	 * One scenario.
	 *
	 * @param how whether it is replayed, tested elsewhere, or not at all
	 * @param note what differs from the list, the test elsewhere, or why not
	 */
	private record Row(String number, String name, String how, String note) {

		static Row of(String line) {
			String[] parts = line.split("\t", -1);
			assertEquals(4, parts.length, line);
			return new Row(parts[0], parts[1], parts[2], parts[3]);
		}
	}

	private static List<Row> rows() throws IOException {
		return Files.readAllLines(LIST).stream().filter(line -> !line.startsWith("#")).map(Row::of).toList();
	}

	private static SortedSet<String> numbers(List<Row> rows, String how) {
		SortedSet<String> numbers = new TreeSet<>();
		rows.stream().filter(row -> row.how.equals(how)).forEach(row -> numbers.add(row.number));
		return numbers;
	}

	@Test
	void whatIsListedAsReplayedIsWhatTheTestsReplay() throws Exception {
		SortedSet<String> replayed = new TreeSet<>();
		for (Class<?> type : ReflectionSupport.findAllClassesInPackage("org.cellssync.scenarios", each -> true,
				name -> true)) {
			for (Method method : type.getDeclaredMethods()) {
				Scenario scenario = method.getAnnotation(Scenario.class);
				if (scenario != null) {
					replayed.addAll(Arrays.asList(scenario.value()));
				}
			}
		}
		assertEquals(numbers(rows(), REPLAYED), replayed);
	}

	@Test
	void everyNumberIsListedOnceAndFullyTold() throws Exception {
		SortedSet<String> seen = new TreeSet<>();
		assertAll(rows().stream().map(row -> () -> {
			assertTrue(seen.add(row.number), () -> "twice: " + row.number);
			assertTrue(List.of(REPLAYED, ELSEWHERE, NOT).contains(row.how), row::toString);
			assertTrue(!row.name.isBlank() && (row.how.equals(REPLAYED) || row.note.length() > 20), row::toString);
		}));
	}

	@Test
	void noNumberOfTheListsIsMissing() throws Exception {
		List<String> listed = rows().stream().map(Row::number).toList();
		List<String> wanted = Stream.of(numbered("E", 37), numbered("M", 17), numbered("T", 18), numbered("R", 10))
				.flatMap(each -> each).toList();
		assertAll(wanted.stream().map(number -> () -> assertTrue(
				listed.stream().anyMatch(each -> each.equals(number) || each.startsWith(number + ".")), number)));
	}

	private static Stream<String> numbered(String letter, int last) {
		return IntStream.rangeClosed(1, last).mapToObj(number -> "%s%02d".formatted(letter, number));
	}

	@Test
	void whatIsTestedElsewhereIsThere() throws Exception {
		assertAll(rows().stream().filter(row -> row.how.equals(ELSEWHERE))
				.flatMap(row -> Arrays.stream(row.note.split("[ ,;]+")).filter(word -> word.contains("#")))
				.map(test -> () -> assertTrue(isThere(test), test)));
		assertAll(rows().stream().filter(row -> row.how.equals(ELSEWHERE))
				.map(row -> () -> assertTrue(row.note.contains("#"), row::toString)));
	}

	/** @param test as in {@code org.example.SomeTest#method} */
	private static boolean isThere(String test) throws IOException {
		String source = test.substring(0, test.indexOf('#')).replace('.', '/') + ".java";
		String method = test.substring(test.indexOf('#') + 1);
		try (Stream<Path> roots = Stream.concat(Files.list(PROJECT.resolve("bundles")),
				Files.list(PROJECT.resolve("tests")))) {
			return roots.flatMap(root -> Stream.of("src_test", "src").map(root::resolve)).map(root -> root.resolve(source))
					.filter(Files::exists).anyMatch(file -> text(file).contains(" " + method + "("));
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
