package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

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
 * when it has become quiet. A seed gives always the same history.
 */
final class Simulation {

	/** Long enough for what is tried again after growing pauses. */
	private static final Duration SOON = Duration.ofMinutes(15);
	/** Long enough for a look at everything, too, by every computer in turn. */
	private static final Duration QUIET = Duration.ofHours(4);
	private static final int ROUNDS = 12;

	private final Random random;
	private final Consumer<Supplier<String>> trace;
	private final SimulatedTime time = new SimulatedTime();
	private final Ledger ledger = new Ledger();
	private final SimulatedStore server;
	private final List<SimulatedComputer> computers = new ArrayList<>();
	private final boolean mishaps;
	private final boolean hints;
	private boolean restored;
	private SimulatedNode backup;
	/** Whether a policy decides against versions, or somebody had a halted task delete. */
	private boolean decided;

	Simulation(long seed, Consumer<Supplier<String>> told) {
		this.random = new Random(seed * 0x9E3779B97F4A7C15L);
		this.trace = what -> told.accept(() -> time.instant() + " " + what.get());
		this.server = new SimulatedStore("S", true, time, random);
		this.mishaps = random.nextInt(3) != 0;
		this.hints = random.nextBoolean();
		server.losing(random.nextInt(3) == 0);
		int count = 1 + random.nextInt(3);
		for (int i = 1; i <= count; i++) {
			SimulatedStore disk = new SimulatedStore("C" + i, false, time, random);
			SimulatedComputer computer = new SimulatedComputer(disk, server, new SimulatedCalls(time, random, trace),
					options());
			trace.accept(() -> disk.name() + " is to do " + computer.options());
			computer.listen();
			computer.lossy(!hints);
			computers.add(computer);
		}
	}

	/** Most tasks are usual ones, some are set up otherwise. */
	private TaskOptions options() {
		Mode mode = random.nextInt(4) > 0 ? Mode.TWO_WAY : random.nextBoolean() ? Mode.DOWNLOAD : Mode.UPLOAD;
		if (computers.stream().anyMatch(each -> each.options().mode() == Mode.UPLOAD)) {
			// Two that lead one server never agree.
			mode = mode == Mode.UPLOAD ? Mode.TWO_WAY : mode;
		}
		Policy policy = random.nextInt(3) == 0 ? Policy.values()[random.nextInt(Policy.values().length)]
				: random.nextBoolean() ? Policy.ASK : Policy.KEEP_BOTH;
		boolean deletions = random.nextInt(8) > 0;
		decided |= policy != Policy.ASK && policy != Policy.KEEP_BOTH;
		Limits limits = random.nextInt(4) > 0 ? Limits.NONE : new Limits(random.nextInt(4), 1, Integer.MAX_VALUE);
		return TaskOptions.DEFAULT.withMode(mode).withPolicy(policy).withLimits(limits).withDeletions(deletions);
	}

	/** Returns what became of everything; fails where something is not as it must be. */
	Counts run() {
		People people = new People(random, ledger, trace);
		List<SimulatedStore> places = new ArrayList<>(List.of(server));
		computers.forEach(each -> places.add(each.disk()));
		for (int i = random.nextInt(6); i > 0; i--) {
			people.edit(places.get(random.nextInt(places.size())));
		}
		int chance = mishaps ? random.nextBoolean() ? 30 : 300 : 0;
		for (SimulatedComputer computer : computers) {
			computer.calls().mishaps(call -> mishap(chance));
			time.after(Duration.ofMillis(random.nextInt(5_000)), computer::start);
		}
		Instant moment = time.instant().plus(random.nextBoolean() ? Duration.ofMinutes(2) : Duration.ZERO);
		for (int i = 5 + random.nextInt(25); i > 0; i--) {
			moment = moment.plus(pause());
			time.at(moment, () -> work(people, places));
		}
		time.until(moment.plus(pause()));
		calm(places);
		Counts counts = check();
		checkRest(places);
		return counts;
	}

	/** I-E1: whoever looks again finds nothing to do. */
	private void checkRest(List<SimulatedStore> places) {
		long changes = places.stream().mapToLong(SimulatedStore::changes).sum();
		computers.forEach(SimulatedComputer::start);
		time.pass(SOON);
		if (places.stream().mapToLong(SimulatedStore::changes).sum() != changes) {
			throw new AssertionError("it goes on after the end");
		}
	}

	private void work(People people, List<SimulatedStore> places) {
		SimulatedStore place = places.get(random.nextInt(places.size()));
		people.edit(place);
		switch (random.nextInt(16)) {
		case 0, 1 -> decide();
		case 2 -> people.scribble(place, time);
		case 3 -> happen();
		default -> { }
		}
	}

	/** Something befalls a computer, its task, or the server. */
	private void happen() {
		SimulatedComputer computer = computers.get(random.nextInt(computers.size()));
		String folder = People.NAMES.get(random.nextInt(People.NAMES.size()));
		switch (random.nextInt(11)) {
		case 0, 1, 2 -> {
			Selection selection = computer.options().selection();
			boolean select = !selection.equals(Selection.ALL) && random.nextBoolean();
			edit(computer, computer.options().withSelection(select ? selection.selecting(SyncPath.of(folder))
					: selection.unselecting(SyncPath.of(folder))));
		}
		case 3, 4, 5 -> edit(computer, computer.options().withIgnore(random.nextBoolean() ? List.of(folder) : List.of()));
		case 6, 7 -> {
			Duration by = aDayOrSo();
			trace.accept(() -> "clock of " + computer.disk().name() + " set by " + by);
			computer.setClock(by);
		}
		case 8 -> server.clock().set(aDayOrSo());
		case 9 -> {
			trace.accept(() -> computer.disk().name() + " forgets");
			restored = true;
			computer.forget();
		}
		default -> restore();
		}
	}

