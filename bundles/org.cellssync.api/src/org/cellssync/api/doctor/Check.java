package org.cellssync.api.doctor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.cellssync.api.diagnostic.Diagnostic;

/**
 * One check and what came of it.
 *
 * @param step what was checked
 * @param outcome how it ended
 * @param trouble what is wrong, what it means and what to change; empty only where all is well
 * @param details what was seen, by short names and in a fixed order; holds no secret
 */
public record Check(CheckStep step, CheckOutcome outcome, Optional<Diagnostic> trouble, Map<String, String> details) {

	/** Copies the details. */
	public Check {
		if (trouble.isEmpty() != (outcome == CheckOutcome.OK)) {
			throw new IllegalArgumentException(step + " is " + outcome + " with " + trouble);
		}
		details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
	}
}
