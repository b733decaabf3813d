package org.cellssync.auth.internal.openid;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.auth.internal.store.Tokens;

/** What became of a request for new tokens. */
public sealed interface Renewal {

	/** New tokens came; the old ones are void. */
	record Renewed(Tokens tokens) implements Renewal {
	}

	/** The server says that only a new sign-in helps. */
	record Over(String words) implements Renewal {
	}

	/** No answer came that can be understood: perhaps it happened, perhaps not. */
	record Lost(EndpointException reason) implements Renewal {
	}
}
