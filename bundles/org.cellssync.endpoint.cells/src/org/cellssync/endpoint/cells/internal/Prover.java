package org.cellssync.endpoint.cells.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.hash.ContentDigests;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.transport.CellsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves the content of files whose look did not: by the other end's file, by a hash that has settled since,
 * and else by fetching and hashing them.
 */
final class Prover {

	private static final Logger LOG = LoggerFactory.getLogger(Prover.class);
	private static final int AT_ONCE = 4;
	private static final int BUFFER = 1 << 18;

	private final RemoteTree remote;
	private final Contents contents;
	private final HashSightings sightings;

	Prover(RemoteTree remote, Contents contents, HashSightings sightings) {
		this.remote = remote;
		this.contents = contents;
		this.sightings = sightings;
	}

	/** Proves what can be proven; files that changed or cannot be read are left out. */
	Map<SyncPath, Digest> prove(Scan seen, SortedSet<SyncPath> paths, ContentSource counterpart,
			Cancellation cancel) throws EndpointException {
		Map<SyncPath, Digest> proven = new TreeMap<>();
		ExactNames names = new ExactNames(seen.identities());
		Workers.each("cells-prove", paths, AT_ONCE, cancel, path -> {
			Optional<StorageVersion> version = seen.identities().of(path).map(Identity::version)
					.flatMap(StorageVersion::parse);
			if (version.isPresent() && Tree.at(seen.tree(), path) instanceof Entry.File) {
				Optional<Digest> digest = prove(path, names.of(path), version.get(), counterpart, cancel);
				synchronized (proven) {
					digest.ifPresent(each -> proven.put(path, each));
				}
			}
		});
		return proven;
	}

	private Optional<Digest> prove(SyncPath path, String exactPath, StorageVersion version,
			ContentSource counterpart, Cancellation cancel) throws EndpointException {
		try {
			Optional<Digest> same = byCounterpart(path, version, counterpart, cancel);
			if (same.isPresent()) {
				return same;
			}
			Optional<RemoteNode> node = remote.read(exactPath, cancel);
			if (node.isEmpty() || !node.get().version().equals(version)) {
				return Optional.empty();
			}
			if (new Evidence(KnownContent.NONE, sightings).of(node.get(),
					false) instanceof Finding.Proven proven) {
				return Optional.of(proven.digest());
			}
			return byFetching(path, node.get(), cancel);
		} catch (CellsException e) {
			return leftOut(path, e.endpointException(path.value()));
		}
	}

	private static Optional<Digest> byCounterpart(SyncPath path, StorageVersion version,
			ContentSource counterpart, Cancellation cancel) {
		if (!version.determined()) {
			return Optional.empty();
		}
		try (SourceFile file = counterpart.open(path)) {
			return Counterpart.proves(version, file, cancel);
		} catch (IOException | EndpointException e) {
			// No file there, or one that changes: it proves nothing, and is no trouble of ours.
			LOG.debug("No proof by the other end's file", e);
			return Optional.empty();
		}
	}

	private Optional<Digest> byFetching(SyncPath path, RemoteNode node, Cancellation cancel)
			throws EndpointException {
		StorageVersion version = node.version();
		ContentDigests digests = new ContentDigests();
		byte[] buffer = new byte[BUFFER];
		try (RemoteFile file = new RemoteFile(contents, path, node.path(), "", version, node.modified(), cancel);
				InputStream input = file.read(0, version.size())) {
			for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
				digests.update(buffer, 0, count);
			}
			ContentDigests.Both both = digests.digest();
			file.verifyWhole(both.md5());
			return Optional.of(both.v4());
		} catch (EndpointException e) {
			return leftOut(path, e);
		} catch (IOException e) {
			if (e.getCause() instanceof EndpointException failure) {
				return leftOut(path, failure);
			}
			throw new IllegalStateException("streams of the server tell why they fail", e);
		}
	}

	/** A file that changed or is refused is left out; a server that is away fails the whole. */
	private static Optional<Digest> leftOut(SyncPath path, EndpointException e) throws EndpointException {
		Code code = e.diagnostic().code();
		if (code.cutsOff() || code == Code.SIGNED_OUT || code == Code.WORKSPACE_GONE) {
			throw e;
		}
		LOG.debug("{} is not proven: {}", path, code);
		return Optional.empty();
	}
}
