package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Capabilities;
import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Keeping;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.util.Cancellation;
import org.cellssync.api.watch.TreeWatcher;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A local folder as an end of a task. */
final class LocalEndpoint implements Endpoint {

	private static final Logger LOG = LoggerFactory.getLogger(LocalEndpoint.class);

	private final Root root;
	private final Disk disk;
	private final Tools tools;
	private final Capabilities capabilities;
	private final Troubles troubles;
	private final Path taskData;
	private final EndpointSettings settings;
	private final Threads threads;
	private final Partials partials;
	private final Scanner scanner;
	private final Waiter waiter;
	private Optional<TrashPruner> pruner = Optional.empty();
	private volatile Optional<Scan> latest = Optional.empty();
	private volatile Ignore ignore = (path, directory) -> false;

	LocalEndpoint(Path root, Disk system, Path taskData, EndpointSettings settings, Tools tools,
			TreeWatcher watcher) {
		this.disk = settings.copiesLinks() ? new LinkedFiles(system) : system;
		this.root = new Root(root, disk);
		this.tools = tools;
		this.capabilities = Abilities.of(root);
		this.troubles = new Troubles(disk, root);
		this.taskData = taskData;
		this.settings = settings;
		this.threads = new Threads();
		this.partials = new Partials(root, taskData, tools.clock());
		this.scanner = new Scanner(this.root, disk, partials, tools.started(), threads.scanning());
		this.waiter = new Waiter(this.root, watcher, () -> ignore,
				path -> latest.filter(scan -> Tree.at(scan.tree(), path).exists()).isPresent());
	}

	@Override
	public Capabilities capabilities() {
		return capabilities;
	}

	@Override
	public Scan scan(ScanRequest request, Cancellation cancel) throws EndpointException {
		cancel.check();
		heed(request.ignore());
		Scan scan = scanner.scan(request, latest, cancel);
		if (latest.isEmpty()) {
			pruneTrash();
		}
		latest = Optional.of(scan);
		return scan;
	}

	/** What was left out is not watched: where that changes, watching begins anew. */
	private void heed(Ignore changed) {
		boolean first = latest.isEmpty();
		boolean same = changed.equals(ignore);
		ignore = changed;
		if (!first && !same) {
			waiter.beginAnew();
		}
	}

	/** Where the trash lies is known once the folder was seen. */
	private TrashPruner pruner() throws IOException {
		if (pruner.isEmpty()) {
			pruner = Optional.of(new TrashPruner(TrashFolder.of(root.path(), taskData), settings));
		}
		return pruner.get();
	}

	private void pruneTrash() {
		try {
			pruner().prune(tools.clock().instant());
		} catch (IOException e) {
			LOG.warn("the trash of {} cannot be pruned", root.path(), e);
		}
	}

	@Override
	public Map<SyncPath, Digest> prove(Scan seen, SortedSet<SyncPath> paths, ContentSource counterpart,
			Cancellation cancel) {
		Places places = new Places(root.path(), seen.identities()::of);
		return new Prover(disk, tools.hasher(), seen, places, threads.transferring()).prove(paths, cancel);
	}

	@Override
	public Outcome apply(Scan seen, List<Step> steps, ContentSource source, StepObserver observer,
			Cancellation cancel) {
		Ledger ledger = new Ledger(observer);
		Site site = new Site(root, disk, ignore, seen);
		try (Bin bin = bin(seen, site)) {
			Receiver receiver = new Receiver(site, tools, partials, source, observer, cancel);
			Placing placing = new Placing(site, bin, troubles, ledger, new Forcing(disk, threads.settling()));
			Steps singles = new Steps(site, bin, tools.names(), troubles, ledger);
			for (Changes group : Changes.grouped(steps)) {
				site.lookAgain();
				perform(group.single(), singles, ledger, cancel);
				perform(group.folders(), singles, ledger, cancel);
				if (!group.files().isEmpty() && !ledger.isStopped()) {
					requireSpace(group.files());
					new FileRun(receiver, placing, troubles, ledger, cancel, threads.transferring())
							.perform(group.files());
				}
			}
		} catch (EndpointException e) {
			ledger.stop(e);
		} catch (IOException e) {
			LOG.warn("the trash of {} cannot be pruned", root.path(), e);
		}
		return ledger.outcome();
	}

