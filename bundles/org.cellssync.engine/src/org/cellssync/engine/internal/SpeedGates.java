package org.cellssync.engine.internal;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.cellssync.api.endpoint.Throttle;
import org.cellssync.api.session.Speed;
import org.cellssync.api.util.Cancellation;

/** The limits that content of tasks travels under: each task's own and the one all share. Thread-safe. */
final class SpeedGates {

	private final InstantSource clock;
	private final Ways all;
	private final Map<String, Ways> tasks = new ConcurrentHashMap<>();

	/** @param speed that all tasks share */
	SpeedGates(Speed speed, InstantSource clock) {
		this.clock = clock;
		this.all = new Ways(speed, clock);
	}

	/** The gates of both ways. */
	private record Ways(SpeedGate up, SpeedGate down) {

		Ways(Speed speed, InstantSource clock) {
			this(new SpeedGate(speed.up(), clock, SpeedGate.Time.SYSTEM),
					new SpeedGate(speed.down(), clock, SpeedGate.Time.SYSTEM));
		}

		SpeedGate of(Throttle.Way way) {
			return way == Throttle.Way.UP ? up : down;
		}

		void limit(Speed speed) {
			up.limit(speed.up());
			down.limit(speed.down());
		}
	}

	/** Sets how fast all tasks together may be. */
	void limit(Speed speed) {
		all.limit(speed);
	}

	/** Sets how fast a task may be. */
	void limit(String task, Speed speed) {
		Ways ways = tasks.get(task);
		if (ways != null) {
			ways.limit(speed);
		}
	}

	/** Returns what holds a task's content back. */
	Throttle of(String task, Speed speed) {
		Ways own = tasks.computeIfAbsent(task, id -> new Ways(speed, clock));
		own.limit(speed);
		return new Throttle() {
			@Override
			public int portion(Way way, int wanted) {
				return all.of(way).portion(own.of(way).portion(wanted));
			}

			@Override
			public void passed(Way way, int bytes, Cancellation cancel) {
				own.of(way).pass(bytes, cancel);
				all.of(way).pass(bytes, cancel);
			}
		};
	}

	/** Forgets a task. */
	void forget(String task) {
		tasks.remove(task);
	}
}
