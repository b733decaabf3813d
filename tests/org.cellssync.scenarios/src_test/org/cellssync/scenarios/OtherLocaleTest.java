package org.cellssync.scenarios;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.cellssync.scenarios.Count.deletesThere;
import static org.cellssync.scenarios.Count.downloads;
import static org.cellssync.scenarios.Count.uploads;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;

/** Scenarios of a program that was started where names cannot be told, which takes a process of its own. */
class OtherLocaleTest {

	@Scenario(value = "E20", over = Ends.CELLS)
	void namesThatCannotBeWrittenHereAreHeldAndNotDeletedThere(Replay it) throws Exception {
		ProcessBuilder builder = OtherProcess.java(OtherLocaleTest.class).redirectErrorStream(true);
		builder.environment().put("LC_ALL", "C");
		Process process = builder.start();
		String told = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
		process.waitFor(1, TimeUnit.MINUTES);
		assertEquals(0, process.exitValue(), told);
	}

	/** Runs in the process of its own. */
	public static void main(String[] arguments) throws Exception {
		assertEquals("ANSI_X3.4-1968", System.getProperty("sun.jnu.encoding"));
		try (Stage stage = new Stage()) {
			try (Replay it = stage.begin("E20", Ends.CELLS)) {
				replay(it);
			}
		}
		System.exit(0);
	}

	private static void replay(Replay it) throws Exception {
		String umlaut = "t\u00f6ne";
		String cjk = "\ud841\udf0e";
		it.given("A/plain");
		it.remote.write("A/" + umlaut);
		it.remote.write("A/" + cjk);
		it.remote.write("A/folder-" + umlaut + "/inside");
		it.remote.write("A/other");
		String[] held = { "A/folder-" + umlaut + " NAME_NOT_ALLOWED", "A/" + umlaut + " NAME_NOT_ALLOWED",
				"A/" + cjk + " NAME_NOT_ALLOWED" };
		it.sync().fails(held).did(downloads(1));
		it.problems(held);
		String there = it.remote.names();
		assertEquals("A/ A/other A/plain", it.local.names());
		it.sync().fails(held).did();
		it.local.delete("A/plain");
		it.local.write("A/more");
		it.sync().fails(held).did(deletesThere(1), uploads(1));
		assertEquals(there.replace("A/plain", "A/more").split(" ").length, it.remote.names().split(" ").length);
		assertEquals("A/ A/more A/other", it.local.names());
	}
}
