package org.cellssync.endpoint.cells.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.doctor.Check;
import org.cellssync.api.doctor.CheckOutcome;
import org.cellssync.api.doctor.CheckStep;

/** What the checks of one examination found so far. For one thread. */
final class Findings {

	private final Consumer<Check> told;
	private final Map<CheckStep, Check> checks = new EnumMap<>(CheckStep.class);
	private Map<String, String> details = new LinkedHashMap<>();

	Findings(Consumer<Check> told) {
		this.told = told;
	}

	/** Notes what is seen during the check under way; empty text is nothing. */
	void saw(String name, String text) {
		if (!text.isBlank()) {
			details.put(name, text.strip());
		}
	}

	void ok(CheckStep step) {
		tell(step, CheckOutcome.OK, Optional.empty());
	}

	void warn(CheckStep step, Code code, String subject, String... args) {
		tell(step, CheckOutcome.WARNING, Optional.of(Diagnostic.of(code, subject, args)));
	}

	void fail(CheckStep step, Diagnostic trouble) {
		tell(step, CheckOutcome.FAILED, Optional.of(trouble));
	}

	void skip(CheckStep step, Code code, String subject) {
		tell(step, CheckOutcome.SKIPPED, Optional.of(Diagnostic.of(code, subject)));
	}

	private void tell(CheckStep step, CheckOutcome outcome, Optional<Diagnostic> trouble) {
		Check check = new Check(step, outcome, trouble, details);
		details = new LinkedHashMap<>();
		checks.put(step, check);
		told.accept(check);
	}

	/** Returns whether what depends on this step can be tried. */
	boolean passed(CheckStep step) {
		Check check = checks.get(step);
		return check != null && (check.outcome() == CheckOutcome.OK || check.outcome() == CheckOutcome.WARNING);
	}

	/** Returns the step that failed first of all. */
	Optional<CheckStep> firstFailed() {
		return checks.values().stream().filter(check -> check.outcome() == CheckOutcome.FAILED).map(Check::step)
				.findFirst();
	}

	/** Returns the checks in the order of their steps. */
	List<Check> all() {
		return new ArrayList<>(checks.values());
	}
}
