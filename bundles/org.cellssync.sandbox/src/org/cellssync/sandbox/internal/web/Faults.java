package org.cellssync.sandbox.internal.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Everything that can be made to go wrong while the server runs.
 * <p>
 * Paths begin with the slug of a workspace, as clients see them. Safe for use by many threads.
 */
public final class Faults {
	private final Set<Hazard> off = ConcurrentHashMap.newKeySet();
	private final Set<String> hidden = ConcurrentHashMap.newKeySet();
	private final Map<String, String> locks = new ConcurrentHashMap<>();
	private final Map<String, Long> quotas = new ConcurrentHashMap<>();
	private final Map<String, List<String>> roots = new ConcurrentHashMap<>();
	private final Map<String, Deque<Answer>> failures = new ConcurrentHashMap<>();
	private final AtomicReference<CallToFail> callToFail = new AtomicReference<>();
	private final Map<String, Slowness> slowed = new ConcurrentHashMap<>();
	private final List<Runnable> dropped = new CopyOnWriteArrayList<>();
	private volatile Duration delay = Duration.ZERO;
	private volatile Duration deletionStep = Duration.ZERO;
	private volatile double moveLossShare = 0.4;
	private volatile boolean olderServer;
	private volatile boolean streamsHeld;
	private volatile Optional<Duration> versionDelay = Optional.empty();
	private final AtomicInteger uploadsToHold = new AtomicInteger();
	private volatile CountDownLatch uploadsLetGo = new CountDownLatch(1);
	private final Set<Runnable> heldListings = new LinkedHashSet<>();
	private boolean listingsHeld;
	private volatile CountDownLatch healing = new CountDownLatch(1);

	/** Returns whether a hazard is on, as all are at the start. */
	public boolean isOn(Hazard hazard) {
		return !off.contains(hazard);
	}

	/** Switches a hazard on or off. */
	public void set(Hazard hazard, boolean on) {
		if (on) {
			off.remove(hazard);
		} else {
			off.add(hazard);
		}
	}

	/** Switches every hazard on or off. */
	public void setAll(boolean on) {
		EnumSet.allOf(Hazard.class).forEach(hazard -> set(hazard, on));
	}

	/** Takes the right to read a node, and all below it, from everybody (H7). */
	public void hide(String path) {
		hidden.add(trimmed(path));
	}

	/** Gives the right to read a node back. */
	public void show(String path) {
		hidden.remove(trimmed(path));
	}

	/** Returns whether a node, or a folder it is in, may not be read. */
	public boolean isHidden(String path) {
		if (hidden.isEmpty() || !isOn(Hazard.H7)) {
			return false;
		}
		for (var place = path; !place.isEmpty(); place = parentOf(place)) {
			if (hidden.contains(place)) {
				return true;
			}
		}
		return false;
	}

	/** Adds an empty root of this name to a workspace, which moves all its content one folder down (H8). */
	public void addRoot(String slug, String name) {
		roots.computeIfAbsent(slug, key -> new CopyOnWriteArrayList<>()).add(name);
	}

	/** Takes all added roots from a workspace. */
	public void removeRoots(String slug) {
		roots.remove(slug);
	}

	/** Returns the roots added to a workspace, in order. */
	public List<String> addedRoots(String slug) {
		return isOn(Hazard.H8) ? List.copyOf(roots.getOrDefault(slug, List.of())) : List.of();
	}

	/** Locks a file for one user; everybody else's overwriting is refused. */
	public void lock(String path, String userName) {
		locks.put(trimmed(path), userName);
	}

	/** Takes the lock from a file. */
	public void unlock(String path) {
		locks.remove(trimmed(path));
	}

	/** Returns whether a file is locked by somebody other than this user. */
	public boolean isLockedFor(String path, String userName) {
		var owner = locks.get(path);
		return owner != null && !owner.equals(userName);
	}

	/**
	 * Limits the content of a workspace.
	 *
	 * @param bytes the limit; negative for none
	 */
	public void quota(String slug, long bytes) {
		if (bytes < 0) {
			quotas.remove(slug);
		} else {
			quotas.put(slug, bytes);
		}
	}

	/** Returns the limit of a workspace in bytes, if it has one. */
	public OptionalLong quota(String slug) {
		var bytes = quotas.get(slug);
		return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
	}

	/** Sets the share of folder moves on structured storage that lose children (H14), 0 to 1. */
	public void moveLossShare(double share) {
		if (!(share >= 0 && share <= 1)) {
			throw new IllegalArgumentException("not a share between 0 and 1: " + share);
		}
		moveLossShare = share;
	}

	/** Returns the share of folder moves on structured storage that lose children. */
	public double moveLossShare() {
		return isOn(Hazard.H14) ? moveLossShare : 0;
	}

	/** Makes every call of every method wait before it is carried out. */
	public void slow(Duration each) {
		delay = each;
	}

	/**
	 * Makes every call of one counted method wait before it is carried out, on top of the wait of all.
	 *
	 * @param atOnce as many calls wait at the same time, and further ones for these; 0 for any number
	 */
	public void slow(String method, Duration each, int atOnce) {
		if (each.isZero()) {
			slowed.remove(method);
		} else {
			slowed.put(method, new Slowness(each, new Semaphore(atOnce == 0 ? Integer.MAX_VALUE : atOnce, true)));
		}
	}

	/** How slow a method is. */
	private record Slowness(Duration each, Semaphore places) {
	}

