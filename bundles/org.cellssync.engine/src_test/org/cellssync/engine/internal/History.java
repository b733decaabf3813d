package org.cellssync.engine.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

import org.cellssync.api.session.TaskOptions;
import org.cellssync.core.sync.Limits;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Policy;

/**
 * What is to befall some computers and a server, all told by a seed. Each step draws from a seed of its own, so that others
 * can be left out.
 *
 * @param seed for all luck that is nobody's step
 * @param calm when people go home and nothing fails any more
 */
record History(long seed, Setup setup, List<Step> steps, Duration calm) {

	private static final long MIX = 0x9E3779B97F4A7C15L;

	/**
	 * The world it happens in.
	 *
	 * @param chance one in so many calls goes wrong; 0 where none does
	 * @param hints whether all that changes is told of
	 * @param losing whether the server loses what is in folders that move
	 */
	record Setup(int chance, boolean hints, boolean losing, List<Machine> machines) {

		boolean mishaps() {
			return chance > 0;
		}
	}

	/**
	 * A computer.
	 *
	 * @param folds whether its disk does not tell names apart that differ by case or Unicode form only
	 * @param twin whether a second program, with a memory of its own, keeps the same folder
	 * @param starts when its programs start
	 */
	record Machine(TaskOptions options, boolean folds, boolean twin, Duration starts) {
	}

	/** What people do, and what befalls them. */
	enum Kind {
		/** Before any program starts. */
		BEFORE, EDIT, SCRIBBLE, DECIDE, HAPPEN,
		/** Nothing is told of the server for a while. */
		GAP
	}

	/**
	 * One step.
	 *
	 * @param at when, from the beginning
	 */
	record Step(Kind kind, Duration at, long seed) {
	}

	static History of(long seed) {
		Random random = new Random(seed * MIX);
		boolean mishaps = random.nextInt(3) != 0;
		int chance = !mishaps ? 0 : random.nextBoolean() ? 30 : 300;
		boolean hints = random.nextBoolean();
		boolean losing = random.nextInt(3) == 0;
		List<Machine> machines = new ArrayList<>();
		for (int i = 1 + random.nextInt(3); i > 0; i--) {
			TaskOptions options = options(random, machines);
			// Two programs that follow one server each take the moves of the other one back for as long as they go on.
			boolean twin = random.nextInt(8) == 0 && options.mode() == Mode.TWO_WAY;
			machines.add(new Machine(options, random.nextInt(4) == 0, twin,
					Duration.ofMillis(random.nextInt(5_000))));
		}
		List<Step> steps = new ArrayList<>();
		for (int i = random.nextInt(6); i > 0; i--) {
			steps.add(new Step(Kind.BEFORE, Duration.ZERO, random.nextLong()));
		}
		Duration moment = random.nextBoolean() ? Duration.ofMinutes(2) : Duration.ZERO;
		for (int i = 5 + random.nextInt(25); i > 0; i--) {
			moment = moment.plus(pause(random));
			steps.add(new Step(Kind.EDIT, moment, random.nextLong()));
			Optional<Kind> more = switch (random.nextInt(16)) {
				case 0, 1 -> Optional.of(Kind.DECIDE);
				case 2 -> Optional.of(Kind.SCRIBBLE);
				case 3 -> Optional.of(Kind.HAPPEN);
				case 4, 5 -> Optional.of(Kind.GAP);
				default -> Optional.empty();
			};
			if (more.isPresent()) {
				steps.add(new Step(more.get(), moment, random.nextLong()));
			}
		}
		return new History(seed, new Setup(chance, hints, losing, machines), steps, moment.plus(pause(random)));
	}

