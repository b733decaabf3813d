package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.session.Schedule;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.state.HistoryQuery;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that run by the clock, on a computer whose clock is put forward and back. */
class SchedulesTest {

	private static final Predicate<TaskView> RESTING = view -> view.status() instanceof TaskStatus.Scheduled;

	@TempDir
	Path home;

	private final Clock clock = new Clock();
	private Sandbox server;
	private Computer one;

	/** A clock that can be put forward and back, and can run; who waits by it looks at it often. */
	private static final class Clock implements InstantSource {
		private volatile Duration ahead = Duration.ZERO;
		private volatile boolean running;

		@Override
		public Instant instant() {
			return Instant.now().plus(ahead);
		}

		void set(String local) {
			ahead = Duration.between(Instant.now(), LocalDateTime.parse(local).atZone(ZoneId.systemDefault()).toInstant());
		}

		synchronized void put(Duration forward) {
			ahead = ahead.plus(forward);
		}

		/** From now on whoever waits finds that the time has passed. */
		void run() {
			running = true;
		}

		Surroundings surroundings() {
			return new Surroundings(this, RandomGenerator.getDefault(), Surroundings.SYSTEM.otherEnd(), this::pass);
		}

		private void pass(Object monitor, long millis) throws InterruptedException {
			monitor.wait(Math.min(millis, 20));
			if (running) {
				put(Duration.ofMillis(millis));
			}
		}
	}

	@BeforeEach
	void start() throws Exception {
		server = Sandbox.start(options());
		one = Computer.inItsOwnTime(home.resolve("one"), server, clock.surroundings());
	}

	private SandboxOptions options() {
		return SandboxOptions.defaults().withDirectory(home.resolve("server")).withHashDelay(Duration.ZERO);
	}

	@AfterEach
	void stop() throws Exception {
		one.close();
		server.close();
	}

	private void connect(String schedule) throws Exception {
		one.connect(0, "personal-files", TaskOptions.DEFAULT.withSchedule(Schedule.parse(schedule)));
		one.sessions().start();
	}

	private boolean isSent(String path) {
		try {
			return !one.sessions().history(one.task(), new HistoryQuery(Optional.empty(), Optional.of(path), 1)).isEmpty();
		} catch (EndpointException e) {
			throw new AssertionError(e);
		}
	}

	private void awaitSent(String path) throws InterruptedException {
		one.await(view -> RESTING.test(view) && isSent(path));
	}

	/** Waits until it rests until this moment. */
	private void awaitRest(String next) throws InterruptedException {
		Instant until = LocalDateTime.parse(next).atZone(ZoneId.systemDefault()).toInstant();
		one.await(view -> view.status().equals(new TaskStatus.Scheduled(Optional.of(until))));
	}

	@Test
	void anIntervalBeginsAtOnceAndComesAgain() throws Exception {
		one.write("a.txt", "there before");
		connect("every:1h");
		awaitSent("a.txt");
		Instant next = ((TaskStatus.Scheduled) one.view().status()).next().orElseThrow();
		one.write("b.txt", "written while it rests");
		clock.put(Duration.ofMinutes(30));
		assertTrue(RESTING.test(one.view()));
		assertFalse(isSent("b.txt"));
		clock.put(Duration.ofMinutes(31));
		awaitSent("b.txt");
		one.await(view -> view.status() instanceof TaskStatus.Scheduled rest && rest.next().orElseThrow().isAfter(next));
	}

	@Test
	void whatWasMissedIsCaughtUpOnce() throws Exception {
		clock.set("2027-05-10T02:00");
		one.write("a.txt", "to be sent at night");
		connect("03:00");
		awaitRest("2027-05-10T03:00");
		assertFalse(isSent("a.txt"));
		one.sessions().stop();
		clock.set("2027-05-14T12:00");
		one.boot();
		one.sessions().start();
		awaitRest("2027-05-15T03:00");
		assertTrue(isSent("a.txt"));
		one.write("b.txt", "after that");
		one.boot();
		one.sessions().start();
		awaitRest("2027-05-15T03:00");
		assertFalse(isSent("b.txt"), "caught up once, not at each start");
	}

	@Test
	void aClockThatIsPutBackKeepsNobodyWaiting() throws Exception {
		clock.put(Duration.ofDays(3 * 365));
		one.write("a.txt", "in the future");
		connect("every:1h");
		awaitSent("a.txt");
		clock.put(Duration.ofDays(-3 * 365));
		one.await(view -> view.status() instanceof TaskStatus.Scheduled rest
				&& !rest.next().orElseThrow().isAfter(clock.instant().plus(Duration.ofHours(1))));
		one.write("b.txt", "in the present");
		clock.put(Duration.ofMinutes(61));
		awaitSent("b.txt");
	}

