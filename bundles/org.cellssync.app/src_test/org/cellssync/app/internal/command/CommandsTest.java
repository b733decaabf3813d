package org.cellssync.app.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.cellssync.api.session.Window;
import org.cellssync.api.util.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandsTest {

	private final List<String> out = new ArrayList<>();
	private final List<String> err = new ArrayList<>();
	private final Commands commands = new Commands(() -> {
		throw new IllegalStateException("no command here needs the data folder");
	}, new RunCommands.Running() {
		@Override
		public Optional<Window> window() {
			return Optional.empty();
		}

		@Override
		public boolean remote() {
			return false;
		}
	});

	private ExitStatus run(List<String> words) {
		return commands.run(new Invocation(Arguments.parse(words), Path.of(""), Optional.empty(), false, new Console() {
			@Override
			public void out(String line) {
				out.add(line);
			}

			@Override
			public void err(String line) {
				err.add(line);
			}
		}, new Cancellation()));
	}

	static Stream<org.junit.jupiter.params.provider.Arguments> refused() {
		return Stream.of(arguments("no command", List.of(), "no command was given"),
				arguments("unknown command", List.of("fly"), "'fly'"),
				arguments("unknown option", List.of("status", "--fast"), "'--fast'"),
				arguments("option without value", List.of("version", "--data"), "--data needs a folder"),
				arguments("group alone", List.of("account"), "account"),
				arguments("no folder of the task", List.of("task", "add", "a", "b", "--select", "../x"),
						"--select takes a folder"),
				arguments("both at once", List.of("task", "add", "a", "b", "--select", "x", "--unselect", "x/"),
						"cannot be selected and unselected together"),
				arguments("a doctor for nobody", List.of("doctor"), "URL"),
				arguments("run without --once", List.of("sync"), "--once"),
				arguments("no sandbox of that kind", List.of("sandbox", "--family", "v9"), "--family takes one of"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("refused")
	void refusesWhatItDoesNotKnow(String name, List<String> words, String part) {
		assertEquals(ExitStatus.USAGE, run(words));
		assertEquals(List.of(), out);
		assertEquals(1, err.size());
		assertTrue(err.getFirst().startsWith("USAGE: ") && err.getFirst().contains(part), err.getFirst());
	}

	@Test
	void errorsAreObjectsForPrograms() {
		assertEquals(ExitStatus.USAGE, run(List.of("--json", "fly")));
		assertEquals(List.of(), err);
		assertEquals(1, out.size());
		assertTrue(out.getFirst().startsWith("{\"type\":\"error\",\"code\":\"USAGE\",\"message\":"), out.getFirst());
	}

	@Test
	void helpIsNoError() {
		assertEquals(ExitStatus.DONE, run(List.of("task", "add", "--help")));
		assertTrue(String.join("\n", out).contains("--ignore"), out.toString());
		assertEquals(List.of(), err);
	}

	@Test
	void onlyWhatWorksWithDataOwnsTheFolder() {
		assertTrue(Commands.needsData(Arguments.parse(List.of("--data", "x", "status"))));
		assertFalse(Commands.needsData(Arguments.parse(List.of("version", "--json"))));
		assertFalse(Commands.needsData(Arguments.parse(List.of("sandbox"))));
		assertFalse(Commands.needsData(Arguments.parse(List.of("task", "add", "--help"))));
	}
}
