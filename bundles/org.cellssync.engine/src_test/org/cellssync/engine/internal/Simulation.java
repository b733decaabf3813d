package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.sync.Limits;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Policy;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.engine.internal.Mishaps.Mishap;

/**
 * Some computers and a server, on all of which people work while everything fails now and then, and what must be true
 * when it has become quiet. A history goes always the same way.
 */
final class Simulation {

	/** Long enough for what is tried again after growing pauses. */
	private static final Duration SOON = Duration.ofMinutes(15);
	/** Long enough for a look at everything, too, by every computer in turn. */
	private static final Duration QUIET = Duration.ofHours(4);
	private static final int ROUNDS = 12;

	private final History history;
	private final Consumer<Supplier<String>> trace;
	private final SimulatedTime time = new SimulatedTime();
	private final Ledger ledger = new Ledger();
	private final SimulatedStore server;
	private final List<SimulatedStore> places = new ArrayList<>();
	private final List<SimulatedComputer> computers = new ArrayList<>();
	private final boolean mishaps;
	private final boolean hints;
	private boolean restored;
	private SimulatedNode backup;
	/** Whether a policy decides against versions, or somebody had a halted task delete. */
	private boolean decided;
	/** Whether there were conflicts, which a person or a policy decided. */
	private boolean conflicts;
	private int names;

	Simulation(History history, Consumer<Supplier<String>> told) {
		this.history = history;
		this.trace = what -> told.accept(() -> time.instant() + " " + what.get());
		this.server = new SimulatedStore("S", true, time, history.luck("S"));
		this.mishaps = history.setup().mishaps();
		this.hints = history.setup().hints();
		server.losing(history.setup().losing());
		places.add(server);
		for (History.Machine machine : history.setup().machines()) {
			String name = "C" + places.size();
			SimulatedStore disk = new SimulatedStore(name, false, machine.folds(), time, history.luck(name));
			places.add(disk);
			add(name, disk, machine);
			if (machine.twin()) {
				add(name + "'", disk, machine);
			}
		}
	}

	private void add(String name, SimulatedStore disk, History.Machine machine) {
		SimulatedCalls calls = new SimulatedCalls(time, history.luck("calls of " + name), trace);
		TaskOptions options = machine.options();
		SimulatedComputer computer = new SimulatedComputer(name, disk, server, calls, options);
		trace.accept(() -> name + (machine.folds() ? ", which folds names," : "") + " is to do " + options);
		conflicts |= options.policy() != Policy.ASK;
		decided |= options.policy() != Policy.ASK && options.policy() != Policy.KEEP_BOTH;
		computer.listen();
		computer.lossy(!hints);
		computers.add(computer);
		time.after(machine.starts(), computer::start);
	}

	/** Returns what became of everything; fails where something is not as it must be. */
	Counts run() {
		Instant beginning = time.instant();
		computers.forEach(each -> each.calls().mishaps(call -> mishap(each.calls().random())));
		for (History.Step step : history.steps()) {
			Random luck = new Random(step.seed());
			if (step.kind() == History.Kind.BEFORE) {
				work(step, luck);
			} else {
				time.at(beginning.plus(step.at()), () -> work(step, luck));
			}
		}
		time.until(beginning.plus(history.calm()));
		calm();
		Counts counts = check();
		checkRest();
		return counts;
	}

	/** I-E1: whoever looks again finds nothing to do. */
	private void checkRest() {
		long changes = places.stream().mapToLong(SimulatedStore::changes).sum();
		computers.forEach(SimulatedComputer::start);
		time.pass(SOON);
		if (places.stream().mapToLong(SimulatedStore::changes).sum() != changes) {
			throw new AssertionError("it goes on after the end");
		}
	}

