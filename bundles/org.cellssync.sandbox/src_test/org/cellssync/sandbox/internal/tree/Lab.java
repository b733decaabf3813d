package org.cellssync.sandbox.internal.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.cellssync.sandbox.internal.auth.User;
import org.cellssync.sandbox.internal.events.Change;
import org.cellssync.sandbox.internal.events.Events;
import org.cellssync.sandbox.internal.events.Origin;
import org.cellssync.sandbox.internal.storage.BlockDigest;
import org.cellssync.sandbox.internal.storage.Content;
import org.cellssync.sandbox.internal.web.Counters;
import org.cellssync.sandbox.internal.web.Faults;

/** A world whose time stands still until a test moves it. */
final class Lab implements AutoCloseable {
	static final Duration DELAY = Duration.ofMillis(300);

	final Faults faults = new Faults();
	final Optional<User> ann = Optional.of(new User("ann", "uuid-ann", "ann@example.org"));
	final Optional<User> bob = Optional.of(new User("bob", "uuid-bob", "bob@example.org"));
	final World world;
	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
	private volatile Instant now = Instant.parse("2026-11-22T20:45:40Z");

	Lab(Family family, StorageKind storage) {
		this(family, storage, Optional.empty(), 1);
	}

	Lab(Family family, StorageKind storage, Optional<Path> dir, long seed) {
		world = new World(
				new WorldOptions(family, storage, DELAY, dir, () -> now, faults, new Counters(), seed));
	}

	static Lab flat() {
		return new Lab(Family.V4, StorageKind.FLAT);
	}

	static Lab structured() {
		return new Lab(Family.V4, StorageKind.STRUCTURED);
	}

	static Lab structured(long seed) {
		return new Lab(Family.V4, StorageKind.STRUCTURED, Optional.empty(), seed);
	}

	void pass(Duration time) {
		now = now.plus(time);
	}

	/** Lets everything settle that is under way. */
	void settle() {
		pass(Duration.ofSeconds(10));
		list("common-files");
	}

	Content store(String text) {
		var bytes = text.getBytes(StandardCharsets.UTF_8);
		try (var receiver = world.contents().receive()) {
			receiver.write(bytes, 0, bytes.length);
			return receiver.finish();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	static BlockDigest.Digests digests(String text) {
		var bytes = text.getBytes(StandardCharsets.UTF_8);
		var digest = new BlockDigest();
		digest.update(bytes, 0, bytes.length);
		return digest.finish();
	}

	Upload begin(String path, String text) {
		return world.begin(ann, path, text.length(), Origin.NONE);
	}

	void commit(Upload upload, String text) {
		var digests = digests(text);
		world.commit(upload,
				new Arrived(store(text), digests.tag(), digests.hash(), "text/plain; charset=utf-8"),
				Origin.NONE);
	}

	void put(String path, String text) {
		commit(begin(path, text), text);
	}

	NodeView read(String path) {
		return world.read(ann, path, false).node();
	}

	String text(String path) {
		try (var in = world.stored(ann, path).content().orElseThrow().open(0)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	boolean isThere(String path) {
		try {
			read(path);
			return true;
		} catch (TreeException e) {
			if (e.code() != 404) {
				throw e;
			}
			return false;
		}
	}

	void mkdir(String path) {
		world.make(ann, path, new NodeRequest("", false, 0, ""), Origin.NONE);
	}

	void move(String from, String to) {
		world.move(ann, from, to, Origin.NONE);
	}

	boolean delete(String path) {
		return world.delete(ann, path, "", Origin.NONE, () -> false);
	}

	/** Returns all paths below a folder, as the recursive listing has them. */
	List<String> list(String path) {
		return listed(ann, path).stream().map(Found::path).toList();
	}

	List<Found> listed(Optional<User> user, String path) {
		var walk = world.walk(user, path, true);
		var result = new ArrayList<Found>();
		for (var batch = walk.next(3); !batch.isEmpty(); batch = walk.next(3)) {
			result.addAll(batch);
		}
		return result;
	}

	/** Begins to listen below a path; {@link #heard} tells what came. */
	void listen(String path) {
		world.subscribe(ann, path, new Events.Listener() {
			@Override
			public void changed(Change change, Optional<String> source, Optional<String> target) {
				heard.add(change.kind() + source.map(at -> " " + at).orElse("")
						+ target.map(at -> " > " + at).orElse("") + (change.isSilent() ? " silent" : "")
						+ tag(change) + marks(change.metadata()));
			}

			private String tag(Change change) {
				return change.target().or(change::source).map(NodeView::etag)
						.filter(NodeView.TEMPORARY::equals).map(tag -> " " + tag).orElse("");
			}

			private String marks(Map<String, String> metadata) {
				return metadata.isEmpty() ? "" : " " + metadata;
			}

			@Override
			public void dropped() {
				heard.add("dropped");
			}
		});
	}

	/** Waits for the next event. */
	String heard() {
		try {
			var event = heard.poll(5, TimeUnit.SECONDS);
			if (event == null) {
				throw new AssertionError("no event came");
			}
			return event;
		} catch (InterruptedException e) {
			throw new AssertionError(e);
		}
	}

	/** Waits for so many events and returns them sorted. */
	List<String> heard(int count) {
		var result = new ArrayList<String>();
		for (var i = 0; i < count; i++) {
			result.add(heard());
		}
		result.sort(null);
		return result;
	}

	@Override
	public void close() {
		world.close();
	}
}
