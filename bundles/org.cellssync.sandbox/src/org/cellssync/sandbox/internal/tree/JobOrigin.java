package org.cellssync.sandbox.internal.tree;

import org.cellssync.sandbox.internal.events.Origin;

/** The request that started jobs, as the events of one job tell of it. */
@FunctionalInterface
public interface JobOrigin {
	/** Returns what the events of one task of a job tell. */
	Origin of(String job, String task);
}
