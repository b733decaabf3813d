package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.cellssync.api.endpoint.StepResult;

/** What was done and is not reported yet, since the names it changed are not on stable storage. One thread. */
final class Unsettled {

	private final Site site;
	private final Troubles troubles;
	private final Ledger ledger;
	private final List<Waiting> waiting = new ArrayList<>();

	/** @param folders those in which names changed */
	private record Waiting(StepResult.Done done, Set<Path> folders) {
	}

	Unsettled(Site site, Troubles troubles, Ledger ledger) {
		this.site = site;
		this.troubles = troubles;
		this.ledger = ledger;
	}

	void add(StepResult.Done done, Collection<Path> folders) {
		waiting.add(new Waiting(done, Set.copyOf(folders)));
	}

	int size() {
		return waiting.size();
	}

	/**
	 * Brings the names to stable storage and reports everything: what lies in a folder with which that failed as failed, all
	 * else as done.
	 *
	 * @param matters whether a folder has to be there still
	 */
	void settle(Predicate<Path> matters) {
		Set<Path> folders = new HashSet<>();
		waiting.forEach(each -> folders.addAll(each.folders));
		folders.removeIf(matters.negate());
		Map<Path, IOException> failures = new HashMap<>();
		for (Path folder : folders) {
			try {
				site.sync(folder);
			} catch (IOException e) {
				failures.put(folder, e);
			}
		}
		for (Waiting each : waiting) {
			Optional<IOException> failure = each.folders.stream().sorted().map(failures::get).filter(Objects::nonNull)
					.findFirst();
			failure.ifPresentOrElse(e -> failed(each, e), () -> ledger.done(each.done));
		}
		waiting.clear();
	}

	/** Reports everything as failed. */
	void fail(IOException e) {
		waiting.forEach(each -> failed(each, e));
		waiting.clear();
	}

	private void failed(Waiting each, IOException e) {
		ledger.failed(each.done.step(), troubles.writing(e, each.done.step().path().value()));
	}
}
