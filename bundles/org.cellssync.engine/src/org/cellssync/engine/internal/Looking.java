package org.cellssync.engine.internal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.IgnoreRules;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.sync.Ids;
import org.cellssync.core.sync.Masks;
import org.cellssync.core.sync.Rules;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Trees;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.SyncPath;

/**
 * What both ends show of what takes part in a task, by the rules that hold; they are looked at where something may have
 * changed.
 */
final class Looking {

	/** Rules may take in folders with rules in them, so deep; somebody who writes them meanwhile must not keep us. */
	private static final int MOST_RULES = 100;

	private final Pair pair;
	private final Memory memory;
	private final Rulebook rulebook;
	private Masks masks;

	Looking(Pair pair, Memory memory, Rulebook rulebook) {
		this.pair = pair;
		this.memory = memory;
		this.rulebook = rulebook;
		this.masks = new Masks(rulebook.ignore(), pair.common());
		memory.held(pair.common());
	}

	/** Has other folders take part. */
	void select(Selection folders) {
		rulebook.select(folders);
		masks = new Masks(rulebook.ignore(), pair.common());
	}

	/** What moved may have been hinted at where it is now, and not yet where it was: there it is looked for as well. */
	void look(Hint local, Hint remote, Instant began, Cancellation cancel) throws EndpointException {
		lookByRules(local, remote, began, cancel);
		Hint localAgain = Hint.at(memory.seenTwice(Side.LOCAL));
		Hint remoteAgain = Hint.at(memory.seenTwice(Side.REMOTE));
		if (!localAgain.isNothing() || !remoteAgain.isNothing()) {
			lookByRules(localAgain, remoteAgain, began, cancel);
		}
	}

	/** Looks, and looks again where the left end turns out to hold other rules than before. */
	private void lookByRules(Hint local, Hint remote, Instant began, Cancellation cancel) throws EndpointException {
		lookAt(local, remote, began, cancel);
		for (int i = 0;; i++) {
			Scan here = last(Side.LOCAL);
			SortedSet<SyncPath> changed = rulebook.follow(here.tree(), pair.content(Side.LOCAL, here.identities(), cancel));
			if (changed.isEmpty()) {
				return;
			}
			if (i == MOST_RULES) {
				throw new EndpointException(Diagnostic.of(Code.LOCAL_CHANGED_MEANWHILE,
						changed.first().child(IgnoreRules.FILE_NAME).value()));
			}
			masks = new Masks(rulebook.ignore(), pair.common());
			lookAt(Hint.at(changed), Hint.at(changed), began, cancel);
		}
	}

	private void lookAt(Hint local, Hint remote, Instant began, Cancellation cancel) throws EndpointException {
		Both.Results<Scan, Scan> scans = pair.both().run(() -> scan(Side.LOCAL, local, cancel),
				() -> scan(Side.REMOTE, remote, cancel));
		memory.looked(Side.LOCAL, scans.local(), began);
		memory.looked(Side.REMOTE, scans.remote(), began);
	}

	private Scan scan(Side side, Hint hint, Cancellation cancel) throws EndpointException {
		Optional<Scan> last = memory.last(side);
		if (last.isPresent() && hint.isNothing()) {
			Scan same = last.get();
			return new Scan(same.tree(), same.identities(), same.rootId(), same.problems(), same.lookAgain(), Map.of(), 0);
		}
		return pair.of(side).scan(new ScanRequest(last, last.isPresent() ? hint : Hint.Everything.EVERYTHING,
				memory.expected(side), memory.expectedIds(side), memory.state().known(side), rulebook.forLooks()), cancel);
	}

	/** Returns what was agreed and what both ends show, of what takes part and both can hold. */
	Trees seen() {
		return masks.masked(new Trees(memory.ancestor(), last(Side.LOCAL).tree(),
				last(Side.REMOTE).tree()));
	}

	/** Reads what decides; returns whether anything was learnt. */
	boolean prove(SortedSet<SyncPath> unreadLocal, SortedSet<SyncPath> unreadRemote, Instant began, Cancellation cancel)
			throws EndpointException {
		Scan local = last(Side.LOCAL);
		Scan remote = last(Side.REMOTE);
		Map<SyncPath, Digest> here = unreadLocal.isEmpty() ? Map.of()
				: pair.local().prove(local, unreadLocal, pair.content(Side.REMOTE, remote.identities(), cancel), cancel);
		memory.proven(Side.LOCAL, here, began);
		Map<SyncPath, Digest> there = unreadRemote.isEmpty() ? Map.of()
				: pair.remote().prove(remote, unreadRemote, pair.content(Side.LOCAL, local.identities(), cancel), cancel);
		memory.proven(Side.REMOTE, there, began);
		return !here.isEmpty() || !there.isEmpty();
	}

	/** Returns who the entries are. */
	Ids ids() {
		return memory.ids().withLasting(pair.local().capabilities().lastingIds(), pair.remote().capabilities().lastingIds());
	}

	/** Returns the last look at an end. */
	Scan last(Side side) {
		return memory.last(side).orElseThrow();
	}
}