	private void work(History.Step step, Random luck) {
		SimulatedStore place = places.get(luck.nextInt(places.size()));
		People people = new People(luck, ledger, trace);
		switch (step.kind()) {
			case BEFORE, EDIT -> people.edit(place);
			case SCRIBBLE -> people.scribble(place, time);
			case DECIDE -> decide(luck);
			case HAPPEN -> happen(luck);
			case GAP -> computers.get(luck.nextInt(computers.size()))
					.loseStream(Duration.ofMillis(luck.nextInt(luck.nextInt(4) == 0 ? 300_000 : 10_000)));
		}
	}

	/** Something befalls a computer, its task, or the server. */
	private void happen(Random luck) {
		SimulatedComputer computer = computers.get(luck.nextInt(computers.size()));
		String folder = People.NAMES.get(luck.nextInt(People.NAMES.size()));
		switch (luck.nextInt(11)) {
			case 0, 1, 2 -> {
				Selection selection = computer.options().selection();
				boolean select = !selection.equals(Selection.ALL) && luck.nextBoolean();
				editAlone(computer, computer.options().withSelection(select ? selection.selecting(SyncPath.of(folder))
						: selection.unselecting(SyncPath.of(folder))));
			}
			case 3, 4, 5 -> editAlone(computer,
					computer.options().withIgnore(luck.nextBoolean() ? List.of(folder) : List.of()));
			case 6, 7 -> {
				Duration by = aDayOrSo(luck);
				trace.accept(() -> "clock of " + computer.name() + " set by " + by);
				computer.setClock(by);
			}
			case 8 -> server.clock().set(aDayOrSo(luck));
			case 9 -> {
				trace.accept(() -> computer.name() + " forgets");
				restored = true;
				computer.forget();
			}
			default -> restore(luck);
		}
	}

	/** What one of two programs on one folder does no more there, the other one takes for deleted. */
	private void editAlone(SimulatedComputer computer, TaskOptions options) {
		if (!isShared(computer.disk())) {
			edit(computer, options);
		}
	}

	/** Returns whether two programs keep a folder. */
	private boolean isShared(SimulatedStore disk) {
		return computers.stream().filter(each -> each.disk() == disk).count() > 1;
	}

	private static Duration aDayOrSo(Random luck) {
		return Duration.ofSeconds(luck.nextInt(200_000) - 100_000);
	}

	private void edit(SimulatedComputer computer, TaskOptions options) {
		trace.accept(() -> computer.name() + " is to do " + options);
		restored = true;
		computer.edit(options);
	}

	/** The server is as it was when somebody last made a backup; now and then one is made. */
	private void restore(Random luck) {
		if (backup == null || luck.nextBoolean()) {
			backup = server.backup();
		} else {
			trace.accept(() -> "S is restored");
			restored = true;
			server.restore(backup);
		}
	}

	private Mishap mishap(RandomGenerator luck) {
		if (!mishaps || luck.nextInt(history.setup().chance()) != 0) {
			return Mishap.NONE;
		}
		return Mishap.values()[1 + luck.nextInt(Mishap.values().length - 1)];
	}

	/** Nothing fails any more, and people only decide what is asked. */
	private void calm() {
		trace.accept(() -> "calm");
		Random luck = history.luck("calm");
		server.losing(false);
		places.forEach(SimulatedStore::showAll);
		computers.forEach(each -> each.calls().mishaps(Mishaps.NONE));
		computers.forEach(each -> each.lossy(false));
		computers.forEach(this::takeAllIn);
		for (int i = 0; i < ROUNDS; i++) {
			time.pass(hints ? SOON : QUIET);
			if (!decide(luck)) {
				return;
			}
		}
		throw new AssertionError("it is asked again and again");
	}

	private void takeAllIn(SimulatedComputer computer) {
		TaskOptions all = computer.options().withSelection(Selection.ALL).withIgnore(List.of());
		if (!all.equals(computer.options())) {
			edit(computer, all);
		}
	}

