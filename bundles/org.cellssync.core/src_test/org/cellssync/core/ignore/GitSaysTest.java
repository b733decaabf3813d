package org.cellssync.core.ignore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Single rules against what git was asked about them. */
class GitSaysTest {

	private static List<String> lines() {
		try (InputStream in = GitSaysTest.class.getResourceAsStream("git-says.txt")) {
			return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
		} catch (IOException e) {
			throw new IllegalStateException(e);
		}
	}

	private static List<String> paths(String line) {
		return line.isEmpty() ? List.of() : List.of(line.split("\t"));
	}

	static Stream<Arguments> rules() {
		List<String> lines = lines();
		List<Arguments> rules = new ArrayList<>();
		for (int i = 3; i < lines.size(); i += 2) {
			String leftOut = i + 1 < lines.size() ? lines.get(i + 1) : "";
			rules.add(Arguments.of(lines.get(i), paths(lines.get(2)), paths(leftOut)));
		}
		return rules.stream();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("rules")
	void leavesOutWhatGitDoes(String rule, List<String> paths, List<String> leftOut) {
		Ignore ignore = Ignore.of(List.of(rule));

		assertEquals(leftOut, paths.stream()
				.filter(path -> ignore.covers(SyncPath.of(path), path.endsWith("/"))).toList());
	}
}
