package org.cellssync.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.session.RunSummary;
import org.cellssync.api.session.Speed;
import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.session.TaskDraft;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.engine.internal.Program;
import org.cellssync.testkit.Eventually;

/** One scenario being replayed: a task, and people who change its two ends. */
final class Replay implements AutoCloseable {

	/** The tree most of Nextcloud's scenarios begin with; the files of a folder are alike. */
	static final String A12_B12_C12_S12 = "A/a1:4 A/a2:4 B/b1:16 B/b2:16 C/c1:24 C/c2:24 S/s1:32 S/s2:32";

	final Folder local;
	final End remote;
	private final Program program;
	private final Optional<Server> server;
	private final String task;
	private boolean removed;

	Replay(Program program, Folder local, End remote, EndpointAddress there, Optional<Server> server) {
		this.program = program;
		this.local = local;
		this.remote = remote;
		this.server = server;
		try {
			task = sessions()
					.add(new TaskDraft(new EndpointAddress(EndpointAddress.FILE, "", local.root().toString()), there,
							Optional.of("scenario"), List.of(), false), new Cancellation())
					.spec().id();
		} catch (EndpointException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Returns what a {@link Syncing} process of its own begins with, on this data folder. */
	String[] arguments(Path data) {
		return server.map(each -> each.arguments(data)).orElse(new String[] { data.toString() });
	}

	/** Returns how that process names the remote end. */
	String remoteText() {
		return remote instanceof Workspace workspace ? workspace.root() : ((Folder) remote).root().toString();
	}

	/** Returns the folder in which the program keeps what it knows of the task. */
	Path data() {
		return program.data(task);
	}

	/** Sets how fast all tasks together may be. */
	void speed(Speed speed) throws EndpointException {
		sessions().speed(speed);
	}

	/** Removes the task. */
	void removeTask() throws EndpointException {
		sessions().remove(task);
		removed = true;
	}

	private SyncSessions sessions() {
		return program.sessions();
	}

	/** Returns the server, for scenarios over one. */
	Server server() {
		return server.orElseThrow();
	}

	boolean hasServer() {
		return server.isPresent();
	}

	/** Returns the server's path of what is below the task's folder. */
	String serverPath(String path) {
		return ((Workspace) remote).at(path);
	}

	/**
	 * Both ends hold these and agreed on them: {@code path} (a file that holds its path), {@code path:8} (eight times the
	 * same letter), {@code path/} (a folder), with a blank between two.
	 */
	void given(String items) throws Exception {
		for (String item : items.split(" ")) {
			int colon = item.indexOf(':');
			if (item.endsWith("/")) {
				local.makeFolder(item.substring(0, item.length() - 1));
			} else if (colon < 0) {
				local.write(item);
			} else {
				local.write(item.substring(0, colon), "W".repeat(Integer.parseInt(item.substring(colon + 1))));
			}
		}
		sync();
		assertEquals(local.tree(), remote.tree());
	}

	/** Runs the task until it is quiet. */
	Run sync() throws Exception {
		return run(false);
	}

	/** Tells what a run would do. */
	Run dryRun() throws Exception {
		return run(true);
	}

	private Run run(boolean dry) throws Exception {
		Map<String, Long> before = calls();
		List<HistoryEntry> operations = Collections.synchronizedList(new ArrayList<>());
		RunSummary summary = sessions().runOnce(task, dry, operations::add, new Cancellation());
		Map<String, Long> calls = new HashMap<>();
		calls().forEach((method, number) -> calls.put(method, number - before.getOrDefault(method, 0L)));
		return new Run(summary, List.copyOf(operations), server.map(each -> calls));
	}

	/** Runs the task and cancels it once this holds; it ends by that, in time. */
	void cancelled(Callable<Boolean> when) throws Exception {
		Cancellation cancel = new Cancellation();
		CompletableFuture<Boolean> ended = new CompletableFuture<>();
		Thread.ofPlatform().daemon().start(() -> {
			try {
				sessions().runOnce(task, false, operation -> {
					// told by what is there afterwards
				}, cancel);
				ended.complete(false);
			} catch (CancellationException e) {
				ended.complete(true);
			} catch (EndpointException | RuntimeException e) {
				ended.completeExceptionally(e);
			}
		});
		Eventually.holds(() -> assertTrue(when.call()));
		cancel.cancel();
		assertTrue(ended.get(20, TimeUnit.SECONDS), "it ended by itself");
	}

	private Map<String, Long> calls() throws Exception {
		return server.isPresent() ? server.get().calls() : Map.of();
	}

	/** Both ends hold the same, nothing is open, and a further run finds nothing to do and asks for no file. */
	void same() throws Exception {
		assertEquals(local.tree(), remote.tree());
		quiet();
		problems();
		conflicts();
	}

	/** A further run finds nothing to do and asks for no file. */
	void quiet() throws Exception {
		sync().did();
	}

	/** Returns the modification time that the server shows. */
	Instant modifiedThere(String path) throws Exception {
		Workspace there = (Workspace) remote;
		return Instant.ofEpochSecond(there.somebody().read(there.at(path)).orElseThrow().getMTime());
	}

	/** Both ends hold just these, folders with a slash at their end. */
	void bothHold(String names) throws Exception {
		assertEquals(names, local.names());
		assertEquals(local.tree(), remote.tree());
	}

	TaskView view() {
		return sessions().view(task).orElseThrow();
	}

	/** Just these paths are in conflict. */
	void conflicts(String... paths) {
		assertEquals(Arrays.asList(paths), view().conflicts().stream().map(each -> each.path().value()).toList());
	}

	/** There are just these problems, told as {@code path CODE}. */
	void problems(String... wanted) {
		assertEquals(Arrays.asList(wanted),
				view().problems().stream().map(each -> each.subject() + ' ' + each.code()).sorted().toList());
	}

	/** Decides a conflict. */
	void keep(Choice choice, String path) throws EndpointException {
		sessions().resolve(task, SyncPath.of(path), choice);
	}

	/** The task waits for a person, for this reason. */
	void halted(Code code) {
		TaskStatus.Halted halted = assertInstanceOf(TaskStatus.Halted.class, view().status());
		assertEquals(code, halted.halt().diagnostic().code());
	}

	/** Decides what the task waits for. */
	void decide(HaltChoice choice) throws EndpointException {
		sessions().decide(task, choice);
	}

	/** Changes the task's options. */
	void options(UnaryOperator<TaskOptions> change) throws EndpointException {
		sessions().edit(view().spec().withOptions(change.apply(view().spec().options())));
	}

	@Override
	public void close() throws Exception {
		if (!removed) {
			removeTask();
		}
		if (server.isPresent()) {
			server.get().heal();
		}
	}
}
