package org.cellssync.app.internal.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.util.Cancellation;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** What is printed is as many lines as it was meant to be, whatever names are in it. */
class ConsoleTest {

	private static final String NAME = "a\nINFO: all is well\u001b]0;title\u0007\u009b2J.txt";
	private static final String SHOWN = "a\\nINFO: all is well\\u001b]0;title\\u0007\\u009b2J.txt";

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();
	private final Console console = Console.on(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));

	private Context context(String... words) {
		return new Context(new Invocation(Arguments.parse(List.of(words)), Path.of(""), Optional.empty(), true, console,
				new Cancellation()), () -> {
					throw new IllegalStateException("no data folder is needed");
				});
	}

	private static JsonObject object() {
		JsonObject object = new JsonObject();
		object.addProperty("path", NAME);
		return object;
	}

	@Test
	void aNameIsOneLineForPeople() {
		Context context = context("status");
		context.result(object(), "conflict " + NAME);
		context.result(object(), List.of(NAME + ": the same on both ends", "last: " + NAME));
		context.done(NAME);
		assertEquals("conflict " + SHOWN + "\n" + SHOWN + ": the same on both ends\nlast: " + SHOWN + "\n" + SHOWN + "\n",
				out.toString(UTF_8));
	}

	@Test
	void whatIsWrongWithItIsOneLineToo() {
		context("status").trouble(Diagnostic.of(Code.LOCAL_UNREADABLE, NAME));
		assertEquals(Diagnostic.of(Code.LOCAL_UNREADABLE, SHOWN).line() + System.lineSeparator(), err.toString(UTF_8));
	}

	@Test
	void aWarningIsNoErrorForPrograms() {
		context("status").warning(Diagnostic.of(Code.SIGN_IN_NOT_ENDED, NAME));
		assertEquals(Diagnostic.of(Code.SIGN_IN_NOT_ENDED, SHOWN).line() + System.lineSeparator(), err.toString(UTF_8));
		context("--json", "status").warning(Diagnostic.of(Code.SIGN_IN_NOT_ENDED, NAME));
		assertEquals("warning",
				JsonParser.parseString(out.toString(UTF_8)).getAsJsonObject().get("type").getAsString());
	}

	@Test
	void programsGetTheNameItself() {
		Context context = context("--json", "status");
		context.result(object(), "text");
		String line = out.toString(UTF_8);
		assertEquals(line.length() - 1, line.indexOf('\n'));
		assertEquals(NAME, JsonParser.parseString(line).getAsJsonObject().get("path").getAsString());
	}

	@Test
	void helpKeepsItsLines() {
		context("--help").help("Usage: cells-sync\n  COMMAND");
		assertEquals("Usage: cells-sync\n  COMMAND\n", out.toString(UTF_8));
	}
}
