package org.cellssync.engine.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Accounts;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.Explanation;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.session.Preview;
import org.cellssync.api.session.Progress;
import org.cellssync.api.session.RunSummary;
import org.cellssync.api.session.Speed;
import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.session.TaskDraft;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.session.Verification;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryQuery;
import org.cellssync.api.state.StateException;
import org.cellssync.api.state.StateStore;
import org.cellssync.api.util.Cancellation;
import org.cellssync.api.util.Locations;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.ignore.IgnoreRules;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.SyncPath;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tasks of this data folder. Opens their state with the first call, so that merely being there costs nothing. */
@Component(service = SyncSessions.class)
public final class Sessions implements SyncSessions {

	private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
	private static final Duration STOPPING = Duration.ofSeconds(4);

	private final StateStore store;
	private final Locations locations;
	private final EndpointRegistry endpoints;
	private final PairOpener opener;
	private final Surroundings around;
	private final InstantSource clock;
	private final RunLimits limits;
	private final Publisher publisher = new Publisher();
	private final Cancellation.Registration accountsWatch;
	private final TaskRegistry registry;
	private final Map<String, Session> sessions = new ConcurrentHashMap<>();
	/** Guards itself; filled by {@link #tasks()}. */
	private final Map<String, TaskRuntime> tasks = new LinkedHashMap<>();
	/** What {@link #tasks} held last, for those who must not wait for the disk; absent before it is filled. */
	private volatile Optional<Map<String, TaskRuntime>> known = Optional.empty();
	private final Resumption resumption;
	private final IgnoreRegistry managed;
	private Optional<RulesWatch> rulesWatch = Optional.empty();
	private final SpeedGates gates;
	/** Of all tasks together; guarded by {@link #tasks}. */
	private Speed speed = Speed.UNLIMITED;
	private boolean opened;
	private volatile boolean started;

	/** Begins with nothing opened. */
	@Activate
	public Sessions(@Reference StateStore store, @Reference Locations locations, @Reference EndpointRegistry endpoints,
			@Reference Accounts accounts, @Reference IgnoreRegistry managed) {
		this(store, locations, endpoints, accounts, managed, RunLimits.DEFAULT, Surroundings.SYSTEM);
	}

	Sessions(StateStore store, Locations locations, EndpointRegistry endpoints, Accounts accounts, IgnoreRegistry managed,
			RunLimits limits, Surroundings around) {
		this.around = around;
		this.managed = managed;
		this.clock = around.clock();
		this.store = store;
		this.locations = locations;
		this.endpoints = endpoints;
		this.limits = limits;
		this.gates = new SpeedGates(speed, clock);
		this.opener = new PairOpener(endpoints, locations, managed, gates, around);
		this.registry = new TaskRegistry(locations.settings());
		this.resumption = new Resumption(this::resumeQuietly, clock);
		this.accountsWatch = accounts.observe(this::accountChanged);
	}

	@Deactivate
	void close() {
		accountsWatch.close();
		stop();
		resumption.close();
		publisher.close();
		synchronized (tasks) {
			tasks.values().forEach(TaskRuntime::close);
			tasks.clear();
			known = Optional.of(Map.of());
		}
	}

	private void accountChanged(Account account) {
		sessions.values().forEach(Session::wake);
	}

	private Map<String, TaskRuntime> tasks() {
		synchronized (tasks) {
			if (!opened) {
				TaskRegistry.Kept kept = registry.read();
				speed = kept.speed();
				gates.limit(speed);
				for (TaskSpec spec : kept.tasks()) {
					tasks.put(spec.id(), runtime(spec));
				}
				opened = true;
				show();
			}
			return new LinkedHashMap<>(tasks);
		}
	}

	/** Whoever must not wait sees the tasks as they are now. To be called by whom {@link #tasks} is held. */
	private void show() {
		known = Optional.of(Collections.unmodifiableMap(new LinkedHashMap<>(tasks)));
	}

	private Map<String, TaskRuntime> seen() {
		return known.orElseGet(this::tasks);
	}

