package org.cellssync.protocol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Map;
import java.util.Optional;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.StepResult;

/** What came of the one step that a test of faults has done, and the faults themselves. */
final class Outcomes {

	private Outcomes() {
	}

	/** Returns why it failed, which a person is told in words. */
	static Code failure(Outcome outcome) {
		return shown(outcome.failure().isPresent() ? outcome.failure().get().diagnostic()
				: assertInstanceOf(StepResult.Failed.class, outcome.results().getFirst()).diagnostic());
	}

	/** Returns the code of a trouble, which a person is told in words. */
	static Code shown(Diagnostic diagnostic) {
		assertFalse(diagnostic.line().isBlank());
		return diagnostic.code();
	}

	/** Makes sure that it is done. */
	static void assertDone(Outcome outcome) {
		assertEquals(Optional.empty(), outcome.failure());
		assertInstanceOf(StepResult.Done.class, outcome.results().getFirst(), outcome.results().toString());
	}

	/** Returns the order to answer a call with a status of HTTP. */
	static Object http(int status) {
		return Map.of("http", Map.of("status", status, "code", "Refused", "message", "words of the server"));
	}
}
