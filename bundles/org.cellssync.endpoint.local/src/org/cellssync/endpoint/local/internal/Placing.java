package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;

/**
 * Puts received files in their places, many at a time, so that stable storage is asked few times. What is replaced is in the
 * trash, durably, before the first name changes. Used by one thread at a time.
 */
final class Placing {

	private final Site site;
	private final Bin bin;
	private final Troubles troubles;
	private final Ledger ledger;
	private final Forcing forcing;

	Placing(Site site, Bin bin, Troubles troubles, Ledger ledger, Forcing forcing) {
		this.site = site;
		this.bin = bin;
		this.troubles = troubles;
		this.ledger = ledger;
		this.forcing = forcing;
	}

	/** Places a batch; those that cannot be placed are dropped and reported. */
	void place(List<Received> batch) {
		try {
			List<Received> ready = onStableStorage(batch);
			site.lookAgain();
			ready = keepReplaced(ready);
			List<StepResult.Done> done = new ArrayList<>();
			Set<Path> folders = new HashSet<>();
			for (Received file : ready) {
				attempt(file, () -> done.add(placed(file, folders)));
			}
			settle(done, folders);
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
		file.discard();
		return false;
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
		boolean kept = false;
		for (Received file : batch) {
			Change step = file.step();
			boolean replaces = step.before().exists() && !file.same();
			if (attempt(file, () -> keep(step, replaces))) {
				ready.add(file);
				kept |= replaces;
			}
		}
		if (!kept) {
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

	private void keep(Change step, boolean replaces) throws IOException, Refusal {
		Path place = site.require(step.path(), step.before());
		if (!replaces) {
			return;
		}
		if (step.before() instanceof Directory directory) {
			bin.take(step.path(), place, directory);
		} else {
			bin.keep(step.path(), place, step.before());
		}
	}

	private StepResult.Done placed(Received file, Set<Path> folders) throws IOException, Refusal {
		Change step = file.step();
		boolean emptied = step.before() instanceof Directory;
		// The last look: from here to the next line is all the time somebody has to write there unseen.
		Path place = emptied ? site.requireAbsent(step.path()) : site.require(step.path(), step.before());
		if (!file.same()) {
			if (emptied || !step.before().exists()) {
				withoutReplacing(file.temporary(), place);
			} else {
				site.disk().rename(file.temporary(), place);
			}
			file.channel().close();
			folders.add(place.getParent());
		}
		Stat stat = site.disk().stat(place);
		Identity identity = site.placed(step.path(), place);
		Entry entry = new Entry.File(file.digest(), file.size(), stat.executable());
		return new StepResult.Done(step, entry, identity, file.size(), !file.same());
	}

	/** A second name cannot be given over a name that is taken; a rename would replace it. */
	private void withoutReplacing(Path temporary, Path place) throws IOException {
		try {
			site.disk().link(temporary, place);
		} catch (FileAlreadyExistsException | NoSuchFileException e) {
			throw e;
		} catch (IOException | UnsupportedOperationException e) {
			// This file system has no second names: it was looked at just before.
			Files.move(temporary, place);
			return;
		}
		site.disk().delete(temporary);
	}

	private void settle(List<StepResult.Done> done, Set<Path> folders) {
		try {
			site.sync(folders);
			done.forEach(ledger::done);
		} catch (IOException e) {
			done.forEach(each -> ledger.failed(each.step(), troubles.writing(e, each.step().path().value())));
		}
	}
}