	/** Returns whether there was anything to decide. */
	private boolean decide(Random luck) {
		boolean asked = false;
		for (SimulatedComputer computer : computers) {
			if (!computer.isRunning()) {
				continue;
			}
			for (Diagnostic problem : computer.view().problems()) {
				asked |= problem.code() == Code.NAME_CLASH && rename(computer, SyncPath.of(problem.subject()));
			}
			try {
				for (OpenConflict conflict : computer.view().conflicts()) {
					asked = true;
					conflicts = true;
					decide(computer, conflict.path(), luck);
				}
				if (computer.view().status() instanceof TaskStatus.Halted halted) {
					asked = true;
					restored = true;
					HaltChoice choice = halted.halt().choices().get(luck.nextInt(2));
					decided |= choice == HaltChoice.DELETE;
					trace.accept(() -> computer.name() + " halted: " + choice);
					Commands.decide(computer.task(), choice);
				}
			} catch (EndpointException e) {
				// What was asked is answered already, or the state cannot be written: it is asked again.
				trace.accept(() -> "not decided: " + e.getMessage());
			} catch (Mishaps.Crash e) {
				computer.crashed();
				continue;
			}
			computer.wake();
		}
		return asked;
	}

	/** Gives one of two whose names clash another name; returns whether there are two. */
	private boolean rename(SimulatedComputer computer, SyncPath path) {
		for (SimulatedStore store : places) {
			boolean clash = store.isAmbiguous(path)
					|| store == server && store.at(path) != null && computer.disk().clashes(path, null);
			if (clash) {
				// What somebody renames where another place leads gets its old name back.
				SimulatedStore leading = computers.stream().filter(each -> each.options().mode() == Mode.UPLOAD)
						.map(SimulatedComputer::disk).filter(disk -> disk.at(path) != null).findFirst().orElse(store);
				SyncPath to = path.parent().child("renamed " + ++names);
				trace.accept(() -> leading.name() + " rename " + path + " to " + to);
				ledger.moved(leading.at(path));
				leading.move(path, to);
				return true;
			}
		}
		return false;
	}

	private void decide(SimulatedComputer computer, SyncPath path, Random luck) throws EndpointException {
		Choice choice = switch (luck.nextInt(4)) {
			case 0 -> Choice.LOCAL;
			case 1 -> Choice.SERVER;
			default -> Choice.BOTH;
		};
		trace.accept(() -> computer.name() + " decides " + choice + " for " + path);
		if (choice != Choice.BOTH) {
			SimulatedStore loser = choice == Choice.LOCAL ? server : computer.disk();
			if (loser.at(path) != null) {
				ledger.giveUp(loser.at(path));
			}
		}
		Commands.resolve(computer.task(), path, choice);
	}

	private Counts check() {
		computers.forEach(this::checkSame);
		Map<Long, Integer> live = new HashMap<>();
		server.root().contents(content -> live.merge(content, 1, Integer::sum));
		computers.forEach(each -> each.disk().root().contents(content -> live.putIfAbsent(content, 1)));
		if (!ledger.written().containsAll(live.keySet())) {
			throw new AssertionError("I-M3: nobody wrote some of " + live.keySet());
		}
		checkDeleted(live.keySet());
		long onlyKept = 0;
		long twice = 0;
		for (long content : ledger.written()) {
			int times = live.getOrDefault(content, 0);
			if (times == 0 && !ledger.isGivenUp(content)) {
				onlyKept += gone(content) && !decided && backup == null ? 1 : 0;
			} else if (times > 1 && !ledger.isCopied(content)) {
				twice += restored ? 0 : 1;
				if (!mishaps && !restored && !ledger.wasMoved(content) && !inCopy(content) && !metTwoPrograms(content)) {
					throw new AssertionError("#" + content + " is there " + times + " times\n" + show(server));
				}
			}
		}
		return new Counts(ledger.written().size(), onlyKept, twice);
	}

	/** I-M4, where nothing happened that may have something come back. */
	private void checkDeleted(Set<Long> live) {
		boolean plain = history.setup().machines().stream()
				.allMatch(each -> each.options().mode() == Mode.TWO_WAY && each.options().deletions());
		if (plain && !mishaps && !history.setup().losing() && !restored && !conflicts && backup == null && names == 0) {
			for (long content : live) {
				if (ledger.isGoneForGood(content)) {
					throw new AssertionError("I-M4: #" + content + " is there again\n" + show(server));
				}
			}
		}
	}

