package org.cellssync.app.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandsTest {
	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();
	private final Commands commands = new Commands(List.of(
			new VersionCommand(new Build("0.1.0", "b7", "Some VM 21", "linux/x86_64")), new Broken()));

	@Test
	void versionIsPlainForPeople() {
		assertEquals(ExitStatus.DONE, run("version"));
		assertEquals(List.of("CellsSync 0.1.0 (build b7)", "Some VM 21 on linux/x86_64"), lines(out));
		assertEquals(List.of(), lines(err));
	}

	@Test
	void versionIsOneObjectForPrograms() {
		assertEquals(ExitStatus.DONE, run("version", "--json"));
		assertEquals(List.of("{\"type\":\"version\",\"product\":\"CellsSync\",\"version\":\"0.1.0\",\"build\":\"b7\","
				+ "\"runtime\":\"Some VM 21\",\"platform\":\"linux/x86_64\"}"), lines(out));
		assertEquals(List.of(), lines(err));
	}

	static Stream<Arguments> refused() {
		return Stream.of(arguments("no command", List.of(), "no command was given"),
				arguments("unknown command", List.of("fly"), "there is no command \"fly\""),
				arguments("unknown option", List.of("version", "--fast"), "version does not know \"--fast\""),
				arguments("option without value", List.of("version", "--data"), "--data needs a folder"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("refused")
	void refusesWhatItDoesNotKnow(String name, List<String> arguments, String message) {
		assertEquals(ExitStatus.USAGE, run(arguments.toArray(String[]::new)));
		assertEquals(List.of(), lines(out));
		assertEquals(List.of("USAGE: " + message + "; nothing was done; see the list of commands in the documentation"),
				lines(err));
	}

	@Test
	void errorsAreObjectsForPrograms() {
		assertEquals(ExitStatus.USAGE, run("--json", "fly"));
		assertEquals(List.of("{\"type\":\"error\",\"code\":\"USAGE\",\"message\":\"there is no command \\\"fly\\\"\","
				+ "\"meaning\":\"nothing was done\",\"action\":\"see the list of commands in the documentation\"}"),
				lines(out));
		assertEquals(List.of(), lines(err));
	}

	@Test
	void anErrorOfOursIsToldAsOne() {
		assertEquals(ExitStatus.INTERNAL, run("broken"));
		assertEquals(List.of("INTERNAL_ERROR: an unexpected error happened (java.lang.IllegalStateException: no luck); "
				+ "the command did not finish; this is an error of the program; report it with the text of this line"),
				lines(err));
	}

	private ExitStatus run(String... arguments) {
		Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
				new PrintStream(err, true, StandardCharsets.UTF_8));
		return commands.run(CommandLine.parse(List.of(arguments)), console);
	}

	private static List<String> lines(ByteArrayOutputStream stream) {
		return stream.toString(StandardCharsets.UTF_8).lines().toList();
	}

	private static final class Broken implements Command {
		@Override
		public String name() {
			return "broken";
		}

		@Override
		public ExitStatus run(CommandLine line, List<String> arguments, Console console) {
			throw new IllegalStateException("no luck");
		}
	}
}
