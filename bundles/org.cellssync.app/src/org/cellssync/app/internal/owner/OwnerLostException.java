package org.cellssync.app.internal.owner;

import java.io.IOException;

/** The owner of a data folder took a call and went away before it told how that ended. */
public final class OwnerLostException extends IOException {

	private static final long serialVersionUID = 1L;

	OwnerLostException(IOException cause) {
		super("the owner of the data folder went away", cause);
	}
}