	/** Blocks a call of a counted method for as long as it is slow now. Returns whether it was not interrupted. */
	public boolean pause(String method) {
		try {
			if (!delay.isZero()) {
				Thread.sleep(delay);
			}
			Slowness slowness = slowed.get(method);
			if (slowness != null) {
				slowness.places.acquire();
				try {
					Thread.sleep(slowness.each);
				} finally {
					slowness.places.release();
				}
			}
			return true;
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** Makes a deletion by gRPC take this long for every node, so that deadlines can pass within it (H4). */
	public void deletionStep(Duration each) {
		deletionStep = each;
	}

	/** Returns how long a deletion by gRPC takes for every node. */
	public Duration deletionStep() {
		return deletionStep;
	}

	/**
	 * Makes the server one of before families of hashes, or one of today: it knows no announcement, shows all
	 * workspaces to everybody, and tells and makes no hashes of its own.
	 */
	public void olderServer(boolean older) {
		olderServer = older;
	}

	/** Returns whether the server is one of before families of hashes. */
	public boolean isOlderServer() {
		return olderServer;
	}

	/** Holds what change streams tell back, as a proxy does that waits for the end of an answer, or lets it go. */
	public void holdStreams(boolean held) {
		streamsHeld = held;
	}

	/** Returns whether what change streams tell is held back. */
	public boolean areStreamsHeld() {
		return streamsHeld;
	}

	/** Has the server make versions of what is written from now on, each this long after the write; or none. */
	public void keepVersions(Optional<Duration> delay) {
		versionDelay = delay;
	}

	/** Returns how long after a write its version is made; nothing where none is. */
	public Optional<Duration> versionDelay() {
		return versionDelay;
	}

	/**
	 * Holds the next uploads of whole files when their content has come, before anything stands there.
	 *
	 * @param next how many; 0 lets all go that are held, and holds no more
	 */
	public void holdUploads(int next) {
		uploadsToHold.set(next);
		if (next == 0) {
			CountDownLatch held = uploadsLetGo;
			uploadsLetGo = new CountDownLatch(1);
			held.countDown();
		}
	}

	/** Blocks for as long as this upload is held; {@code held} runs before that, where it is. */
	public void awaitUpload(Runnable held) {
		CountDownLatch letGo = uploadsLetGo;
		if (uploadsToHold.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
			held.run();
			await(letGo);
		}
	}

	/** Holds recursive listings after their first nodes, as a server does that is at work for long, or lets them go on. */
	public void holdListings(boolean held) {
		List<Runnable> released = List.of();
		synchronized (heldListings) {
			listingsHeld = held;
			if (!held) {
				released = List.copyOf(heldListings);
				heldListings.clear();
			}
		}
		released.forEach(Runnable::run);
	}

	/** Returns whether listings are held; then {@code goOn} runs once they are let go. */
	public boolean holdsListing(Runnable goOn) {
		synchronized (heldListings) {
			if (listingsHeld) {
				heldListings.add(goOn);
			}
			return listingsHeld;
		}
	}

	/** Blocks until everything is healed, or the thread is interrupted. */
	public void awaitHealing() {
		await(healing);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** Answers the next calls of a counted method this way, after those planned before. */
	public void fail(String method, int calls, Answer answer) {
		var planned = failures.computeIfAbsent(method, key -> new ArrayDeque<>());
		synchronized (planned) {
			for (var i = 0; i < calls; i++) {
				planned.add(answer);
			}
		}
	}

	/**
	 * Answers one call this way, whatever its method, and those before and after it as usual.
	 *
	 * @param number of the call from now on, 0 or more
	 * @param answer the answer for a counted method
	 */
	public void failAt(int number, Function<String, Answer> answer) {
		callToFail.set(new CallToFail(new AtomicInteger(number), answer));
	}

	/** A call that is to fail, and how many come before it. */
	private record CallToFail(AtomicInteger before, Function<String, Answer> answer) {
	}

	/** Takes the answer planned for this call of a counted method, if there is one. */
	public Optional<Answer> next(String method) {
		CallToFail one = callToFail.get();
		if (one != null && one.before.getAndDecrement() == 0) {
			return Optional.of(one.answer.apply(method));
		}
		if (failures.isEmpty()) {
			return Optional.empty();
		}
		var planned = failures.get(method);
		if (planned == null) {
			return Optional.empty();
		}
		synchronized (planned) {
			return Optional.ofNullable(planned.poll());
		}
	}

	/** Ends every open change stream at once. */
	public void dropStreams() {
		dropped.forEach(Runnable::run);
	}

	/** Runs this whenever the change streams are to be dropped. */
	public void onDropStreams(Runnable action) {
		dropped.add(action);
	}

	/** Heals everything: hazards as at the start, no failures, waits, locks, limits, hidden nodes or added roots. */
	public void clear() {
		off.clear();
		hidden.clear();
		locks.clear();
		quotas.clear();
		roots.clear();
		callToFail.set(null);
		failures.clear();
		slowed.clear();
		delay = Duration.ZERO;
		deletionStep = Duration.ZERO;
		moveLossShare = 0.4;
		olderServer = false;
		streamsHeld = false;
		holdListings(false);
		holdUploads(0);
		versionDelay = Optional.empty();
		CountDownLatch healed = healing;
		healing = new CountDownLatch(1);
		healed.countDown();
	}

	private static String trimmed(String path) {
		var start = path.startsWith("/") ? 1 : 0;
		var end = path.endsWith("/") && path.length() > start ? path.length() - 1 : path.length();
		return path.substring(start, end);
	}

	private static String parentOf(String path) {
		var slash = path.lastIndexOf('/');
		return slash < 0 ? "" : path.substring(0, slash);
	}
}
