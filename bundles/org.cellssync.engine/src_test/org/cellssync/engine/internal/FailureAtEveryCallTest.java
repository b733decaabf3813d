package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.EndpointFactory;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.session.Speed;
import org.cellssync.api.util.Cancellation;
import org.cellssync.api.util.Locations;
import org.cellssync.core.sync.Limits;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.engine.internal.Mishaps.Mishap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each call in turn that a run makes to a disk, a server or its state fails, in each way there is; whatever it was, the
 * next run brings both ends to where they come without a failure.
 */
class FailureAtEveryCallTest {

	private static final Publisher PUBLISHER = new Publisher();

	/** What both ends hold when they agree first. */
	private static final Set<String> AGREED = new TreeSet<>(
			Set.of("a", "b", "folder/", "folder/x", "folder/y", "folder/deep/", "folder/deep/z", "empty/"));

	static Stream<Arguments> changes() {
		return Stream.of(
				change("new files here", (here, there) -> {
					here.create(path("new"), 101);
					here.makeFolder(path("made"));
					here.create(path("made/new"), 102);
				}),
				change("new files there", (here, there) -> {
					there.create(path("new"), 101);
					there.makeFolder(path("made"));
					there.create(path("made/new"), 102);
				}),
				change("edits on both ends", (here, there) -> {
					here.write(path("a"), 101);
					there.write(path("b"), 102);
					here.write(path("folder/x"), 103);
					there.write(path("folder/y"), 104);
				}),
				change("a folder moved here, edited there", (here, there) -> {
					here.move(path("folder"), path("empty/folder"));
					there.write(path("folder/deep/z"), 101);
					there.create(path("folder/new"), 102);
				}),
				change("a folder moved there, edited here", (here, there) -> {
					there.move(path("folder"), path("empty/folder"));
					here.write(path("folder/deep/z"), 101);
					here.create(path("folder/new"), 102);
				}),
				change("a folder moved here, one made in it there", (here, there) -> {
					here.move(path("folder"), path("moved"));
					there.makeFolder(path("folder/made"));
				}),
				change("names exchanged here", (here, there) -> swap(here, "a", "b")),
				change("names exchanged there", (here, there) -> swap(there, "folder", "empty")),
				change("deleted here, and there", (here, there) -> {
					here.remove(path("folder/deep"));
					here.remove(path("a"));
					there.remove(path("folder/x"));
					there.remove(path("empty"));
				}),
				change("a file in the place of a folder", (here, there) -> {
					here.remove(path("folder"));
					here.create(path("folder"), 101);
				}),
				change("a folder in the place of a file", (here, there) -> {
					there.remove(path("a"));
					there.makeFolder(path("a"));
					there.create(path("a/new"), 101);
				}),
				change("the inner folder becomes the outer one", (here, there) -> {
					here.move(path("folder/deep"), path("deep"));
					here.move(path("folder"), path("deep/folder"));
				}),
				change("moved out of a folder that is deleted then", (here, there) -> {
					there.move(path("folder/deep"), path("deep"));
					there.remove(path("folder"));
					here.write(path("folder/deep/z"), 101);
				}),
				change("edited here, deleted there", (here, there) -> {
					here.write(path("folder/x"), 101);
					there.remove(path("folder"));
				}),
				change("the same made on both ends", (here, there) -> {
					here.makeFolder(path("made"));
					there.makeFolder(path("made"));
					here.create(path("made/new"), 101);
					there.create(path("made/new"), 101);
					here.move(path("a"), path("made/a"));
					there.move(path("a"), path("made/a"));
				}));
	}

	private static Arguments change(String name, BiConsumer<SimulatedStore, SimulatedStore> change) {
		return arguments(name, change);
	}

	private static SyncPath path(String text) {
		return SyncPath.of(text);
	}

