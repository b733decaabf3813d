package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.IgnoreRules;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;

/** A computer with a disk and one running task, which keeps that disk and the server the same. */
final class SimulatedComputer {

	private static final Publisher PUBLISHER = new Publisher();
	private static final Duration MINUTE = Duration.ofMinutes(1);
	private static final int MOST_TURNS = 400;

	private final String name;
	private final SimulatedStore disk;
	private final SimulatedStore server;
	private final SimulatedTime time;
	private final RandomGenerator random;
	private final SimulatedCalls calls;
	private final SimulatedState state;
	private final Surroundings around;
	private TaskSpec spec;
	private TaskRuntime task;
	private Course course;
	private Inbox inbox;
	private SimulatedEnd remote;
	/** How often the stream of the server's changes was lost. */
	private int gaps;
	private boolean away;
	private boolean lossy;
	private boolean busy;
	private boolean hinted;
	private boolean afterSetback;
	private long plans;
	private Instant minute = Instant.MIN;
	private int turns;

	SimulatedComputer(SimulatedStore disk, SimulatedStore server, SimulatedCalls calls, TaskOptions options) {
		this(disk.name(), disk, server, calls, options);
	}

	/** @param name tells it from other programs on the same disk */
	SimulatedComputer(String name, SimulatedStore disk, SimulatedStore server, SimulatedCalls calls, TaskOptions options) {
		this.name = name;
		this.disk = disk;
		this.server = server;
		this.calls = calls;
		this.time = calls.time();
		this.random = calls.random();
		this.state = new SimulatedState(calls);
		this.around = new Surroundings(disk.clock(), random, Runnable::run, (monitor, millis) -> {
			throw new IllegalStateException("nobody waits: turns come when they are due");
		});
		this.spec = new TaskSpec("t", name, new EndpointAddress("file", "", disk.name()),
				new EndpointAddress("cells", "me", server.name()), options, false, Optional.empty());
	}

	/** Has the program hear of changes on both ends from now on. */
	void listen() {
		disk.watch(paths -> tell(Side.LOCAL, paths));
		server.watch(paths -> tell(Side.REMOTE, paths));
	}

	String name() {
		return name;
	}

	SimulatedStore disk() {
		return disk;
	}

	SimulatedCalls calls() {
		return calls;
	}

	TaskView view() {
		return task.view();
	}

	TaskRuntime task() {
		return task;
	}

	boolean isRunning() {
		return course != null;
	}

	/** Returns what it is known to have agreed upon should it start again now. */
	Entry agreed() {
		return state.agreed().tree();
	}

	/** Has events get lost and come late. */
	void lossy(boolean now) {
		lossy = now;
	}

	/** Starts the program. */
	void start() {
		if (busy) {
			// What was killed has not come to its end yet.
			time.after(MINUTE, this::start);
			return;
		}
		calls.trace(() -> name + " starts");
		calls.revive();
		task = new TaskRuntime(spec, state, PUBLISHER, disk.clock());
		TaskRuntime started = task;
		started.keptBy(() -> spec = started.spec());
		inbox = new Inbox(around);
		afterSetback = false;
		remote = new SimulatedEnd(server, calls);
		course = new Course(new Pair(new SimulatedEnd(disk, calls), remote, new Both(Runnable::run)), task,
				IgnoreRules.DEFAULTS.withTask(spec.options().ignore()), around, new Cancellation());
		plan(time.instant());
	}

	/** What the task remembers gets lost, and the program starts anew. */
	void forget() {
		if (busy) {
			time.after(MINUTE, this::forget);
			return;
		}
		course = null;
		state.forget();
		start();
	}

	/** Sets the computer's clock; whoever waits notices within a minute. */
	void setClock(Duration by) {
		disk.clock().set(by);
		if (course != null) {
			plan(time.instant().plus(MINUTE));
		}
	}

	/** Returns what the task does. */
	TaskOptions options() {
		return spec.options();
	}

	/** Changes what the task does, as a program does that is started anew for it. */
	void edit(TaskOptions options) {
		spec = spec.withOptions(options);
		course = null;
		start();
	}

	/** Somebody has decided something. */
	void wake() {
		hinted = true;
		plan(time.instant());
	}

	/** Nothing is told of the server for a while; then it is found out what changed meanwhile, by comparing. */
	void loseStream(Duration time) {
		int gap = ++gaps;
		away = true;
		calls.trace(() -> name + " hears nothing for " + time);
		this.time.after(time, () -> {
			if (gap == gaps) {
				away = false;
				compare();
			}
		});
	}

	private void compare() {
		if (course != null) {
			SimulatedEnd end = remote;
			calls.trace(() -> name + " compares");
			end.comparison().begin(hint -> {
				if (end == remote) {
					deliver(Side.REMOTE, hint, random.nextInt(5) == 0 ? random.nextInt(60_000) : random.nextInt(200));
				}
			});
		}
	}

	/** Something has changed on one end. */
	void tell(Side side, Collection<SyncPath> paths) {
		if (away && side == Side.REMOTE) {
			return;
		}
		int luck = lossy ? random.nextInt(30) : 10;
		if (luck == 0) {
			return;
		}
		Hint told = Hint.at(paths);
		deliver(side, told, luck < 4 ? random.nextInt(60_000) : random.nextInt(50));
		if (luck == 4) {
			deliver(side, told, random.nextInt(5_000));
		}
	}

	private void deliver(Side side, Hint hint, int millis) {
		time.after(Duration.ofMillis(millis), () -> {
			if (course != null) {
				inbox.hint(side, hint);
				hinted = true;
				if (!afterSetback || side == Side.REMOTE) {
					plan(time.instant());
				}
			}
		});
	}

	private void plan(Instant due) {
		long plan = ++plans;
		Instant soon = time.instant().plusMillis(1);
		time.at(due.isAfter(soon) ? due : soon, () -> {
			if (plan == plans && !busy && course != null) {
				turn();
			}
		});
	}

	private void turn() {
		busy = true;
		hinted = false;
		turns = time.instant().isBefore(minute.plus(MINUTE)) ? turns + 1 : 1;
		minute = turns == 1 ? time.instant() : minute;
		if (turns > MOST_TURNS) {
			throw new AssertionError(name + " never rests: " + task.view());
		}
		try {
			TaskRuntime running = task;
			Course.Rest rest = course.turn(inbox.taken());
			checkKept(running);
			if (course == null) {
				return;
			}
			afterSetback = rest.afterSetback();
			calls.trace(() -> name + " rests until " + rest.until() + ' ' + task.view().status());
			plan(hinted && !afterSetback ? time.instant() : disk.clock().moment(rest.until()));
		} catch (Mishaps.Crash e) {
			crashed();
		} finally {
			busy = false;
		}
	}

	/** I-U2: what is remembered is what is kept; that nothing is, is kept in one way only. */
	private void checkKept(TaskRuntime running) {
		Entry kept = state.agreed().tree();
		boolean nothing = !kept.exists() && running.memory().ancestor().equals(Directory.EMPTY);
		if (running == task && !nothing && !kept.equals(running.memory().ancestor())) {
			throw new AssertionError(name + " remembers " + running.memory().ancestor() + "\nbut keeps "
					+ kept);
		}
	}

	/** The program has ended; somebody starts it again. */
	void crashed() {
		if (course != null) {
			course = null;
			time.after(Duration.ofMillis(random.nextInt(90_000)), this::start);
		}
	}
}
