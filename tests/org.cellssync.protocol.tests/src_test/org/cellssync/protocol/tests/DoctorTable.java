package org.cellssync.protocol.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.doctor.Check;
import org.cellssync.api.doctor.CheckOutcome;
import org.cellssync.api.doctor.Examined;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Writes down for people to read what the doctor said in each test of a class: {@code target/doctor/CLASS.md} has a row
 * for each step that was not well, with what is to be changed.
 */
final class DoctorTable implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {

	private static final Path FOLDER = Path.of("target", "doctor");
	/** The table of the test that runs on a thread, and the test's name. */
	private static final ThreadLocal<Case> CURRENT = new ThreadLocal<>();

	private final Map<String, List<String>> cases = new ConcurrentSkipListMap<>();

	private record Case(DoctorTable table, String name) {
	}

	/** Notes what was found in the test that runs; nothing outside of one. */
	static void note(Examined examined) {
		Case current = CURRENT.get();
		if (current != null) {
			current.table.cases.merge(current.name, rows(current.name, examined),
					(one, other) -> Stream.of(one, other).flatMap(Collection::stream).toList());
		}
	}

	private static List<String> rows(String name, Examined examined) {
		List<String> troubles = examined.checks().stream()
				.filter(check -> check.outcome() == CheckOutcome.WARNING || check.outcome() == CheckOutcome.FAILED)
				.map(check -> row(name, check)).toList();
		return troubles.isEmpty() ? List.of(line(name, "", "all is well", "", "")) : troubles;
	}

	private static String row(String name, Check check) {
		Diagnostic trouble = check.trouble().orElseThrow();
		return line(name, check.step().id(), trouble.code().name(), trouble.message(), trouble.action());
	}

	private static String line(String... cells) {
		return "| " + String.join(" | ", Stream.of(cells).map(cell -> cell.replace("|", "\\|")).toList()) + " |";
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		String method = context.getRequiredTestMethod().getName();
		String shown = context.getDisplayName();
		// A plain test shows its method.
		String name = shown.startsWith(method + '(') ? method.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT) : shown;
		CURRENT.set(new Case(this, name));
	}

	@Override
	public void afterEach(ExtensionContext context) {
		CURRENT.remove();
	}

	@Override
	public void afterAll(ExtensionContext context) throws IOException {
		Files.createDirectories(FOLDER);
		Files.write(FOLDER.resolve(context.getRequiredTestClass().getSimpleName() + ".md"),
				Stream.concat(
						Stream.of(line("case", "step", "code", "what is wrong", "what is to be changed"),
								"|---|---|---|---|---|"),
						cases.values().stream().flatMap(Collection::stream)).toList());
	}
}