	private Duration aDayOrSo() {
		return Duration.ofSeconds(random.nextInt(200_000) - 100_000);
	}

	private void edit(SimulatedComputer computer, TaskOptions options) {
		trace.accept(() -> computer.disk().name() + " is to do " + options);
		restored = true;
		computer.edit(options);
	}

	/** The server is as it was when somebody last made a backup; now and then one is made. */
	private void restore() {
		if (backup == null || random.nextBoolean()) {
			backup = server.backup();
		} else {
			trace.accept(() -> "S is restored");
			restored = true;
			server.restore(backup);
		}
	}

	private Mishap mishap(int chance) {
		if (chance == 0 || random.nextInt(chance) != 0) {
			return Mishap.NONE;
		}
		return Mishap.values()[1 + random.nextInt(Mishap.values().length - 1)];
	}

	/** People work in bursts. */
	private Duration pause() {
		return switch (random.nextInt(10)) {
		case 0, 1, 2 -> Duration.ofMillis(random.nextInt(5));
		case 3, 4, 5 -> Duration.ofMillis(random.nextInt(1_000));
		case 6, 7 -> Duration.ofMillis(random.nextInt(20_000));
		case 8 -> Duration.ofMillis(random.nextInt(90_000));
		default -> Duration.ofMinutes(random.nextInt(20));
		};
	}

	/** Nothing fails any more, and people only decide what is asked. */
	private void calm(List<SimulatedStore> places) {
		trace.accept(() -> "calm");
		server.losing(false);
		places.forEach(SimulatedStore::showAll);
		computers.forEach(each -> each.calls().mishaps(Mishaps.NONE));
		computers.forEach(each -> each.lossy(false));
		computers.forEach(this::takeAllIn);
		for (int i = 0; i < ROUNDS; i++) {
			time.pass(hints ? SOON : QUIET);
			if (!decide()) {
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
	private boolean decide() {
		boolean asked = false;
		for (SimulatedComputer computer : computers) {
			if (!computer.isRunning()) {
				continue;
			}
			try {
				for (OpenConflict conflict : computer.view().conflicts()) {
					asked = true;
					decide(computer, conflict.path());
				}
				if (computer.view().status() instanceof TaskStatus.Halted halted) {
					asked = true;
					restored = true;
					HaltChoice choice = halted.halt().choices().get(random.nextInt(2));
					decided |= choice == HaltChoice.DELETE;
					trace.accept(() -> computer.disk().name() + " halted: " + choice);
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

	private void decide(SimulatedComputer computer, SyncPath path) throws EndpointException {
		Choice choice = switch (random.nextInt(4)) {
		case 0 -> Choice.LOCAL;
		case 1 -> Choice.SERVER;
		default -> Choice.BOTH;
		};
		trace.accept(() -> computer.disk().name() + " decides " + choice + " for " + path);
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
		long onlyKept = 0;
		long twice = 0;
		for (long content : ledger.written()) {
			int times = live.getOrDefault(content, 0);
			if (times == 0 && !ledger.isGivenUp(content)) {
				onlyKept += gone(content) && !decided && backup == null ? 1 : 0;
			} else if (times > 1 && !ledger.isCopied(content)) {
				twice += restored ? 0 : 1;
				if (!mishaps && !restored && !ledger.wasMoved(content) && !inCopy(content)) {
					throw new AssertionError("#" + content + " is there " + times + " times\n" + show(server));
				}
			}
		}
		return new Counts(ledger.written().size(), onlyKept, twice);
	}

	/** I-M2: both ends are the same, but for what a task that does not carry everything over tells of. */
	private void checkSame(SimulatedComputer computer) {
		List<SyncPath> told = computer.view().held().stream().map(each -> SyncPath.of(each.subject())).toList();
		Entry here = without(computer.disk().tree(), server.tree(), told);
		Entry there = without(server.tree(), computer.disk().tree(), told);
		boolean all = computer.options().mode() == Mode.TWO_WAY && computer.options().deletions();
		if (all && !told.isEmpty() || !here.equals(there)) {
			throw new AssertionError(computer.disk().name() + " holds " + show(computer.disk()) + "\nbut the server "
					+ show(server) + "\n" + computer.view());
		}
		// I-E2, where nothing differs: what is remembered is what is there.
		if (told.isEmpty() && !computer.agreed().equals(server.tree()) && !server.root().children.isEmpty()) {
			throw new AssertionError(computer.disk().name() + " remembers " + computer.agreed());
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
	 * decided, or two people each moved one of two and thereby deleted the other one, and then it is in a trash; what the server lost before any program could fetch it is gone.
	 */
	private boolean gone(long content) {
		boolean kept = server.kept().contains(content)
				|| computers.stream().anyMatch(each -> each.disk().kept().contains(content));
		boolean fetched = computers.stream().anyMatch(each -> each.disk().seen().contains(content));
		boolean lost = server.lost().contains(content);
		boolean doubled = ledger.wasHidden(content) && ledger.wasMoved(content);
		if (kept ? !lost && !mishaps && !decided && !doubled : !lost || fetched) {
			throw new AssertionError("#" + content + " is gone" + (kept ? ", though kept" : "") + "\n" + show(server));
		}
		return fetched;
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
