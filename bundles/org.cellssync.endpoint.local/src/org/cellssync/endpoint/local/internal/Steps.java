package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;

/** Does steps that need no content, one by one; what is done is reported once it is on stable storage. */
final class Steps {

	private static final int SETTLE_AFTER = 256;
	private static final Identity NOBODY = new Identity("", "", Instant.EPOCH, "", true);

	private final Site site;
	private final Disk disk;
	private final Bin bin;
	private final Names names;
	private final Troubles troubles;
	private final Ledger ledger;
	private final Unsettled unsettled;
	/** Folders in which the present step changes names. */
	private final Set<Path> folders = new HashSet<>();

	Steps(Site site, Bin bin, Names names, Troubles troubles, Ledger ledger) {
		this.site = site;
		this.disk = site.disk();
		this.bin = bin;
		this.names = names;
		this.troubles = troubles;
		this.ledger = ledger;
		this.unsettled = new Unsettled(site, troubles, ledger);
	}

	/** Does one step. */
	void perform(Step step) {
		try {
			folders.clear();
			StepResult.Done done = switch (step) {
				case Move move -> move(move);
				case Change change -> change(change);
			};
			unsettled.add(done, folders);
			if (unsettled.size() >= SETTLE_AFTER) {
				settle();
			}
		} catch (Refusal e) {
			ledger.failed(step, e.diagnostic());
		} catch (IOException e) {
			ledger.failed(step, troubles.writing(e, step.path().value()));
		}
	}

	/** Brings what was done to stable storage and reports it. */
	void settle() {
		try {
			bin.flush();
		} catch (IOException e) {
			unsettled.fail(e);
		}
		// A folder in which something was done may be gone itself by now.
		unsettled.settle(Files::isDirectory);
	}

	private StepResult.Done move(Move move) throws IOException, Refusal {
		Path from = site.require(move.from(), move.entry());
		Path to = target(move, from);
		Stat stat = disk.stat(from);
		if (move.entry() instanceof Entry.File && !isAlias(from, to)) {
			renameFile(from, to);
		} else {
			disk.rename(from, to);
		}
		folders.add(from.getParent());
		folders.add(to.getParent());
		return new StepResult.Done(move, move.entry(), site.moved(move.from(), move.to(), to, stat), 0, true);
	}

	/**
	 * Where names differ by case only, a file system that does not tell them apart shows the source at the
	 * target.
	 */
	private Path target(Move move, Path from) throws IOException, Refusal {
		Path to = site.newPlace(move.to());
		return isAlias(from, to) ? to : site.require(move.to(), Absent.ABSENT);
	}

	private boolean isAlias(Path from, Path to) throws IOException {
		if (!from.getParent().equals(to.getParent()) || !Names.of(from).equalsIgnoreCase(Names.of(to))) {
			return false;
		}
		Optional<Stat> there = disk.find(to);
		return there.isPresent() && !disk.list(to.getParent()).contains(to)
				&& there.get().equals(disk.stat(from));
	}

	/** A second name cannot be given over a name that is taken; a rename would replace it. */
	private void renameFile(Path from, Path to) throws IOException {
		try {
			disk.link(from, to);
		} catch (FileAlreadyExistsException | NoSuchFileException e) {
			throw e;
		} catch (IOException | UnsupportedOperationException e) {
			// This file system has no second names: the target was looked at just before.
			disk.rename(from, to);
			return;
		}
		disk.delete(from);
	}

	private Identity placed(SyncPath path, Path place) throws IOException {
		return site.placed(path, place, disk.stat(place));
	}

	private StepResult.Done change(Change change) throws IOException, Refusal {
		return switch (change.after()) {
			case Absent absent -> delete(change);
			case Directory directory -> makeFolder(change);
			case Entry.Link link -> makeLink(change, link);
			case Entry.File file -> changeMode(change, file);
			case Entry.Blocked blocked -> throw new IllegalStateException("never planned: " + change);
		};
	}

	private StepResult.Done delete(Change change) throws IOException, Refusal {
		if (site.isGone(change.path())) {
			return new StepResult.Done(change, Absent.ABSENT, NOBODY, 0, false);
		}
		Path place = site.require(change.path(), change.before());
		bin.take(change.path(), place, change.before());
		folders.add(place.getParent());
		return new StepResult.Done(change, Absent.ABSENT, NOBODY, 0, true);
	}

	private StepResult.Done makeFolder(Change change) throws IOException, Refusal {
		SyncPath path = change.path();
		if (change.before() instanceof Absent && site.isFolder(path)) {
			// Somebody made it meanwhile: two empty beginnings are one.
			return new StepResult.Done(change, Directory.EMPTY, placed(path, site.newPlace(path)), 0, false);
		}
		clear(change);
		Path place = site.require(path, Absent.ABSENT);
		Files.createDirectory(place);
		folders.add(place.getParent());
		return new StepResult.Done(change, Directory.EMPTY, placed(path, place), 0, true);
	}

	private void clear(Change change) throws IOException, Refusal {
		if (change.before().exists()) {
			bin.take(change.path(), site.require(change.path(), change.before()), change.before());
		}
	}

	private StepResult.Done makeLink(Change change, Entry.Link link) throws IOException, Refusal {
		Path place = site.require(change.path(), change.before());
		Path target = place.getFileSystem().getPath(link.target());
		if (change.before() instanceof Directory || !change.before().exists()) {
			clear(change);
			Files.createSymbolicLink(place, target);
		} else {
			replaceWithLink(change, place, target);
		}
		folders.add(place.getParent());
		return new StepResult.Done(change, link, placed(change.path(), place), 0, true);
	}

	private void replaceWithLink(Change change, Path place, Path target) throws IOException, Refusal {
		Path temporary = Files.createSymbolicLink(place.resolveSibling(names.temporary()), target);
		Path kept = bin.keep(place, change.before());
		boolean replaced = false;
		try {
			bin.flush();
			disk.rename(temporary, site.require(change.path(), change.before()));
			replaced = true;
		} finally {
			if (!replaced) {
				Files.deleteIfExists(temporary);
				bin.unkeep(kept);
			}
		}
	}

	private StepResult.Done changeMode(Change change, Entry.File file) throws IOException, Refusal {
		Path place = site.require(change.path(), change.before());
		if (Files.isSymbolicLink(place)) {
			// The mode is that of the file it leads to, which is not ours.
			throw new Refusal(Diagnostic.of(Code.LINK_NOT_SYNCED, change.path().value()));
		}
		Attributes.setExecutable(place, file.executable());
		return new StepResult.Done(change, file, placed(change.path(), place), 0, true);
	}
}
