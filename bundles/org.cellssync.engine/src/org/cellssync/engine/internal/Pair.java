package org.cellssync.engine.internal;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.cellssync.api.endpoint.Capabilities;
import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Keeping;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Masks;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Identities;

/**
 * The two opened ends of a task.
 *
 * @param local left end
 * @param remote right end
 * @param both has both work at once
 * @param keepers who keeps what decisions are about to replace, by the end that holds it; an end without one keeps it
 *         itself, or nothing does
 */
record Pair(Endpoint local, Endpoint remote, Both both, Map<Side, Keeping> keepers) implements AutoCloseable {

	/** A pair whose left end keeps what is replaced, on either end. */
	Pair(Endpoint local, Endpoint remote, Both both) {
		this(local, remote, both, local.keeping().map(keeping -> Map.of(Side.REMOTE, keeping)).orElse(Map.of()));
	}

	Endpoint of(Side side) {
		return side == Side.LOCAL ? local : remote;
	}

	/** Returns what both ends can hold. */
	Masks.Common common() {
		Capabilities left = local.capabilities();
		Capabilities right = remote.capabilities();
		return new Masks.Common(left.executableBit() && right.executableBit(), left.links(), right.links());
	}

	/** Returns the ends that may lose what is in a folder when it moves. */
	List<Side> losing() {
		return Stream.of(Side.values()).filter(side -> of(side).capabilities().losesInMoves()).toList();
	}

	/** Returns the content of one end as it was when {@code identities} were seen. */
	ContentSource content(Side side, Identities identities, Cancellation cancel) {
		return path -> of(side).open(path, identities.of(path).orElseThrow(() -> new EndpointException(Diagnostic.of(
				side == Side.LOCAL ? Code.LOCAL_CHANGED_MEANWHILE : Code.REMOTE_CHANGED_MEANWHILE, path.value()))), cancel);
	}

	@Override
	public void close() {
		local.close();
		remote.close();
	}
}
