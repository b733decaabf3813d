package org.cellssync.engine.internal;

import java.util.List;
import java.util.Optional;

import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Keeping;
import org.cellssync.api.endpoint.Replaced;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Side;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has versions back that a write of ours replaced unseen, where their end keeps versions: into the trash of the task. They
 * are not put into the tree unasked, for nobody knows yet whether they hold anything that the newer version lacks.
 */
final class Rescuing {

	private static final Logger LOG = LoggerFactory.getLogger(Rescuing.class);

	private final Pair pair;

	Rescuing(Pair pair) {
		this.pair = pair;
	}

	/** Tries what it is time to try. What fails is due again later; that it is not kept is told meanwhile. */
	void run(Cancellation cancel) {
		for (Side side : pair.keepers().keySet()) {
			for (Replaced replaced : due(pair.of(side), cancel)) {
				cancel.check();
				try {
					rescue(pair.of(side), pair.keepers().get(side), replaced, cancel);
				} catch (EndpointException e) {
					tellLater(e);
				}
			}
		}
	}

	private static List<Replaced> due(Endpoint end, Cancellation cancel) {
		try {
			return end.replaced(cancel);
		} catch (EndpointException e) {
			tellLater(e);
			return List.of();
		}
	}

	private static void tellLater(EndpointException e) {
		LOG.info("What was replaced is not had back yet: {}", e.diagnostic().line());
	}

	private static void rescue(Endpoint end, Keeping keeper, Replaced replaced, Cancellation cancel)
			throws EndpointException {
		if (!keeper.takes(replaced.size())) {
			// Finding it takes fetching it.
			LOG.info("{} was replaced and is too large for the trash", replaced.path());
			return;
		}
		Optional<SourceFile> opened = end.openReplaced(replaced, cancel);
		if (opened.isPresent()) {
			try (SourceFile file = opened.get()) {
				if (keeper.keep(replaced.path(), file, cancel)) {
					end.rescued(replaced);
				}
			}
		}
	}
}
