package org.cellssync.api.endpoint;

import java.time.Duration;

/**
 * Settings of a task that its ends heed.
 *
 * @param permanentDeletion whether deleting on a server without recycle bin is allowed
 * @param trashAge how long replaced and deleted local files are kept, > 0
 * @param trashBytes how much of them is kept, > 0
 * @param copiesLinks whether a link to a file takes part as the file it leads to; else it is a link, for ends that hold
 *         links
 */
public record EndpointSettings(boolean permanentDeletion, Duration trashAge, long trashBytes, boolean copiesLinks) {

	/** Keeps deleted things 30 days and 5 GiB; nothing is deleted for good. */
	public static final EndpointSettings DEFAULT = new EndpointSettings(false, Duration.ofDays(30), 5L << 30, false);

	/** Returns whether the trash has room for something of so many bytes, were it alone there. */
	public boolean trashTakes(long size) {
		return size <= trashBytes;
	}

	/** Returns the same with another choice about deleting for good. */
	public EndpointSettings withPermanentDeletion(boolean allowed) {
		return new EndpointSettings(allowed, trashAge, trashBytes, copiesLinks);
	}

	/** Returns the same with another choice about links. */
	public EndpointSettings withCopiedLinks(boolean copied) {
		return new EndpointSettings(permanentDeletion, trashAge, trashBytes, copied);
	}

	/** Returns the same with another retention of what was replaced or deleted here. */
	public EndpointSettings withTrash(Duration age, long bytes) {
		return new EndpointSettings(permanentDeletion, age, bytes, copiesLinks);
	}
}
