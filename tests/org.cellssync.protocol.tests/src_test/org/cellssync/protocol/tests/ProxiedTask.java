package org.cellssync.protocol.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.Unread;
import org.cellssync.endpoint.cells.internal.CellsEndpointFactory;
import org.cellssync.endpoint.cells.internal.Sending;
import org.cellssync.testkit.MemorySource;
import org.cellssync.transport.internal.grpc.AccountConnections;
import org.cellssync.transport.internal.trust.PemServerTrust;
import org.cellssync.transport.internal.web.HttpServers;

/** What a task does with its folder on a server: send, look, fetch, hear of changes, delete. */
final class ProxiedTask {

	/** Beyond every limit that a proxy has by itself. */
	private static final int LARGE = 8 << 20;

	private final Endpoint endpoint;
	private final Cancellation cancel = new Cancellation();

	private ProxiedTask(Endpoint endpoint) {
		this.endpoint = endpoint;
	}

	static void run(FixedAccounts accounts, Path taskData) throws Exception {
		Files.createDirectories(taskData);
		PemServerTrust trust = new PemServerTrust();
		HttpServers servers = new HttpServers(trust);
		AccountConnections connections = new AccountConnections(accounts, servers, trust);
		CellsEndpointFactory factory = new CellsEndpointFactory(connections, new Sending(4, Sending.DEFAULT.partLength()));
		try {
			EndpointAddress address = factory.check(new EndpointAddress(EndpointAddress.CELLS,
					accounts.account().id(), "personal-files/" + UUID.randomUUID()), true, new Cancellation());
			try (Endpoint endpoint = factory.open(address, taskData, EndpointSettings.DEFAULT)) {
				new ProxiedTask(endpoint).run();
			}
		} finally {
			connections.close();
			servers.close();
		}
	}

	private void run() throws Exception {
		try (ExecutorService waiter = Executors.newSingleThreadExecutor()) {
			// The first answer is that listening has begun, the second that something happened.
			assertEquals(Hint.Everything.EVERYTHING,
					waiter.submit(() -> endpoint.awaitChange(cancel)).get(30, TimeUnit.SECONDS));
			Future<Hint> change = waiter.submit(() -> endpoint.awaitChange(cancel));
			byte[] small = "a few words".getBytes(StandardCharsets.UTF_8);
			byte[] large = new byte[LARGE];
			new Random(1).nextBytes(large);
			MemorySource source = new MemorySource().with("folder/small", small).with("large, 100%+é", large);
			List<Step> steps = List.of(make("folder", Directory.EMPTY), make("folder/small", file(small, 1)),
					make("large, 100%+é", file(large, 2)));
			done(steps, endpoint.apply(scan(), steps, source, StepObserver.NONE, cancel));
			change.get(30, TimeUnit.SECONDS);
			Scan seen = scan();
			fetched(seen, "folder/small", small);
			fetched(seen, "large, 100%+é", large);
			Step deletion = new Change(SyncPath.of("folder"), Tree.at(seen.tree(), SyncPath.of("folder")),
					Entry.Absent.ABSENT);
			done(List.of(deletion), endpoint.apply(seen, List.of(deletion), source, StepObserver.NONE, cancel));
		} finally {
			cancel.cancel();
		}
	}

	private static Change make(String path, Entry after) {
		return new Change(SyncPath.of(path), Entry.Absent.ABSENT, after);
	}

	private static Entry.File file(byte[] content, int number) {
		return new Entry.File(new Unread(number, number), content.length, false);
	}

	private Scan scan() throws Exception {
		return endpoint.scan(new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING, Directory.EMPTY, Identities.NONE,
				KnownContent.NONE, (path, directory) -> false), cancel);
	}

	private static void done(List<Step> steps, Outcome outcome) {
		assertEquals(Optional.empty(), outcome.failure());
		assertEquals(steps.size(), outcome.results().size());
		assertTrue(outcome.results().stream().allMatch(StepResult.Done.class::isInstance), outcome.toString());
	}

	private void fetched(Scan seen, String path, byte[] content) throws Exception {
		Identity identity = seen.identities().of(SyncPath.of(path)).orElseThrow();
		try (SourceFile file = endpoint.open(SyncPath.of(path), identity, cancel);
				var stream = file.read(0, content.length)) {
			assertArrayEquals(content, stream.readAllBytes());
		}
	}
}
