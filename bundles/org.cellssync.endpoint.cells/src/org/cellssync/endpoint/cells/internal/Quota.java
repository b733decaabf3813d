package org.cellssync.endpoint.cells.internal;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.core.sync.Step;
import org.cellssync.protocol.tree.Node;

/**
 * What may still be sent to a workspace. The server tells it late, so what is sent is counted here.
 * Thread-safe.
 */
final class Quota {

	private final boolean limited;
	private final AtomicLong left;

	/** What the root of a workspace tells. */
	Quota(Node workspace) {
		OptionalLong limit = number(workspace, "ws_quota");
		limited = limit.isPresent() && limit.getAsLong() > 0;
		left = new AtomicLong(limit.orElse(0) - number(workspace, "ws_quota_usage").orElse(0));
	}

	private static OptionalLong number(Node node, String key) {
		try {
			return OptionalLong.of(Long.parseLong(RemoteNode.text(node, key)));
		} catch (NumberFormatException none) {
			// Most workspaces have no quota.
			return OptionalLong.empty();
		}
	}

	/**
	 * Sets {@code bytes} aside for a file.
	 *
	 * @throws StepException where there is no room for them
	 */
	void take(Step step, long bytes) throws StepException {
		if (limited && bytes > 0 && left.addAndGet(-bytes) < 0) {
			left.addAndGet(bytes);
			throw new StepException(Diagnostic.of(Code.REMOTE_QUOTA_EXCEEDED, step.path().value()));
		}
	}

	/** Gives back what was set aside for a file that was not sent. */
	void giveBack(long bytes) {
		if (bytes > 0) {
			left.addAndGet(bytes);
		}
	}
}
