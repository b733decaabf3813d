package org.cellssync.endpoint.cells.internal;

import java.time.Duration;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.protocol.tree.Node;
import org.cellssync.transport.CellsException;

/** What the workspace allows, as its root tells; asked for anew after a while. Thread-safe. */
final class WorkspaceTerms {

	private static final long VALID = Duration.ofSeconds(30).toNanos();

	/**
	 * What it allows.
	 *
	 * @param quota what may still be sent
	 * @param hasBin whether deleted items go to a recycle bin
	 */
	record Allowed(Quota quota, boolean hasBin) {
	}

	private final RemoteTree remote;
	private Allowed allowed;
	private long asked;

	WorkspaceTerms(RemoteTree remote) {
		this.remote = remote;
	}

	/** Returns what the workspace allows. */
	synchronized Allowed allowed(Cancellation cancel) throws CellsException, EndpointException {
		long now = System.nanoTime();
		if (allowed == null || now - asked > VALID) {
			Node workspace = remote.readWorkspace(cancel).orElseThrow(() -> new EndpointException(
					Diagnostic.of(Code.WORKSPACE_GONE, remote.root().workspace())));
			allowed = new Allowed(new Quota(workspace),
					!RemoteNode.text(workspace, "ws_skip_recycle").equals("true"));
			asked = now;
		}
		return allowed;
	}
}