	private TaskRuntime runtime(TaskSpec spec) {
		try {
			TaskRuntime task = new TaskRuntime(spec, store.open(locations.task(spec.id())), publisher, clock);
			task.keptBy(() -> {
				synchronized (tasks) {
					save();
				}
			});
			task.state().setAside().ifPresent(diagnostic -> LOG.warn("{}", diagnostic.line()));
			return task;
		} catch (StateException e) {
			throw new IllegalStateException(e.diagnostic().line(), e);
		}
	}

	private TaskRuntime task(String id) throws EndpointException {
		TaskRuntime task = tasks().get(id);
		if (task == null) {
			throw new EndpointException(Diagnostic.of(Code.TASK_UNKNOWN, id));
		}
		return task;
	}

	@Override
	public List<TaskView> views() {
		return seen().values().stream().map(TaskRuntime::view)
				.sorted(Comparator.comparing((TaskView view) -> view.spec().name()).thenComparing(view -> view.spec().id()))
				.toList();
	}

	@Override
	public Optional<TaskView> view(String taskId) {
		return Optional.ofNullable(seen().get(taskId)).map(TaskRuntime::view);
	}

	@Override
	public TaskView add(TaskDraft draft, Cancellation cancel) throws EndpointException {
		EndpointAddress left = endpoints.factory(draft.left()).check(draft.left(), draft.options().mode() != Mode.UPLOAD,
				cancel);
		EndpointAddress right = endpoints.factory(draft.right()).check(draft.right(),
				draft.options().mode() != Mode.DOWNLOAD, cancel);
		synchronized (tasks) {
			Overlap.refuse(left, right, specs());
			TaskSpec spec = new TaskSpec(UUID.randomUUID().toString().replace("-", "").substring(0, 12),
					draft.name().orElseGet(() -> name(right)), left, right, draft.options(), draft.paused(),
					Optional.empty());
			TaskRuntime task = runtime(spec);
			tasks.put(spec.id(), task);
			show();
			save();
			if (started) {
				begin(task);
			}
			return task.view();
		}
	}

	private static String name(EndpointAddress right) {
		String path = right.path();
		return path.substring(path.lastIndexOf('/') + 1);
	}

	private List<TaskSpec> specs() {
		return tasks().values().stream().map(TaskRuntime::spec).toList();
	}

	private void save() throws EndpointException {
		try {
			registry.write(speed, specs());
		} catch (IOException e) {
			throw new EndpointException(Diagnostic.of(Code.STATE_NOT_WRITABLE, locations.settings().toString(),
					String.valueOf(e.getMessage())), e);
		}
	}

	@Override
	public TaskView edit(TaskSpec changed) throws EndpointException {
		TaskRuntime task = task(changed.id());
		gates.limit(changed.id(), changed.options().speed());
		if (isSlight(task.spec(), changed)) {
			synchronized (tasks) {
				task.spec(changed);
				save();
			}
			return task.view();
		}
		end(changed.id());
		synchronized (tasks) {
			task.spec(changed);
			save();
		}
		task.rested();
		if (started) {
			begin(task);
		}
		return task.view();
	}

	/** Returns whether nothing but the speed changes, which counts at once: what is under way goes on. */
	private static boolean isSlight(TaskSpec before, TaskSpec changed) {
		return before.equals(changed.withOptions(changed.options().withSpeed(before.options().speed())));
	}

	@Override
	public Speed speed() {
		synchronized (tasks) {
			tasks();
			return speed;
		}
	}

	@Override
	public void speed(Speed changed) throws EndpointException {
		synchronized (tasks) {
			tasks();
			Speed before = speed;
			speed = changed;
			try {
				save();
			} catch (EndpointException e) {
				speed = before;
				throw e;
			}
		}
		gates.limit(changed);
	}

	@Override
	public void remove(String taskId) throws EndpointException {
		TaskRuntime task = task(taskId);
		end(taskId);
		synchronized (tasks) {
			tasks.remove(taskId);
			show();
			save();
		}
		task.close();
		endUnfinished(task.spec());
		gates.forget(taskId);
		StateFolder.forget(locations.task(taskId));
	}

