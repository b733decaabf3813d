package org.cellssync.api.endpoint;

import java.util.List;
import java.util.Optional;

/**
 * What became of the steps given to an endpoint.
 *
 * @param results one for each step tried, in no particular order; steps without one were not begun
 * @param failure why the rest was not begun, where the endpoint failed as a whole
 */
public record Outcome(List<StepResult> results, Optional<EndpointException> failure) {

	/** Copies the results. */
	public Outcome {
		results = List.copyOf(results);
	}
}