	@Test
	void byHandMeansByHand() throws Exception {
		one.write("a.txt", "sent when wanted");
		connect("manual");
		one.await(view -> view.status().equals(new TaskStatus.Scheduled(Optional.empty())));
		clock.put(Duration.ofDays(100));
		assertFalse(isSent("a.txt"));
		one.sessions().look(one.task());
		awaitSent("a.txt");
	}

	@Test
	void inItsHoursItFollowsAndOutsideOfThemItRests() throws Exception {
		clock.set("2027-05-10T12:00");
		one.write("a.txt", "before");
		connect("Mon-Fri 18:00-08:00");
		awaitRest("2027-05-10T18:00");
		assertFalse(isSent("a.txt"));
		clock.set("2027-05-10T18:00");
		one.await(view -> view.status() instanceof TaskStatus.InSync && isSent("a.txt"));
		one.write("b.txt", "in its hours");
		one.await(view -> view.status() instanceof TaskStatus.InSync && isSent("b.txt"));
		clock.set("2027-05-11T08:00");
		awaitRest("2027-05-11T18:00");
		one.write("c.txt", "outside of them");
		assertFalse(isSent("c.txt"));
		one.sessions().look(one.task());
		awaitSent("c.txt");
		awaitRest("2027-05-11T18:00");
	}

	@Test
	void aHaltThatIsDecidedIsNotLeftToTheNextRun() throws Exception {
		one.write("a.txt", "a").write("b.txt", "b");
		connect("every:1h");
		awaitSent("a.txt");
		one.delete("a.txt").delete("b.txt");
		clock.put(Duration.ofMinutes(61));
		one.await(view -> view.status() instanceof TaskStatus.Halted halted
				&& halted.halt().diagnostic().code() == Code.HALT_ROOT_EMPTIED);
		one.sessions().decide(one.task(), HaltChoice.RESTORE);
		one.awaitFile("a.txt");
		one.awaitFile("b.txt");
		one.await(RESTING);
	}

	@Test
	void aServerThatIsAwayIsTriedAgain() throws Exception {
		connect("every:1h");
		one.await(RESTING);
		one.write("a.txt", "while it is away");
		int port = server.url().getPort();
		server.close();
		clock.run();
		one.await(view -> view.status() instanceof TaskStatus.Working);
		one.await(view -> view.status() instanceof TaskStatus.Waiting);
		assertFalse(isSent("a.txt"));
		server = Sandbox.start(options().withPort(port));
		one.await(view -> isSent("a.txt"));
	}

	@Test
	void rulesOfAnAdministratorCountAsSoonAsTheyChange() throws Exception {
		List<String> rules = new CopyOnWriteArrayList<>();
		CountDownLatch taken = new CountDownLatch(1);
		one.manageBy(() -> {
			List<String> now = List.copyOf(rules);
			if (!now.isEmpty() && Thread.currentThread().getName().equals("sync-test")) {
				taken.countDown();
			}
			return now;
		});
		connect("realtime");
		one.await(view -> view.status() instanceof TaskStatus.InSync);
		one.write("a.secret", "sent").write("b.txt", "sent");
		one.await(view -> view.status() instanceof TaskStatus.InSync && isSent("a.secret") && isSent("b.txt"));
		rules.add("*.secret");
		assertTrue(taken.await(60, TimeUnit.SECONDS), "the task does not begin anew");
		one.write("a.secret", "changed").write("c.secret", "new").write("d.txt", "new");
		one.await(view -> view.status() instanceof TaskStatus.InSync && isSent("d.txt"));
		assertFalse(isSent("c.secret"));
		rules.clear();
		one.await(view -> view.status() instanceof TaskStatus.InSync && isSent("c.secret"));
	}

	@Test
	void whatDecayedIsFoundInItsRhythm() throws Exception {
		FileTime longAgo = FileTime.from(Instant.parse("2024-05-01T10:00:00Z"));
		one.write("a.txt", "content");
		Files.setLastModifiedTime(one.path("a.txt"), longAgo);
		one.connect(0, "personal-files", TaskOptions.DEFAULT.withRecheck(Schedule.parse("every:1d")));
		one.sync();
		one.sessions().start();
		one.await(view -> view.status() instanceof TaskStatus.InSync);
		clock.put(Duration.ofMinutes(1));
		Files.writeString(one.path("a.txt"), "CONTENT");
		Files.setLastModifiedTime(one.path("a.txt"), longAgo);
		clock.put(Duration.ofHours(25));
		assertEquals("a.txt", one.await(view -> view.conflicts().size() == 1).conflicts().getFirst().path().value());
		one.await(view -> view.status() instanceof TaskStatus.InSync);
		assertEquals("CONTENT", one.read("a.txt"));
	}
}
