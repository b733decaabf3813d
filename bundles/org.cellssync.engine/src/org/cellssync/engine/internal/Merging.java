package org.cellssync.engine.internal;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.Unread;

/**
 * Solves a conflict by content that a person made of both versions: it takes the place of the version here, which goes to
 * the trash, and is then kept as any version here would be. Where this ends between the two, the conflict is open as before,
 * and what the person made is the version here. The task must not be running.
 */
final class Merging {

	private final PairOpener opener;
	private final InstantSource clock;

	Merging(PairOpener opener, InstantSource clock) {
		this.opener = opener;
		this.clock = clock;
	}

	void merge(TaskRuntime task, OpenConflict conflict, Path content, Cancellation cancel) throws EndpointException {
		SyncPath path = conflict.path();
		Question question = task.stored().question(path).filter(open -> task.view().conflicts().contains(conflict))
				.orElseThrow(() -> Commands.unusable(path.value(), "this conflict is not open any more"));
		try (Pair pair = opener.open(task.spec(), cancel)) {
			Scan seen = Fetch.look(pair.local(), path, cancel);
			if (!(Tree.at(seen.tree(), path) instanceof Entry.File before)
					|| !question.isAbout(path, before, seen.identities())) {
				throw new EndpointException(Diagnostic.of(Code.LOCAL_CHANGED_MEANWHILE, path.value()));
			}
			WrittenFile written = WrittenFile.read(content, clock.instant(), before.executable());
			// What it holds is told by the bytes that arrive.
			Entry.File after = new Entry.File(Unread.of("merged", path.value()), written.size(), before.executable());
			put(pair.local(), seen, new Change(path, before, after), written, cancel);
			Scan now = Fetch.look(pair.local(), path, cancel);
			Commands.keepLocal(task, path, question.withLocal(path, Tree.at(now.tree(), path), now.identities()));
		}
	}

	private static void put(Endpoint here, Scan seen, Change change, WrittenFile content, Cancellation cancel)
			throws EndpointException {
		Outcome outcome = here.apply(seen, List.of(change), path -> content, StepObserver.NONE, cancel);
		if (outcome.failure().isPresent()) {
			throw outcome.failure().get();
		}
		for (StepResult result : outcome.results()) {
			if (result instanceof StepResult.Failed failed) {
				throw new EndpointException(failed.diagnostic());
			}
		}
		if (outcome.results().isEmpty()) {
			cancel.check();
			throw new IllegalStateException("a step was neither done nor refused: " + change);
		}
	}
}
