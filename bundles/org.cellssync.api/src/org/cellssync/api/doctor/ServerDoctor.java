package org.cellssync.api.doctor;

import java.util.function.Consumer;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.osgi.annotation.versioning.ProviderType;

/** Finds out what is wrong between this computer and a server. Thread-safe. */
@ProviderType
public interface ServerDoctor {

	/**
	 * Makes all checks that can be made. With an account some files are written to the server, in a folder of their own
	 * that nobody's task takes part in and that is deleted again, also when cancelled. Blocks on net, a minute and more;
	 * every step has a limit of its own.
	 *
	 * @param told hears of each check as it is made, in the calling thread
	 * @throws EndpointException where there is nothing to examine: {@code SERVER_URL_INVALID}, {@code ACCOUNT_UNKNOWN},
	 *         or {@code USAGE} for a certificate file that cannot be used
	 * @throws java.util.concurrent.CancellationException once cancelled
	 */
	Examined examine(Examination asked, Consumer<Check> told, Cancellation cancel) throws EndpointException;
}
