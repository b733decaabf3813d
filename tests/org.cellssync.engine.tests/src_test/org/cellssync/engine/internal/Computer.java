package org.cellssync.engine.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.cellssync.api.account.Account;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Trash;
import org.cellssync.api.ignore.IgnoreSource;
import org.cellssync.api.session.RunSummary;
import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.session.TaskDraft;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.util.Cancellation;
import org.cellssync.endpoint.local.internal.LocalTrashAccess;
import org.cellssync.sandbox.Sandbox;

/** One computer of a person's: a data folder, a synchronised folder, and the whole program but for its window. */
final class Computer implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Path folder;
	private final Path data;
	private final Sandbox server;
	private final Program program;
	private String task;

	Computer(Path home, Sandbox server) {
		this(home, server, new Program(home.resolve("data")));
	}

	private Computer(Path home, Sandbox server, Program program) {
		this.folder = home.resolve("folder");
		this.data = home.resolve("data");
		this.server = server;
		this.program = program;
	}

	/** A computer whose clock tells another time. */
	static Computer inItsOwnTime(Path home, Sandbox server, Surroundings around) {
		return new Computer(home, server, new Program(home.resolve("data"), around));
	}

	/** A computer whose program tries what fails no second time within one run. */
	static Computer thatTriesOnce(Path home, Sandbox server) {
		return new Computer(home, server, Program.thatTriesOnce(home.resolve("data")));
	}

	/** Starts the program anew on the same data, as after a restart. */
	void boot() {
		program.restart();
	}

	/** Signs in as the sandbox's user of this number and sets a task up. */
	Computer connect(int user, String path) throws EndpointException, IOException {
		return connect(user, path, TaskOptions.DEFAULT);
	}

	/** Signs in and sets a task up with options. */
	Computer connect(int user, String path, TaskOptions options) throws EndpointException, IOException {
		Files.createDirectories(folder);
		Account account = program.signIn(server, user);
		task = sessions().add(new TaskDraft(new EndpointAddress(EndpointAddress.FILE, "", folder.toString()),
				new EndpointAddress(EndpointAddress.CELLS, account.id(), path), Optional.of("test"), options, false),
				new Cancellation()).spec().id();
		return this;
	}

	/** Changes the task's options. */
	Computer edit(UnaryOperator<TaskOptions> change) throws EndpointException {
		TaskSpec spec = view().spec();
		sessions().edit(spec.withOptions(change.apply(spec.options())));
		return this;
	}

	/** Adds rules of an administrator. */
	Computer manage(String... rules) {
		program.manage(() -> List.of(rules));
		return this;
	}

	/** Adds rules of an administrator that may change. */
	Computer manageBy(IgnoreSource rules) {
		program.manage(rules);
		return this;
	}

	/** Returns options that take in what the product leaves out. */
	TaskOptions withoutDefaults() {
		return TaskOptions.DEFAULT.withIgnore(List.of("!*"));
	}

	SyncSessions sessions() {
		return program.sessions();
	}

	String task() {
		return task;
	}

	TaskView view() {
		return sessions().view(task).orElseThrow();
	}

	/** What was put aside here. */
	Trash trash() throws EndpointException {
		return new LocalTrashAccess().trash(view().spec().left(), new Folders(data).task(task));
	}

	/** What a run did. */
	record Ran(RunSummary summary, List<String> operations) {
	}

	/** Runs once; operations are told as {@code upload remote path}, sorted. */
	Ran sync() throws EndpointException {
		return run(false);
	}

	Ran dryRun() throws EndpointException {
		return run(true);
	}

	private Ran run(boolean dry) throws EndpointException {
		List<String> operations = Collections.synchronizedList(new ArrayList<>());
		RunSummary summary = sessions().runOnce(task, dry, each -> operations.add(text(each)), new Cancellation());
		Collections.sort(operations);
		return new Ran(summary, List.copyOf(operations));
	}

	private static String text(HistoryEntry entry) {
		return (entry.operation() + " " + entry.side() + " " + (entry.from().isEmpty() ? "" : entry.from() + " -> ")
				+ entry.path() + (entry.outcome() == HistoryEntry.Outcome.FAILED ? " " + entry.code() : ""))
				.toLowerCase(java.util.Locale.ROOT);
	}

	/** Waits until the running task's view fits. */
	TaskView await(Predicate<TaskView> wanted) throws InterruptedException {
		CountDownLatch seen = new CountDownLatch(1);
		try (var registration = sessions().observe(view -> {
			if (wanted.test(view)) {
				seen.countDown();
			}
		})) {
			if (!wanted.test(view()) && !seen.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				throw new AssertionError("waited in vain; the task is " + view());
			}
		}
		return view();
	}

	/** Waits until something stands here. */
	void awaitFile(String name) throws InterruptedException {
		until(() -> Files.exists(path(name)), () -> name + " did not come; here are " + tree().keySet());
	}

	/** Waits until nothing stands there any more. */
	void awaitGone(String name) throws InterruptedException {
		until(() -> !Files.exists(path(name)), () -> name + " did not go; here are " + tree().keySet());
	}

	/** Waits until this folder holds what {@code other} holds. */
	void awaitSame(Computer other) throws InterruptedException {
		until(() -> tree().equals(other.tree()), () -> "not the same: " + tree().keySet() + " and " + other.tree().keySet());
	}

	/** Waits until something is so. */
	static void until(BooleanSupplier wanted, Supplier<String> failure) throws InterruptedException {
		long until = System.nanoTime() + PATIENCE.toNanos();
		CountDownLatch never = new CountDownLatch(1);
		while (!wanted.getAsBoolean()) {
			if (System.nanoTime() > until) {
				throw new AssertionError(failure.get());
			}
			never.await(20, TimeUnit.MILLISECONDS);
		}
	}

	Path path(String name) {
		return folder.resolve(name);
	}

	Computer write(String name, String text) throws IOException {
		Files.createDirectories(path(name).getParent());
		Files.writeString(path(name), text);
		return this;
	}

	Computer write(String name, byte[] bytes) throws IOException {
		Files.createDirectories(path(name).getParent());
		Files.write(path(name), bytes);
		return this;
	}

	String read(String name) throws IOException {
		return Files.readString(path(name));
	}

	Computer move(String from, String to) throws IOException {
		Files.createDirectories(path(to).getParent());
		Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
		return this;
	}

	Computer delete(String name) throws IOException {
		if (Files.isDirectory(path(name))) {
			StateFolder.delete(path(name));
		} else {
			Files.delete(path(name));
		}
		return this;
	}

	/** Returns every path with its content, folders with a slash at their end; a hidden folder of ours is left out. */
	SortedMap<String, String> tree() {
		SortedMap<String, String> tree = new TreeMap<>();
		try (Stream<Path> all = Files.walk(folder)) {
			for (Path each : (Iterable<Path>) all::iterator) {
				String name = folder.relativize(each).toString();
				if (!name.isEmpty() && !name.contains(".cellssync-")) {
					tree.put(Files.isDirectory(each) ? name + "/" : name,
							Files.isDirectory(each) ? ""
									: Files.readString(each, java.nio.charset.StandardCharsets.ISO_8859_1));
				}
			}
		} catch (IOException | UncheckedIOException e) {
			// Something moved while we walked: the next look tells.
			return new TreeMap<>(Map.of("?", e.toString()));
		}
		return tree;
	}

	@Override
	public void close() {
		program.close();
	}
}
