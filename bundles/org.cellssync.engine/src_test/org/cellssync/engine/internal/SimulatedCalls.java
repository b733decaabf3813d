package org.cellssync.engine.internal;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The calls of one program to its surroundings: each takes time, in which others act, and each may fail. */
final class SimulatedCalls {

	private final SimulatedTime time;
	private final RandomGenerator random;
	private final Consumer<Supplier<String>> trace;
	private Mishaps mishaps = Mishaps.NONE;
	private boolean dead;

	SimulatedCalls(SimulatedTime time, RandomGenerator random, Consumer<Supplier<String>> trace) {
		this.time = time;
		this.random = random;
		this.trace = trace;
	}

	/** A call failed; whether it has had its effect is not known. */
	static final class Failure extends Exception {
		private static final long serialVersionUID = 1L;

		Failure(String call) {
			super(call);
		}
	}

	void mishaps(Mishaps now) {
		mishaps = now;
	}

	/** The program that was killed is started again. */
	void revive() {
		dead = false;
	}

	void trace(Supplier<String> what) {
		trace.accept(what);
	}

	RandomGenerator random() {
		return random;
	}

	SimulatedTime time() {
		return time;
	}

	/** Makes a call. */
	<T> T make(String call, Supplier<T> effect) throws Failure {
		if (dead) {
			throw new Mishaps.Crash();
		}
		time.pass(Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(300) : random.nextInt(3)));
		return makeAtOnce(call, effect);
	}

	/** Makes a call while which nobody else can act. */
	<T> T makeAtOnce(String call, Supplier<T> effect) throws Failure {
		if (dead) {
			throw new Mishaps.Crash();
		}
		Mishaps.Mishap mishap = mishaps.next(call);
		if (mishap == Mishaps.Mishap.REPLY_LOST && call.equals(SimulatedState.COMMIT)) {
			mishap = Mishaps.Mishap.FAILS;
		}
		dead = mishap == Mishaps.Mishap.CRASH_BEFORE || mishap == Mishaps.Mishap.CRASH_AFTER;
		if (mishap != Mishaps.Mishap.NONE) {
			Mishaps.Mishap met = mishap;
			trace.accept(() -> "  " + met + " at " + call);
		}
		return switch (mishap) {
			case NONE -> effect.get();
			case FAILS -> throw new Failure(call);
			case REPLY_LOST -> {
				effect.get();
				throw new Failure(call);
			}
			case CRASH_BEFORE -> throw new Mishaps.Crash();
			case CRASH_AFTER -> {
				effect.get();
				throw new Mishaps.Crash();
			}
		};
	}
}
