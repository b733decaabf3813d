package org.cellssync.sandbox.internal.tree;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.cellssync.sandbox.internal.events.Change;
import org.cellssync.sandbox.internal.events.Events;
import org.cellssync.sandbox.internal.storage.Content;
import org.cellssync.sandbox.internal.storage.ContentStore;
import org.cellssync.sandbox.internal.web.Faults;

/**
 * All data sources, the lock that guards them, and what is to happen to them later.
 * <p>
 * Nothing reads or writes content under the lock.
 */
final class Forest implements AutoCloseable {
	/** Mode of what a storage was scanned for. */
	static final int SCANNED_MODE = 0777;

	final WorldOptions options;
	final ContentStore contents;
	final Events events;
	final Journal journal;
	/** Used under the lock only. */
	final Versions versions = new Versions(this);
	/** Used under the lock only. */
	final Random random;
	private final ScheduledThreadPoolExecutor scheduler;
	private final ReentrantLock lock = new ReentrantLock();
	private final Map<String, DataSource> sources = new LinkedHashMap<>();
	private final Map<String, Entry> byUuid = new HashMap<>();
	private final PriorityQueue<Later> later = new PriorityQueue<>(
			Comparator.comparing(Later::due).thenComparing(Later::number));
	private long numbers;

	private record Later(Instant due, long number, Runnable action) {
	}

	Forest(WorldOptions options) {
		this.options = options;
		this.random = new Random(options.seed());
		// what comes after the end is of no use to anybody
		this.scheduler = new ScheduledThreadPoolExecutor(1,
				task -> Thread.ofPlatform().daemon().name("sandbox-tree").unstarted(task),
				new ThreadPoolExecutor.DiscardPolicy());
		scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		scheduler.setRemoveOnCancelPolicy(true);
		this.events = new Events(scheduler, options.faults(), new Random(options.seed() + 1));
		this.contents = options.dir().map(dir -> ContentStore.kept(dir.resolve("content")))
				.orElseGet(ContentStore::temporary);
		this.journal = options.dir().map(dir -> Journal.at(dir.resolve("tree.journal")))
				.orElseGet(Journal::none);
	}

	ScheduledExecutorService scheduler() {
		return scheduler;
	}

	Faults faults() {
		return options.faults();
	}

	Instant now() {
		return options.clock().instant();
	}

	long seconds() {
		return now().getEpochSecond();
	}

	/** Does something under the lock, after everything that was due before. */
	<T> T locked(Supplier<T> action) {
		lock.lock();
		try {
			runDue();
			return action.get();
		} finally {
			lock.unlock();
		}
	}

	/** Does something under the lock when the time has come, or when the forest is touched after that. */
	void later(Duration delay, Runnable action) {
		later.add(new Later(now().plus(delay), numbers++, action));
		scheduler.schedule(() -> locked(() -> null), delay.toMillis() + 1, TimeUnit.MILLISECONDS);
	}

	private void runDue() {
		while (!later.isEmpty()) {
			if (later.peek().due().isAfter(now())) {
				return;
			}
			later.poll().action().run();
		}
	}

	DataSource add(DataSource source) {
		sources.put(source.name(), source);
		byUuid.put(source.root().uuid, source.root());
		return source;
	}

	DataSource source(String name) {
		return sources.get(name);
	}

	Entry byUuid(String uuid) {
		return byUuid.get(uuid);
	}

	String newUuid() {
		return UUID.randomUUID().toString();
	}

	/** Returns a tag as folders have it: 32 hexadecimal digits without meaning. */
	String newTag() {
		return String.format("%016x%016x", random.nextLong(), random.nextLong());
	}

	Entry find(DataSource source, String path) {
		var entry = source.root();
		var start = 0;
		while (entry != null && start < path.length()) {
			var slash = path.indexOf('/', start);
			var end = slash < 0 ? path.length() : slash;
			entry = entry.child(path.substring(start, end));
			start = end + 1;
		}
		return entry;
	}

	Entry get(DataSource source, String path) {
		var entry = find(source, path);
		if (entry == null) {
			throw TreeException.absent(source, path);
		}
		return entry;
	}

	/** Puts a new entry, or one taken out before, into a folder. */
	void link(Entry parent, Entry entry) {
		parent.link(entry);
		byUuid.put(entry.uuid, entry);
		journal.put(entry);
	}

	/** Takes an entry and all below it out of the index. Returns everything taken, parents first. */
	List<Entry> remove(Entry entry) {
		var taken = new ArrayList<Entry>();
		taken.add(entry);
		entry.collect(taken);
		entry.unlink();
		for (var each : taken) {
			byUuid.remove(each.uuid, each);
			journal.remove(each);
		}
		return taken;
	}

	/** Gives back the space of what was removed, soon and outside the lock. */
	void release(List<Entry> taken) {
		taken.forEach(entry -> release(entry.content));
	}

	/** Gives back the space of content, if there is any, soon and outside the lock. */
	void release(Content content) {
		if (content != null && !versions.hold(content)) {
			scheduler.execute(content::release);
		}
	}

	/** Puts an entry elsewhere, with all below it. */
	void relink(Entry entry, Entry parent, String name) {
		entry.unlink();
		entry.name = name;
		parent.link(entry);
		journal.put(entry);
	}

	NodeView view(Entry entry) {
		return entry.view(entry.source(), entry.path(), now());
	}

	/** Returns the node as events tell of it: a folder with the size that the index stored. */
	NodeView stored(Entry entry) {
		var view = view(entry);
		return entry.isFolder ? view.sized(entry.size) : view;
	}

	void publish(Supplier<Change> change) {
		if (events.hasListeners()) {
			events.publish(change.get());
		}
	}

	@Override
	public void close() {
		scheduler.shutdownNow();
		try {
			scheduler.awaitTermination(5, TimeUnit.SECONDS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		lock.lock();
		try {
			while (!later.isEmpty()) {
				later.poll().action().run();
			}
		} finally {
			lock.unlock();
		}
		journal.close();
		contents.close();
	}
}