	/** I-M2: both ends are the same, but for what a task that does not carry everything over tells of. */
	private void checkSame(SimulatedComputer computer) {
		List<SyncPath> told = computer.view().held().stream().map(each -> SyncPath.of(each.subject())).toList();
		Entry here = without(computer.disk().tree(), server.tree(), told);
		Entry there = without(server.tree(), computer.disk().tree(), told);
		boolean all = computer.options().mode() == Mode.TWO_WAY && computer.options().deletions();
		if (all && !told.isEmpty() || !here.equals(there)) {
			throw new AssertionError(computer.name() + " holds " + show(computer.disk()) + "\nbut the server "
					+ show(server) + "\n" + computer.view());
		}
		// I-E2, where nothing differs: what is remembered is what is there.
		if (told.isEmpty() && !computer.agreed().equals(server.tree()) && !server.root().children.isEmpty()) {
			throw new AssertionError(computer.name() + " remembers " + computer.agreed());
		}
	}

	/** Leaves out what is told of, and the folders that stay on one end only for that. */
	private static Entry without(Entry tree, Entry other, List<SyncPath> told) {
		Entry rest = tree;
		for (SyncPath path : told) {
			rest = Tree.with(rest, path, Entry.Absent.ABSENT);
			for (SyncPath folder = path.parent(); Tree.at(rest, folder).equals(Directory.EMPTY)
					&& !Tree.at(other, folder).exists(); folder = folder.parent()) {
				rest = Tree.with(rest, folder, Entry.Absent.ABSENT);
			}
		}
		return rest;
	}

	/**
	 * What became of the contents that were written.
	 *
	 * @param written how many there were
	 * @param onlyKept those that neither a person nor a policy gave up and that are in a trash alone
	 * @param twice those that came to be in several places
	 */
	record Counts(long written, long onlyKept, long twice) {
		static final Counts NONE = new Counts(0, 0, 0);

		Counts plus(Counts other) {
			return new Counts(written + other.written, onlyKept + other.onlyKept, twice + other.twice);
		}
	}

	/**
	 * I-M1, I-E11: what nobody gave up may be out of place only where the server lost it, a program was cut off, a policy
	 * decided, two people each moved one of two and thereby deleted the other one, or one of two programs that keep one
	 * folder undid what the other one did (section 12), and then it is in a trash; what the server lost before any program
	 * could fetch it is gone.
	 */
	private boolean gone(long content) {
		boolean kept = server.kept().contains(content)
				|| computers.stream().anyMatch(each -> each.disk().kept().contains(content));
		boolean fetched = computers.stream().anyMatch(each -> each.disk().seen().contains(content));
		boolean lost = server.lost().contains(content);
		boolean doubled = ledger.wasHidden(content) && ledger.wasMoved(content);
		if (kept ? !lost && !mishaps && !decided && !doubled && !metTwoPrograms(content) : !lost || fetched) {
			throw new AssertionError("#" + content + " is gone" + (kept ? ", though kept" : "") + "\n" + show(server));
		}
		return fetched;
	}

	/** Two programs that keep one folder may undo what the other one did, or carry it on (section 12). */
	private boolean metTwoPrograms(long content) {
		return computers.stream().anyMatch(each -> isShared(each.disk()) && each.disk().seen().contains(content));
	}

	/** Where folders were in conflict and both were kept, what both had is in both. */
	private boolean inCopy(long content) {
		return server.paths().stream().anyMatch(path -> !server.holdsFolder(path) && server.at(path).content == content
				&& path.value().contains("(local copy"));
	}

	private static String show(SimulatedStore store) {
		StringBuilder text = new StringBuilder();
		for (SyncPath path : store.paths()) {
			SimulatedNode node = store.at(path);
			text.append(path).append(node.folder ? "/ " : " #" + node.content + ' ');
		}
		return text.toString();
	}
}