	/** What a removed task began on its ends and did not finish is not left there for ever. */
	private void endUnfinished(TaskSpec spec) {
		Cancellation cancel = new Cancellation();
		CompletableFuture.delayedExecutor(STOPPING.toMillis(), TimeUnit.MILLISECONDS).execute(cancel::cancel);
		try (Pair pair = opener.open(spec, cancel)) {
			pair.local().endUnfinished(new TreeSet<>(), cancel);
			pair.remote().endUnfinished(new TreeSet<>(), cancel);
		} catch (EndpointException e) {
			LOG.warn("What task {} may have begun cannot be ended: {}", spec.id(), e.diagnostic().line());
		}
	}

	@Override
	public boolean examine(EndpointAddress end, Cancellation cancel) throws EndpointException {
		boolean there = endpoints.factory(end).examine(end, cancel);
		Overlap.refuse(end, specs());
		return there;
	}

	@Override
	public Preview preview(EndpointAddress left, EndpointAddress right, TaskOptions options, Cancellation cancel)
			throws EndpointException {
		return new Previews(endpoints, opener, locations, around).preview(left, right, options, cancel);
	}

	@Override
	public void start() {
		started = true;
		tasks().values().forEach(this::begin);
		synchronized (this) {
			if (rulesWatch.isEmpty()) {
				rulesWatch = Optional
						.of(new RulesWatch(managed, around, () -> sessions.values().forEach(Session::beginAnew)));
			}
		}
	}

	private void begin(TaskRuntime task) {
		TaskSpec spec = task.spec();
		if (spec.paused()) {
			resumption.plan(spec);
		} else {
			sessions.computeIfAbsent(spec.id(), id -> {
				Session session = new Session(task, opener, around, this::compare, this::doubt);
				session.start();
				return session;
			});
		}
	}

	@Override
	public void stop() {
		started = false;
		synchronized (this) {
			rulesWatch.ifPresent(RulesWatch::close);
			rulesWatch = Optional.empty();
		}
		List<Session> running = new ArrayList<>(sessions.values());
		running.forEach(Session::cancel);
		Instant until = clock.instant().plus(STOPPING);
		running.forEach(session -> join(session, Duration.between(clock.instant(), until)));
		sessions.clear();
	}

	private void end(String taskId) {
		Session session = sessions.remove(taskId);
		if (session != null) {
			session.cancel();
			join(session, STOPPING);
		}
	}

