package org.cellssync.endpoint.cells.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.random.RandomGenerator;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Workspace;
import org.cellssync.api.account.Workspace.Family;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.doctor.CheckStep;
import org.cellssync.api.endpoint.Throttle;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.BuiltInIgnores;
import org.cellssync.protocol.tree.NodeChangeEvent;
import org.cellssync.transport.Answers;
import org.cellssync.transport.CellsConnections;
import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * The checks that need an account. They write into a folder of their own, whose name no task takes part in, and delete
 * it. For one thread.
 */
final class AccountChecks implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(AccountChecks.class);

	/** A file that everything lets through, and one beyond the limit that proxies have unless told otherwise. */
	private static final List<Integer> SIZES = List.of(1 << 10, (2 << 20) + 1);
	/** The largest body that is ever sent. */
	private static final long LARGEST = Sending.DEFAULT.partLength();
	private static final Duration TOLD_WITHIN = Duration.ofSeconds(15);
	private static final Duration CLEANING = Duration.ofSeconds(30);
	/** The server says nothing when a stream begins. */
	private static final Duration TAKING_UP = Duration.ofMillis(300);

	private final Account account;
	private final CellsConnections connections;
	private final Duration watch;
	private final Findings findings;
	private final Random random = new Random();
	/** What was sent, by exact path. */
	private final Map<String, byte[]> sent = new LinkedHashMap<>();
	private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
	private final Cancellation closing = new Cancellation();
	private List<Workspace> workspaces = List.of();
	private Optional<RemoteTree> remote = Optional.empty();
	private Optional<RemoteNode> folder = Optional.empty();
	private Optional<Contents> contents = Optional.empty();

	/** What the stream of changes brought: a change below our folder, one elsewhere, or its end. */
	private record Arrival(long nanoTime, boolean ours, Optional<String> end) {
	}

	AccountChecks(Account account, CellsConnections connections, Duration watch, Findings findings) {
		this.account = account;
		this.connections = connections;
		this.watch = watch;
		this.findings = findings;
	}

	void rights(Cancellation cancel) throws CheckFailure, CellsException, EndpointException {
		workspaces = new ArrayList<>(
				new WorkspaceListing(connections.connect(account.id())).workspaces(cancel).values());
		findings.saw("account", account.id());
		if (workspaces.isEmpty()) {
			throw new CheckFailure(Code.SERVER_NO_WORKSPACE, account.id());
		}
		findings.saw("writable", slugs(workspaces.stream().filter(Workspace::writable).toList()));
		findings.saw("readable", slugs(workspaces.stream().filter(each -> !each.writable()).toList()));
		if (place().isEmpty()) {
			findings.warn(CheckStep.RIGHTS, Code.SERVER_NOTHING_WRITABLE, account.id());
		} else {
			findings.ok(CheckStep.RIGHTS);
		}
	}

	private static String slugs(List<Workspace> some) {
		return some.stream().map(Workspace::slug).collect(Collectors.joining(", "));
	}

	/** Returns where files may be written, at best where they are listed too, and where nobody else looks. */
	private Optional<Workspace> place() {
		return workspaces.stream().filter(Workspace::writable)
				.min(Comparator.comparing((Workspace each) -> each.family() == Family.MIXED)
						.thenComparing(each -> !each.slug().startsWith("personal")));
	}

	void hashFamily() {
		for (Family family : Family.values()) {
			findings.saw(family.name().toLowerCase(Locale.ROOT),
					slugs(workspaces.stream().filter(each -> each.family() == family).toList()));
		}
		List<Workspace> mixed = workspaces.stream().filter(each -> each.family() == Family.MIXED).toList();
		if (mixed.isEmpty()) {
			findings.ok(CheckStep.HASH_FAMILY);
		} else {
			findings.warn(CheckStep.HASH_FAMILY, Code.SERVER_MIXED_HASHES, account.id(), slugs(mixed));
		}
	}

	/** Returns whether there is something to fetch, though some upload may have failed. */
	boolean hasSent() {
		return !sent.isEmpty();
	}

	void up(Cancellation cancel) throws CheckFailure, CellsException, EndpointException {
		RemoteTree tree = prepare(cancel);
		Contents files = contents.orElseThrow();
		findings.saw("folder", tree.root().onServer(folder.orElseThrow().path()));
		for (int size : SIZES) {
			byte[] bytes = new byte[size];
			random.nextBytes(bytes);
			String path = TaskRoot.child(folder.orElseThrow().path(), size + ".bin");
			String etag = put(files, path, bytes, cancel);
			if (!etag.equals(HexFormat.of().formatHex(Md5.start().digest(bytes)))) {
				throw etag.isEmpty() ? notPassed("no ETag")
						: new CheckFailure(Code.CONTENT_MISMATCH, tree.root().onServer(path));
			}
			sent.put(path, bytes);
		}
		findings.saw("sent", SIZES.stream().map(size -> size + " bytes").collect(Collectors.joining(", ")));
		largest(files, cancel);
		findings.saw("allowed", LARGEST + " bytes");
		findings.ok(CheckStep.S3_UP);
	}

	private RemoteTree prepare(Cancellation cancel) throws CheckFailure, CellsException, EndpointException {
		Workspace place = place().orElseThrow(() -> new CheckFailure(Code.SERVER_NOTHING_WRITABLE, account.id()));
		var connection = connections.connect(account.id());
		RemoteTree tree = new RemoteTree(connection, new TaskRoot(place.slug()));
		remote = Optional.of(tree);
		contents = Optional.of(new Contents(connection, tree.root(), Throttle.NONE,
				new Pace(Contents.CALLS), RandomGenerator.getDefault()));
		String name = BuiltInIgnores.OWN_TEMPORARY + "check-" + UUID.randomUUID();
		listen(tree, name, cancel);
		folder = Optional.of(tree.makeFolder(name, cancel));
		return tree;
	}

	private String put(Contents files, String path, byte[] bytes, Cancellation cancel)
			throws CheckFailure, CellsException {
		try {
			return files.put(path, bytes.length, ContentStreamProvider.fromByteArrayUnsafe(bytes), cancel);
		} catch (CellsException refusal) {
			throw refused(refusal, bytes.length);
		}
	}

	/** The server is told of the largest upload there can be; when it agrees, nothing is sent. */
	private void largest(Contents files, Cancellation cancel) throws CheckFailure, CellsException {
		Cancellation agreed = new Cancellation();
		AtomicBoolean reached = new AtomicBoolean();
		String path = TaskRoot.child(folder.orElseThrow().path(), "largest.bin");
		try (var registration = cancel.onCancel(agreed::cancel)) {
			files.put(path, LARGEST, () -> new InputStream() {
				@Override
				public int read() throws IOException {
					reached.set(true);
					agreed.cancel();
					throw new IOException("enough");
				}
			}, agreed);
		} catch (CancellationException ended) {
			if (!reached.get()) {
				throw ended;
			}
		} catch (CellsException refusal) {
			throw refused(refusal, LARGEST);
		}
	}

	private CheckFailure refused(CellsException refusal, long size) throws CellsException {
		CellsError error = refusal.error();
		String words = error.detail();
		boolean ofServer = !error.id().isEmpty();
		if (words.equals("HTTP 413")) {
			return new CheckFailure(Code.SERVER_BODY_LIMIT, account.url(), size + " bytes");
		}
		if (error.kind() == Kind.TIMEOUT || error.kind() == Kind.UNREACHABLE || words.equals("HTTP 408")
				|| words.equals("HTTP 504")) {
			return new CheckFailure(Code.SERVER_UPLOAD_BROKEN, account.url(), size + " bytes, " + words);
		}
		if (!ofServer && words.startsWith("HTTP ") && !sent.isEmpty()) {
			// Smaller ones were taken.
			return new CheckFailure(Code.SERVER_UPLOAD_BROKEN, account.url(), size + " bytes, " + words);
		}
		if (!ofServer && (words.startsWith("HTTP ") || words.isEmpty())) {
			return notPassed("PUT: " + (words.isEmpty() ? error.kind().toString() : words));
		}
		throw refusal;
	}

	private CheckFailure notPassed(String seen) {
		return new CheckFailure(Code.SERVER_S3_NOT_PASSED, account.url(), seen);
	}

	void down(Cancellation cancel) throws CheckFailure, CellsException {
		RemoteTree tree = remote.orElseThrow();
		for (Map.Entry<String, byte[]> file : sent.entrySet()) {
			byte[] whole = file.getValue();
			compare(tree, file.getKey(), get(file.getKey(), 0, whole.length, whole.length, cancel), whole);
			int half = whole.length / 2;
			compare(tree, file.getKey(), get(file.getKey(), half, whole.length - half, whole.length, cancel),
					Arrays.copyOfRange(whole, half, whole.length));
		}
		findings.saw("fetched", sent.values().stream().map(each -> each.length + " bytes")
				.collect(Collectors.joining(", ")));
		findings.ok(CheckStep.S3_DOWN);
	}

	private byte[] get(String path, long offset, int length, int size, Cancellation cancel)
			throws CheckFailure, CellsException {
		Contents.Download download = contents.orElseThrow().get(path, "", offset, length, length == size, cancel);
		try (InputStream stream = download.stream(); var registration = cancel.onCancel(download.stream()::abort)) {
			return stream.readNBytes(size + 1);
		} catch (IOException broken) {
			cancel.check();
			throw new CheckFailure(Diagnostic.of(Code.SERVER_S3_NOT_PASSED, account.url(), "GET: " + broken.getMessage()),
					broken);
		}
	}

	private static void compare(RemoteTree tree, String path, byte[] fetched, byte[] wanted) throws CheckFailure {
		if (!Arrays.equals(fetched, wanted)) {
			throw new CheckFailure(Code.CONTENT_MISMATCH, tree.root().onServer(path));
		}
	}

	/** Begins to listen, on a thread of its own; returns when nothing can be missed any more. */
	private void listen(RemoteTree tree, String name, Cancellation cancel) throws CellsException {
		Answers<NodeChangeEvent> changes = tree.changes(closing);
		Thread.ofPlatform().daemon().name("check-events").start(() -> {
			try (changes) {
				for (var next = changes.next(); next.isPresent(); next = changes.next()) {
					String place = next.get().getTarget().getPath() + '\n' + next.get().getSource().getPath();
					arrivals.add(new Arrival(System.nanoTime(), place.contains(name), Optional.empty()));
				}
				arrivals.add(new Arrival(System.nanoTime(), false, Optional.of("")));
			} catch (CellsException broken) {
				arrivals.add(new Arrival(System.nanoTime(), false, Optional.of(GrpcSigns.brief(broken.error()))));
			} catch (CancellationException closed) {
				LOG.debug("The changes are no longer listened to");
			}
		});
		tree.read("", cancel);
		Pauses.pause(TAKING_UP, cancel);
	}

	/** Returns the limit of {@link #events}. */
	Duration longestWatch() {
		return watch.multipliedBy(2).plus(TOLD_WITHIN).plus(CLEANING);
	}

	void events(Cancellation cancel) throws CheckFailure, CellsException {
		if (folder.isEmpty()) {
			findings.skip(CheckStep.EVENTS, Code.CHECK_NEEDS_STEP, CheckStep.S3_UP.id());
			return;
		}
		removeFolder(cancel);
		long begun = System.nanoTime();
		long quietSince = begun;
		boolean told = false;
		while (true) {
			Duration wait = told ? watch : TOLD_WITHIN;
			Optional<Arrival> next = next(wait.minusNanos(System.nanoTime() - quietSince), cancel);
			if (next.isPresent() && next.get().end().isPresent()) {
				cut(Duration.ofNanos(Math.max(0, next.get().nanoTime() - quietSince)), next.get().end().get());
				return;
			}
			if (next.isEmpty()) {
				if (told) {
					findings.saw("quiet", watch.toSeconds() + " s");
					findings.ok(CheckStep.EVENTS);
				} else {
					findings.warn(CheckStep.EVENTS, Code.SERVER_STREAM_BUFFERED, account.url(),
							TOLD_WITHIN.toSeconds() + " s");
				}
				return;
			}
			told |= next.get().ours();
			if (told) {
				quietSince = Math.max(quietSince, next.get().nanoTime());
			}
			if (told && System.nanoTime() - begun > watch.plus(TOLD_WITHIN).toNanos()) {
				// Others are at work there: it is never quiet, and was not ended either.
				findings.ok(CheckStep.EVENTS);
				return;
			}
		}
	}

	private void cut(Duration after, String words) {
		String seconds = String.format(Locale.ROOT, "%.1f s", after.toMillis() / 1000.0);
		findings.warn(CheckStep.EVENTS, Code.SERVER_STREAM_CUT, account.url(),
				words.isEmpty() ? seconds : seconds + ", " + words);
	}

	private Optional<Arrival> next(Duration wait, Cancellation cancel) {
		Arrival woken = new Arrival(System.nanoTime(), false, Optional.of("cancelled"));
		try (var registration = cancel.onCancel(() -> arrivals.add(woken))) {
			Arrival next = arrivals.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
			cancel.check();
			return Optional.ofNullable(next);
		} catch (InterruptedException interrupted) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		}
	}

	private void removeFolder(Cancellation cancel) throws CellsException {
		if (folder.isPresent()) {
			remote.orElseThrow().deleteForGood(folder.get(), cancel);
			folder = Optional.empty();
		}
	}

	/** Removes what is still there, also where the examination was cancelled. */
	@Override
	public void close() {
		try {
			TimeLimit.within(CLEANING, new Cancellation(), this::removeFolder);
		} catch (CheckFailure | CellsException | EndpointException | TimeoutException failure) {
			LOG.warn("The folder {} of a check stays on {}", folder.map(RemoteNode::path).orElse(""), account.url(),
					failure);
		} finally {
			closing.cancel();
			contents.ifPresent(Contents::close);
		}
	}
}