	/** Most tasks are usual ones, some are set up otherwise. */
	private static TaskOptions options(Random random, List<Machine> others) {
		Mode mode = random.nextInt(4) > 0 ? Mode.TWO_WAY : random.nextBoolean() ? Mode.DOWNLOAD : Mode.UPLOAD;
		if (others.stream().anyMatch(each -> each.options().mode() == Mode.UPLOAD)) {
			// Two that lead one server never agree.
			mode = mode == Mode.UPLOAD ? Mode.TWO_WAY : mode;
		}
		Policy policy = random.nextInt(3) == 0 ? Policy.values()[random.nextInt(Policy.values().length)]
				: random.nextBoolean() ? Policy.ASK : Policy.KEEP_BOTH;
		boolean deletions = random.nextInt(8) > 0;
		Limits limits = random.nextInt(4) > 0 ? Limits.NONE : new Limits(random.nextInt(4), 1, Integer.MAX_VALUE);
		return TaskOptions.DEFAULT.withMode(mode).withPolicy(policy).withLimits(limits).withDeletions(deletions);
	}

	/** People work in bursts. */
	private static Duration pause(Random random) {
		return switch (random.nextInt(10)) {
			case 0, 1, 2 -> Duration.ofMillis(random.nextInt(5));
			case 3, 4, 5 -> Duration.ofMillis(random.nextInt(1_000));
			case 6, 7 -> Duration.ofMillis(random.nextInt(20_000));
			case 8 -> Duration.ofMillis(random.nextInt(90_000));
			default -> Duration.ofMinutes(random.nextInt(20));
		};
	}

	/** Returns luck for somebody, which does not depend on what others draw. */
	Random luck(String whose) {
		return new Random((seed + whose.hashCode() * 31L) * MIX);
	}

	private History with(Setup other) {
		return new History(seed, other, steps, calm);
	}

	private History with(List<Step> others) {
		return new History(seed, setup, others, calm);
	}

	/** Returns a history that fails too, of which no single step can be left out. */
	History smallest(Predicate<History> fails) {
		History smallest = this;
		while (true) {
			History before = smallest;
			for (History simpler : before.simpler()) {
				if (fails.test(simpler)) {
					smallest = simpler;
					break;
				}
			}
			if (smallest == before) {
				smallest = before.withFewerSteps(fails);
			}
			if (smallest == before) {
				return smallest;
			}
		}
	}

	/** Returns simpler worlds for the same steps. */
	private List<History> simpler() {
		List<History> simpler = new ArrayList<>();
		List<Machine> machines = setup.machines;
		if (machines.size() > 1) {
			simpler.add(with(new Setup(setup.chance, setup.hints, setup.losing, machines.subList(0, machines.size() - 1))));
			simpler.add(with(new Setup(setup.chance, setup.hints, setup.losing, machines.subList(1, machines.size()))));
		}
		if (setup.mishaps()) {
			simpler.add(with(new Setup(0, setup.hints, setup.losing, machines)));
		}
		if (setup.losing) {
			simpler.add(with(new Setup(setup.chance, setup.hints, false, machines)));
		}
		if (!setup.hints) {
			simpler.add(with(new Setup(setup.chance, true, setup.losing, machines)));
		}
		if (machines.stream().anyMatch(each -> each.folds || each.twin)) {
			simpler.add(with(new Setup(setup.chance, setup.hints, setup.losing, machines.stream()
					.map(each -> new Machine(each.options, false, false, each.starts)).toList())));
		}
		return simpler;
	}

	private History withFewerSteps(Predicate<History> fails) {
		History smallest = this;
		for (int part = Math.max(1, steps.size() / 2); part > 0; part /= 2) {
			int from = 0;
			while (from < smallest.steps.size()) {
				List<Step> rest = new ArrayList<>(smallest.steps);
				rest.subList(from, Math.min(rest.size(), from + part)).clear();
				History fewer = smallest.with(rest);
				if (fails.test(fewer)) {
					smallest = fewer;
				} else {
					from += part;
				}
			}
		}
		return smallest.steps.size() < steps.size() ? smallest : this;
	}
}
