package org.cellssync.app.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArgumentsTest {
	static Stream<org.junit.jupiter.params.provider.Arguments> cases() {
		return Stream.of(arguments("nothing", List.of(), line(false, null)),
				arguments("a command", List.of("version"), line(false, null, "version")),
				arguments("options before", List.of("--data", "d", "--json", "status"), line(true, "d", "status")),
				arguments("options behind", List.of("status", "a", "--json", "--data", "d"),
						line(true, "d", "status", "a")),
				arguments("the last folder counts", List.of("--data", "a", "--data", "b"), line(false, "b")),
				arguments("a folder named as an option", List.of("--data", "--json"), line(false, "--json")),
				arguments("nothing is an option after --", List.of("why", "--", "--json"),
						line(false, null, "why", "--", "--json")),
				arguments("options of commands stay", List.of("sync", "--once"), line(false, null, "sync", "--once")));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void takesOutWhatEveryCommandHas(String name, List<String> arguments, Arguments expected) {
		assertEquals(expected, Arguments.parse(arguments));
	}

	private static Arguments line(boolean json, String data, String... words) {
		return new Arguments(json, Optional.ofNullable(data), List.of(words), Optional.empty());
	}
}
