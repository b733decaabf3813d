package org.cellssync.engine.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Keeping;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Decision;
import org.cellssync.core.sync.Rebased;
import org.cellssync.core.sync.Resolution;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;

/**
 * Keeps what decisions are about to replace on an end that does not keep it itself, so that solving a conflict can be
 * undone. Files alone: what gives way to something of another kind is deleted there, and whoever deletes keeps.
 */
final class Aside {

	private final Pair pair;
	private final SortedMap<SyncPath, Decision> decisions;
	private final Rebased rebased;

	Aside(Pair pair, SortedMap<SyncPath, Decision> decisions, Rebased rebased) {
		this.pair = pair;
		this.decisions = decisions;
		this.rebased = rebased;
	}

	/**
	 * Keeps what {@code steps} of an end replace by decision.
	 *
	 * @param seen the look at that end the steps were planned from
	 * @return the steps before which nothing could be kept, and which therefore must not be done
	 */
	List<StepResult.Failed> keep(Side side, List<Step> steps, Scan seen, Cancellation cancel) {
		List<StepResult.Failed> failed = new ArrayList<>();
		Keeping keeper = pair.keepers().get(side);
		Resolution replacing = side == Side.REMOTE ? Resolution.KEEP_LOCAL : Resolution.KEEP_REMOTE;
		if (keeper == null || decisions.values().stream().noneMatch(each -> each.resolution() == replacing)) {
			return failed;
		}
		ContentSource content = pair.content(side, seen.identities(), cancel);
		for (Step step : steps) {
			if (step instanceof Change(var path, Entry.File before, Entry.File after)) {
				SyncPath place = rebased.placeNow(side, path);
				if (isDecided(place, replacing)) {
					keep(keeper, step, place, content, cancel, failed);
				}
			}
		}
		return failed;
	}

	private static void keep(Keeping keeper, Step step, SyncPath place, ContentSource content, Cancellation cancel,
			List<StepResult.Failed> failed) {
		cancel.check();
		try {
			keep(keeper, step.path(), place, content, cancel, true);
		} catch (EndpointException e) {
			failed.add(new StepResult.Failed(step, e.diagnostic()));
		}
	}

	/**
	 * Keeps a file. Content that does not fit what the end says of it is read once more, and then kept as it is: where the
	 * storage is damaged nothing else is left to keep, and the version decided for would never come to replace it.
	 */
	private static void keep(Keeping keeper, SyncPath path, SyncPath place, ContentSource content, Cancellation cancel,
			boolean asTold) throws EndpointException {
		try (SourceFile file = content.open(place)) {
			keeper.keep(path, asTold ? file : new AsFound(file), cancel);
		} catch (EndpointException e) {
			if (!asTold || e.diagnostic().code() != Code.CONTENT_MISMATCH) {
				throw e;
			}
			keep(keeper, path, place, content, cancel, false);
		}
	}

	/** A file of one version, whatever it holds. */
	private record AsFound(SourceFile file) implements SourceFile {

		@Override
		public long size() {
			return file.size();
		}

		@Override
		public Instant modified() {
			return file.modified();
		}

		@Override
		public boolean executable() {
			return file.executable();
		}

		@Override
		public InputStream read(long offset, long length) throws IOException, EndpointException {
			return file.read(offset, length);
		}

		@Override
		public void verifyWhole(byte[] md5) throws IOException, EndpointException {
			file.verifyWhole(new byte[0]);
		}

		@Override
		public void close() {
			file.close();
		}
	}

	private boolean isDecided(SyncPath place, Resolution resolution) {
		for (SyncPath above = place; !above.isRoot(); above = above.parent()) {
			Decision decision = decisions.get(above);
			if (decision != null && decision.resolution() == resolution) {
				return true;
			}
		}
		return false;
	}
}
