package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts received files in their places, many at a time, so that stable storage is asked few times. What is
 * replaced is in the trash, durably, before the first name changes. Used by one thread at a time.
 */
final class Placing {

	private static final Logger LOG = LoggerFactory.getLogger(Placing.class);

	private final Site site;
	private final Bin bin;
	private final Troubles troubles;
	private final Ledger ledger;
	private final Forcing forcing;
	private final Unsettled unsettled;
	/** Second names of what is about to be replaced. */
	private final Map<Received, Path> kept = new HashMap<>();

	Placing(Site site, Bin bin, Troubles troubles, Ledger ledger, Forcing forcing) {
		this.site = site;
		this.bin = bin;
		this.troubles = troubles;
		this.ledger = ledger;
		this.forcing = forcing;
		this.unsettled = new Unsettled(site, troubles, ledger);
	}

	/** Places a batch; those that cannot be placed are dropped and reported. */
	void place(List<Received> batch) {
		try {
			List<Received> ready = onStableStorage(batch);
			site.lookAgain();
			ready = keepReplaced(ready);
			for (Received file : ready) {
				attempt(file, () -> place(file));
			}
			unsettled.settle(folder -> true);
		} catch (EndpointException e) {
			ledger.stop(e);
			batch.forEach(Received::discard);
		}
	}

	/** Something that is done to one received file. */
	private interface Attempt {
		void run() throws IOException, Refusal;
	}

	private boolean attempt(Received file, Attempt attempt) {
		try {
			attempt.run();
			return true;
		} catch (Refusal e) {
			ledger.failed(file.step(), e.diagnostic());
		} catch (IOException e) {
			ledger.failed(file.step(), troubles.writing(e, file.step().path().value()));
		}
		unkeep(file);
		file.discard();
		return false;
	}

	private void unkeep(Received file) {
		Path second = kept.remove(file);
		if (second != null) {
			try {
				bin.unkeep(second);
			} catch (IOException e) {
				LOG.warn("{} stays in the trash though it was not replaced", file.step().path(), e);
			}
		}
	}

	private List<Received> onStableStorage(List<Received> batch) {
		forcing.begin(batch);
		List<Received> stable = new ArrayList<>();
		for (Received file : batch) {
			if (attempt(file, () -> forcing.await(file))) {
				stable.add(file);
			}
		}
		return stable;
	}

	private List<Received> keepReplaced(List<Received> batch) {
		List<Received> ready = new ArrayList<>();
		kept.clear();
		for (Received file : batch) {
			if (attempt(file, () -> keep(file))) {
				ready.add(file);
			}
		}
		if (kept.isEmpty()) {
			return ready;
		}
		List<Received> safe = new ArrayList<>();
		for (Received file : ready) {
			if (attempt(file, bin::flush)) {
				safe.add(file);
			}
		}
		return safe;
	}

	private void keep(Received file) throws IOException, Refusal {
		Change step = file.step();
		Path place = site.require(step.path(), step.before());
		if (step.before() instanceof Directory directory) {
			bin.take(step.path(), place, directory);
		} else if (step.before().exists() && !file.same()) {
			kept.put(file, bin.keep(place, step.before()));
		}
	}

	private void place(Received file) throws IOException, Refusal {
		Change step = file.step();
		boolean emptied = step.before() instanceof Directory;
		Stat stat = site.disk()
				.stat(file.same() ? site.require(step.path(), step.before()) : file.temporary());
		file.channel().close();
		// The last look: from here to the next line is all the time somebody has to write there unseen.
		Path place = emptied ? site.requireAbsent(step.path()) : site.require(step.path(), step.before());
		if (!file.same()) {
			if (emptied || !step.before().exists()) {
				withoutReplacing(file, place);
			} else {
				site.disk().rename(file.temporary(), place);
			}
			kept.remove(file);
		}
		// Nothing may fail from here on: the new content is in its place.
		Identity identity = site.placed(step.path(), place, stat);
		Entry entry = new Entry.File(file.digest(), file.size(), stat.executable());
		unsettled.add(new StepResult.Done(step, entry, identity, file.size(), !file.same()),
				file.same() ? Set.of() : Set.of(place.getParent()));
	}

	/** A second name cannot be given over a name that is taken; a rename would replace it. */
	private void withoutReplacing(Received file, Path place) throws IOException {
		try {
			site.disk().link(file.temporary(), place);
		} catch (FileAlreadyExistsException | NoSuchFileException e) {
			throw e;
		} catch (IOException | UnsupportedOperationException e) {
			// This file system has no second names: it was looked at just before.
			Files.move(file.temporary(), place);
			return;
		}
		// It stands there now, whatever becomes of its first name.
		file.discard();
	}
}
