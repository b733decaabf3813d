package org.cellssync.sandbox.internal.grpc;

import org.cellssync.sandbox.internal.tree.TreeException;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Refusals of the tree as a real server puts them into a status. */
final class Failures {
	private Failures() {
	}

	/** Returns the status of a refusal: unknown, with JSON for its message. */
	static StatusRuntimeException of(TreeException refusal) {
		return Status.UNKNOWN.withDescription(refusal.json()).asRuntimeException();
	}
}
