package org.cellssync.api.doctor;

import java.util.List;
import java.util.Optional;

/**
 * The result of an examination.
 *
 * @param server the address that was examined, in the form accounts keep
 * @param account id of the account it was done with; empty where nobody is signed in to that server
 * @param checks one for each step, in their order
 */
public record Examined(String server, Optional<String> account, List<Check> checks) {

	/** Copies the checks. */
	public Examined {
		checks = List.copyOf(checks);
	}
}
