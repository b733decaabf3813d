package org.cellssync.engine.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Capabilities;
import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Keeping;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;

/** One program's way to a store. What a store has changed meanwhile is told by others, {@link #awaitChange} is not used. */
final class SimulatedEnd implements Endpoint {

	/** A content read so shortly after a file was written says nothing of what the file holds under that time. */
	static final Duration GRAIN = Duration.ofMillis(10);

	private final SimulatedStore store;
	private final SimulatedCalls calls;
	private final SimulatedComparison comparison;

	SimulatedEnd(SimulatedStore store, SimulatedCalls calls) {
		this.store = store;
		this.calls = calls;
		this.comparison = new SimulatedComparison(store, calls);
	}

	/** Returns what finds out what changed while nothing was told of it. */
	SimulatedComparison comparison() {
		return comparison;
	}

	SimulatedStore store() {
		return store;
	}

	SimulatedCalls calls() {
		return calls;
	}

	/** Makes a call; the whole end fails with it. */
	<T> T call(String call, Supplier<T> effect) throws EndpointException {
		try {
			return calls.make(call + ' ' + store.name(), effect);
		} catch (SimulatedCalls.Failure e) {
			throw new EndpointException(Diagnostic.of(failed(), store.name()), e);
		}
	}

	Code failed() {
		return store.isServer() ? Code.SERVER_UNREACHABLE : Code.LOCAL_IO;
	}

	Code changed() {
		return store.isServer() ? Code.REMOTE_CHANGED_MEANWHILE : Code.LOCAL_CHANGED_MEANWHILE;
	}

	EndpointException changed(SyncPath path) {
		return new EndpointException(Diagnostic.of(changed(), path.value()));
	}

	/** Returns what is on record of a version, where that can be trusted. */
	Optional<Digest> known(KnownContent known, SimulatedNode node) {
		return known.of(node.version)
				.filter(proven -> store.isServer() || node.modified.isBefore(proven.observed().minus(GRAIN)))
				.map(KnownContent.Proven::digest);
	}

	@Override
	public Capabilities capabilities() {
		return new Capabilities(!store.isServer(), !store.isServer(), !store.folds(), store.isServer(), store.isServer());
	}

	@Override
	public Scan scan(ScanRequest request, Cancellation cancel) throws EndpointException {
		Optional<Scan> found = Optional.empty();
		comparison.lookBegins();
		try {
			Scan scan = new SimulatedLook(this, request).scan();
			found = Optional.of(scan);
			return scan;
		} finally {
			comparison.lookEnds(request, found);
		}
	}

	@Override
	public Map<SyncPath, Digest> prove(Scan seen, SortedSet<SyncPath> paths, ContentSource counterpart,
			Cancellation cancel) throws EndpointException {
		Map<SyncPath, Digest> proven = new TreeMap<>();
		for (SyncPath path : paths) {
			Optional<Identity> expected = seen.identities().of(path);
			Optional<Digest> digest = call("prove", () -> Optional.ofNullable(store.at(path))
					.filter(node -> expected.isPresent() && isSame(node, expected.get()))
					.map(node -> SimulatedNode.digest(node.content)));
			digest.ifPresent(each -> proven.put(path, each));
		}
		return proven;
	}

	/** Returns whether a node is the file that was seen, in the version that was seen. */
	static boolean isSame(SimulatedNode node, Identity seen) {
		return !node.folder && !node.hidden && node.version.equals(seen.version())
				&& (!seen.hasId() || node.id.equals(seen.id()));
	}

	@Override
	public Outcome apply(Scan seen, List<Step> steps, ContentSource source, StepObserver observer,
			Cancellation cancel) {
		return new SimulatedSteps(this, seen, source, new StepObserver() {

			@Override
			public void transferred(SyncPath path, long bytes) {
				observer.transferred(path, bytes);
			}

			@Override
			public void finished(StepResult result) {
				comparison.acted(result.step());
				observer.finished(result);
			}
		}).perform(steps);
	}

	@Override
	public Optional<Keeping> keeping() {
		return Optional.of(new Aside());
	}

	private final class Aside implements Keeping {

		@Override
		public boolean takes(long size) {
			return true;
		}

		@Override
		public boolean keep(SyncPath path, SourceFile file, Cancellation cancel) throws EndpointException {
			try (InputStream bytes = file.read(0, file.size())) {
				long content = SimulatedFile.content(bytes.readAllBytes());
				return call("keep", () -> {
					store.keep(content);
					return true;
				});
			} catch (IOException e) {
				throw new IllegalStateException(e);
			}
		}
	}

	@Override
	public SourceFile open(SyncPath path, Identity expected, Cancellation cancel) throws EndpointException {
		Optional<SimulatedNode> node = call("open",
				() -> Optional.ofNullable(store.at(path)).filter(each -> isSame(each, expected)));
		return new SimulatedFile(this, path, expected, node.orElseThrow(() -> changed(path)));
	}

	@Override
	public Hint awaitChange(Cancellation cancel) {
		throw new UnsupportedOperationException("changes are told by the store");
	}

	@Override
	public void close() {
		// Holds nothing.
	}
}