	private static void join(Session session, Duration longest) {
		try {
			session.join(longest.isPositive() ? longest : Duration.ofMillis(1));
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void look(String taskId) throws EndpointException {
		task(taskId);
		Session session = sessions.get(taskId);
		if (session != null) {
			session.look();
		}
	}

	@Override
	public RunSummary runOnce(String taskId, boolean dryRun, Consumer<HistoryEntry> operations, Cancellation cancel)
			throws EndpointException {
		TaskRuntime task = task(taskId);
		RunSummary[] summary = new RunSummary[1];
		whileResting(task, cancel,
				() -> summary[0] = new SingleRun(task, opener, around, limits).run(dryRun, operations, cancel));
		return summary[0];
	}

	@Override
	public void pause(String taskId, Optional<Duration> duration) throws EndpointException {
		TaskRuntime task = task(taskId);
		end(taskId);
		change(task, spec -> spec.withPause(duration.map(clock.instant()::plus)));
		if (started) {
			resumption.plan(task.spec());
		}
	}

	@Override
	public void resume(String taskId) throws EndpointException {
		TaskRuntime task = task(taskId);
		change(task, TaskSpec::withoutPause);
		if (started) {
			begin(task);
		}
	}

	private void resumeQuietly(String taskId, Instant end) {
		try {
			if (task(taskId).spec().resumes().equals(Optional.of(end))) {
				resume(taskId);
			}
		} catch (EndpointException e) {
			LOG.warn("A pause could not be ended: {}", e.diagnostic().line());
		}
	}

	private void change(TaskRuntime task, UnaryOperator<TaskSpec> change) throws EndpointException {
		synchronized (tasks) {
			task.spec(change.apply(task.spec()));
			save();
		}
		task.rested();
	}

	@Override
	public void resolve(String taskId, SyncPath path, Choice choice) throws EndpointException {
		TaskRuntime task = task(taskId);
		Commands.resolve(task, path, choice);
		wake(taskId);
	}

	@Override
	public void fetch(String taskId, SyncPath path, Side side, Path target, Cancellation cancel) throws EndpointException {
		new Fetch(opener).fetch(task(taskId).spec(), path, side, target, cancel);
	}

	@Override
	public void merge(String taskId, OpenConflict conflict, Path content, Cancellation cancel) throws EndpointException {
		TaskRuntime task = task(taskId);
		whileResting(task, cancel, () -> new Merging(opener, around.clock()).merge(task, conflict, content, cancel));
	}

	@Override
	public void decide(String taskId, HaltChoice choice) throws EndpointException {
		TaskRuntime task = task(taskId);
		Commands.decide(task, choice);
		if (choice == HaltChoice.DISCONNECT) {
			pause(taskId, Optional.empty());
		}
		task.rested();
		wake(taskId);
	}

	private void wake(String taskId) {
		Session session = sessions.get(taskId);
		if (session != null) {
			session.wake();
		}
	}

	@Override
	public Explanation why(String taskId, SyncPath path, Cancellation cancel) throws EndpointException {
		TaskRuntime task = task(taskId);
		IgnoreRules rules = opener.rules(task.spec().options());
		if (sessions.containsKey(taskId) || task.turn().isTaken()) {
			return Explaining.running(task, rules).of(path);
		}
		task.turn().ask();
		try (Turn.Taken taken = task.turn().forRun(cancel)) {
			return Explaining.looked(task, rules, new SingleRun(task, opener, around, limits).look(cancel)).of(path);
		} catch (EndpointException e) {
			return Explaining.blind(task, rules, task.named(e.diagnostic())).of(path);
		} finally {
			task.turn().ended();
		}
	}

	@Override
	public Verification verify(String taskId, Consumer<Progress> progress, Cancellation cancel) throws EndpointException {
		TaskRuntime task = task(taskId);
		Instant began = around.clock().instant();
		Verifying.Found found = compare(task, progress, cancel);
		if (!found.doubted.isEmpty()) {
			doubt(task, found.doubted);
		}
		return new Verification(task.view(), found.files, found.bytes,
				found.doubted.stream().flatMap(each -> each.diagnostics().stream()).toList(), found.unread, found.pending,
				Duration.between(began, around.clock().instant()));
	}

	private Verifying.Found compare(TaskRuntime task, Consumer<Progress> progress, Cancellation cancel)
			throws EndpointException {
		TaskOptions options = task.spec().options();
		Ignore ignore = new Rulebook(opener.rules(options), options.selection(), task.notes()).ignore();
		try (Pair pair = opener.open(task.spec(), cancel)) {
			return new Verifying(task, pair, ignore, around.clock(), progress, cancel).run();
		}
	}

	/** What changes a task from outside its loop. */
	@FunctionalInterface
	private interface Work {
		void run() throws EndpointException;
	}

	private void doubt(TaskRuntime task, List<Verifying.Doubted> doubted) throws EndpointException {
		whileResting(task, new Cancellation(), () -> {
			try {
				task.memory().doubt(doubted);
			} catch (StateException e) {
				throw new EndpointException(e.diagnostic(), e);
			}
		});
	}

	/**
	 * The loop rests meanwhile, and works of this kind wait for one another: a cycle under way would decide from what it
	 * knew before, and write it. The loop begins anew afterwards.
	 */
	private void whileResting(TaskRuntime task, Cancellation cancel, Work work) throws EndpointException {
		String id = task.spec().id();
		task.turn().ask();
		boolean wasRunning = sessions.containsKey(id);
		try {
			end(id);
			try (Turn.Taken taken = task.turn().forRun(cancel)) {
				try {
					work.run();
				} finally {
					task.rested();
				}
			}
		} finally {
			task.turn().ended();
			if (wasRunning && started) {
				begin(task);
			}
		}
	}

	@Override
	public List<HistoryEntry> history(String taskId, HistoryQuery query) throws EndpointException {
		return task(taskId).state().history(query);
	}

	@Override
	public Cancellation.Registration observe(Consumer<TaskView> listener) {
		return publisher.observe(listener);
	}
}