	@Override
	public Optional<Keeping> keeping() {
		return Optional.of(new Aside());
	}

	/** Keeps files of the other end in the trash of this one. */
	private final class Aside implements Keeping {

		@Override
		public boolean takes(long size) {
			return settings.trashTakes(size);
		}

		@Override
		public boolean keep(SyncPath path, SourceFile file, Cancellation cancel) throws EndpointException {
			if (!takes(file.size())) {
				return false;
			}
			Scan seen = latest.orElseThrow(() -> new IllegalStateException("nothing was looked at yet"));
			try (Bin bin = bin(seen, new Site(root, disk, ignore, seen))) {
				bin.receive(path, file, cancel);
				return true;
			} catch (Refusal e) {
				throw new EndpointException(e.diagnostic(), e);
			} catch (IOException e) {
				throw new EndpointException(troubles.writing(e, path.value()), e);
			}
		}
	}

	private static void perform(List<? extends Step> steps, Steps singles, Ledger ledger,
			Cancellation cancel) {
		try {
			for (Step step : steps) {
				cancel.check();
				if (ledger.isStopped()) {
					return;
				}
				singles.perform(step);
			}
		} finally {
			singles.settle();
		}
	}

	private Bin bin(Scan seen, Site site) throws EndpointException {
		root.require(seen.rootId());
		if (!Files.isWritable(root.path())) {
			throw new EndpointException(Diagnostic.of(Code.LOCAL_ROOT_NOT_WRITABLE, root.path().toString()));
		}
		try {
			return new Bin(site, pruner(), tools.clock());
		} catch (IOException e) {
			throw Troubles.failure(Code.LOCAL_IO, e, root.path().toString());
		}
	}

	private void requireSpace(List<Change> files) throws EndpointException {
		// What arrived before it broke off takes its space already.
		long needed = -partials.kept(files.stream().map(Change::path).collect(Collectors.toSet()));
		for (Change change : files) {
			needed += ((Entry.File) change.after()).size();
		}
		if (needed > disk.usable(root.path())) {
			throw new EndpointException(troubles.full());
		}
	}

	@Override
	public void endUnfinished(SortedSet<SyncPath> coming, Cancellation cancel) {
		partials.removeAllBut(coming);
	}

	@Override
	public SourceFile open(SyncPath path, Identity expected, Cancellation cancel) throws EndpointException {
		cancel.check();
		Places places = new Places(root.path(), each -> each.equals(path) ? Optional.of(expected)
				: latest.flatMap(scan -> scan.identities().of(each)));
		Path place = places.place(path);
		try {
			Optional<Stat> stat = disk.find(place);
			if (stat.isEmpty() || !stat.get().isFile() || !stat.get().version().equals(expected.version())) {
				throw new EndpointException(Troubles.changed(path.value()));
			}
			return open(path, place, stat.get(), cancel);
		} catch (IOException e) {
			throw new EndpointException(Troubles.reading(e, path.value()), e);
		}
	}

	private SourceFile open(SyncPath path, Path place, Stat stat, Cancellation cancel)
			throws IOException, EndpointException {
		FileChannel channel = disk.open(place);
		LocalSourceFile file = new LocalSourceFile(disk, path, place, stat, channel, cancel);
		try {
			// What was opened may be another file than what was looked at.
			file.requireOpened();
			return file;
		} catch (IOException | EndpointException | RuntimeException e) {
			file.close();
			throw e;
		}
	}

	@Override
	public Hint awaitChange(Cancellation cancel) throws EndpointException {
		return waiter.await(cancel);
	}

	@Override
	public void close() {
		waiter.close();
		threads.close();
	}
}