	private static void swap(SimulatedStore store, String one, String other) {
		store.move(path(one), path("aside"));
		store.move(path(other), path(one));
		store.move(path("aside"), path(other));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("changes")
	void theNextRunComesToTheSame(String name, BiConsumer<SimulatedStore, SimulatedStore> change) {
		World undisturbed = new World(change);
		undisturbed.run(Mishaps.NONE);
		Entry expected = undisturbed.server.tree();
		assertEquals(expected, undisturbed.disk.tree());
		for (Mishap mishap : EnumSet.complementOf(EnumSet.of(Mishap.NONE))) {
			int calls = 0;
			boolean happened = true;
			while (happened) {
				At at = new At(mishap, calls);
				World world = new World(change);
				world.run(at);
				world.run(Mishaps.NONE);
				String where = mishap + " at call " + calls + ", " + at.call;
				assertEquals(expected, world.server.tree(), where);
				assertEquals(expected, world.disk.tree(), where);
				assertEquals(expected, world.state.agreed().tree(), where);
				happened = at.hasHappened();
				calls++;
			}
			assertTrue(calls > 10, "so few calls: " + calls);
		}
	}

	/** What was done though it counts as failed is found at once; the pause is for what must be tried again. */
	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void whatFailedIsLookedAtBeforeItIsTriedAgain(long seed) {
		SimulatedTime time = new SimulatedTime();
		Random random = new Random(seed);
		SimulatedStore disk = new SimulatedStore("C", false, time, random);
		SimulatedCalls calls = new SimulatedCalls(time, random, what -> {});
		SimulatedComputer computer = new SimulatedComputer(disk, new SimulatedStore("S", true, time, random), calls,
				TaskOptions.DEFAULT);
		computer.start();
		time.pass(Duration.ofMinutes(5));
		calls.mishaps(new At(Mishap.REPLY_LOST, "step S"));
		disk.makeFolder(path("made"));
		computer.tell(Side.LOCAL, Set.of(path("made")));
		time.pass(Duration.ofMillis(1_900));

		assertEquals(disk.tree(), computer.agreed());
	}

	/** One of many calls. */
	private static final class At implements Mishaps {
		private final Mishap mishap;
		private final String only;
		private int left;
		private String call = "none";

		At(Mishap mishap, int index) {
			this.mishap = mishap;
			this.left = index;
			this.only = "";
		}

		/** The first call of a name. */
		At(Mishap mishap, String only) {
			this.mishap = mishap;
			this.only = only;
		}

		boolean hasHappened() {
			return left < 0;
		}

		@Override
		public Mishap next(String name) {
			if (!name.startsWith(only) || left-- != 0) {
				return Mishap.NONE;
			}
			call = name;
			return mishap;
		}
	}

	/** Both ends, after they agreed and then were changed. */
	private static final class World implements EndpointFactory, Locations {
		private final SimulatedTime time = new SimulatedTime();
		private final Random random = new Random(1);
		private final SimulatedStore disk = new SimulatedStore("C", false, time, random);
		private final SimulatedStore server = new SimulatedStore("S", true, time, random);
		private final SimulatedCalls calls = new SimulatedCalls(time, random, what -> {});
		private final SimulatedState state = new SimulatedState(calls);
		private final Surroundings around = new Surroundings(time, random, Runnable::run,
				(monitor, millis) -> time.pass(Duration.ofMillis(millis)));

		World(BiConsumer<SimulatedStore, SimulatedStore> change) {
			long content = 0;
			for (String each : AGREED) {
				if (each.endsWith("/")) {
					disk.makeFolder(path(each.substring(0, each.length() - 1)));
				} else {
					disk.create(path(each), ++content);
				}
			}
			run(Mishaps.NONE);
			assertEquals(disk.tree(), server.tree());
			change.accept(disk, server);
		}

		/** Runs once, in a program of its own. */
		void run(Mishaps mishaps) {
			calls.revive();
			calls.mishaps(mishaps);
			EndpointRegistry registry = new EndpointRegistry();
			registry.addFactory(this, Map.of(EndpointFactory.SCHEME, "any"));
			TaskSpec spec = new TaskSpec("t", "task", new EndpointAddress("any", "", "disk"),
					new EndpointAddress("any", "", "server"), TaskOptions.DEFAULT.withLimits(Limits.NONE), false,
					Optional.empty());
			TaskRuntime task = new TaskRuntime(spec, state, PUBLISHER, time);
			try {
				new SingleRun(task, new PairOpener(registry, this, new IgnoreRegistry(),
						new SpeedGates(Speed.UNLIMITED, around.clock()), around), around, RunLimits.DEFAULT)
						.run(false, operation -> {}, new Cancellation());
			} catch (Mishaps.Crash | EndpointException e) {
				// The next run is about that.
				calls.trace(() -> "ended by " + e);
			}
		}

		@Override
		public Endpoint open(EndpointAddress address, Path taskData, EndpointSettings settings) {
			return new SimulatedEnd(address.path().equals("disk") ? disk : server, calls);
		}

		@Override
		public EndpointAddress check(EndpointAddress address, boolean written, Cancellation cancel) {
			return address;
		}

		@Override
		public boolean examine(EndpointAddress address, Cancellation cancel) {
			return true;
		}

		@Override
		public Path data() {
			return Path.of("data");
		}

		@Override
		public Path task(String taskId) {
			return data();
		}

		@Override
		public Path settings() {
			return data();
		}

		@Override
		public Path logs() {
			return data();
		}
	}
}
