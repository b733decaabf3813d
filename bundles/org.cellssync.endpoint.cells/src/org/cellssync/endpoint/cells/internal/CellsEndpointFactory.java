package org.cellssync.endpoint.cells.internal;

import java.net.URI;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.cellssync.api.account.Workspace;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.EndpointFactory;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.Throttle;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.transport.CellsConnection;
import org.cellssync.transport.CellsConnections;
import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes endpoints of folders on Cells servers. */
@Component(service = EndpointFactory.class, property = EndpointFactory.SCHEME + "=" + EndpointAddress.CELLS)
public final class CellsEndpointFactory implements EndpointFactory {

	/** Settings of all endpoints on servers. */
	public @interface Config {

		/** Files sent at a time; a server on two processors is fastest with 5 to 8. */
		int transfers() default 8;

		/**
		 * Larger files are sent in parts of so many MiB, a multiple of the 10 MiB that the server's hash is made of.
		 */
		int partMebibytes() default 100;
	}

	/**
	 * Calls for contents at a time that a server is asked to deal with, of all tasks together, until it says that it
	 * cannot.
	 */
	private static final int CALLS = 4 * Contents.CALLS;

	private final CellsConnections connections;
	private final Sending sending;
	private final Delivery.Limits limits;
	private final Supplier<RandomGenerator> randoms;
	/** By the address of the server. Few, and small: those of servers that are used no more stay. */
	private final Map<URI, Pace> paces = new ConcurrentHashMap<>();

	/** A factory of endpoints over {@code connections}. */
	@Activate
	public CellsEndpointFactory(@Reference CellsConnections connections, Config config) {
		this(connections, new Sending(config.transfers(), (long) config.partMebibytes() << 20));
	}

	/** A factory of endpoints that send files like this. */
	public CellsEndpointFactory(CellsConnections connections, Sending sending) {
		this(connections, sending, Delivery.Limits.USUAL, RandomGenerator::getDefault);
	}

	/**
	 * A factory of endpoints that wait so long for what the server tells.
	 *
	 * @param randoms gives each endpoint what is left to chance
	 */
	CellsEndpointFactory(CellsConnections connections, Sending sending, Delivery.Limits limits,
			Supplier<RandomGenerator> randoms) {
		this.limits = limits;
		this.randoms = randoms;
		this.connections = connections;
		this.sending = sending;
	}

	@Override
	public EndpointAddress check(EndpointAddress address, boolean written, Cancellation cancel) throws EndpointException {
		return new EndpointAddress(address.scheme(), address.account(),
				folder(address, written ? Use.WRITE : Use.READ, cancel).orElseThrow());
	}

	@Override
	public boolean examine(EndpointAddress address, Cancellation cancel) throws EndpointException {
		return folder(address, Use.EXAMINE, cancel).isPresent();
	}

	/** What a folder is to be used for. */
	private enum Use {
		/** To read it; it is made where it is missing. */
		READ,
		/** To write it; it is made where it is missing. */
		WRITE,
		/** To write it, but not yet. */
		EXAMINE
	}

	private Optional<String> folder(EndpointAddress address, Use use, Cancellation cancel) throws EndpointException {
		CellsConnection connection = connections.connect(address.account());
		String path = normal(address);
		try {
			return folder(connection, path, use, cancel);
		} catch (CellsException e) {
			throw e.endpointException(e.kind() == CellsError.Kind.SIGNED_OUT ? address.account() : address.text());
		}
	}

	private static String normal(EndpointAddress address) throws EndpointException {
		try {
			SyncPath path = SyncPath.of(address.path());
			if (!path.isRoot()) {
				return path.value();
			}
		} catch (IllegalArgumentException noPath) {
			throw new EndpointException(Diagnostic.of(Code.REMOTE_ROOT_MISSING, address.text()), noPath);
		}
		throw new EndpointException(Diagnostic.of(Code.WORKSPACE_GONE, address.text()));
	}

	/**
	 * Returns the exact path of a folder that may be used so; the last one, where it is missing and may be made, is made or,
	 * unless that is wanted, not told.
	 */
	private static Optional<String> folder(CellsConnection connection, String path, Use use, Cancellation cancel)
			throws CellsException, EndpointException {
		TaskRoot workspace = new TaskRoot(new TaskRoot(path).workspace());
		RemoteTree remote = new RemoteTree(connection, workspace);
		RemoteNode current = remote.read("", cancel)
				.orElseThrow(() -> new EndpointException(Diagnostic.of(Code.WORKSPACE_GONE, path)));
		Workspace known = new WorkspaceListing(connection).listed(cancel).get(workspace.path());
		boolean writable = current.writable() && (known == null || known.writable());
		String[] names = SyncPath.of(path).segments();
		for (int i = 1; i < names.length; i++) {
			Optional<RemoteNode> next = child(remote, current, names[i], cancel);
			if (next.isEmpty() && i == names.length - 1 && writable && current.writable()) {
				if (use == Use.EXAMINE) {
					return Optional.empty();
				}
				next = Optional.of(remote.makeFolder(TaskRoot.child(current.path(), names[i]), cancel));
			}
			current = next.filter(node -> !node.leaf())
					.orElseThrow(() -> new EndpointException(Diagnostic.of(Code.REMOTE_ROOT_MISSING, path)));
		}
		if (use != Use.READ && !(writable && current.writable())) {
			throw new EndpointException(Diagnostic.of(Code.REMOTE_ROOT_NOT_WRITABLE, path));
		}
		return Optional.of(workspace.onServer(current.path()));
	}

	/** Finds a child by its name, or by another Unicode form of it. */
	private static Optional<RemoteNode> child(RemoteTree remote, RemoteNode folder, String name,
			Cancellation cancel) throws CellsException {
		Optional<RemoteNode> exact = remote.read(TaskRoot.child(folder.path(), name), cancel);
		if (exact.isPresent() || Normalizer.isNormalized(name, Normalizer.Form.NFD)) {
			return exact;
		}
		List<RemoteNode> others = remote.children(folder.path(), cancel).stream()
				.filter(node -> Normalizer.normalize(node.name(), Normalizer.Form.NFC).equals(name)).toList();
		return others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty();
	}

	@Override
	public Endpoint open(EndpointAddress address, Path taskData, EndpointSettings settings)
			throws EndpointException {
		return open(address, taskData, settings, Throttle.NONE);
	}

	@Override
	public Endpoint open(EndpointAddress address, Path taskData, EndpointSettings settings, Throttle throttle)
			throws EndpointException {
		CellsConnection connection = connections.connect(address.account());
		return new CellsEndpoint(connection, new TaskRoot(address.path()), taskData, settings, sending, throttle,
				pace(connection.server()), InstantSource.system(), randoms.get(), limits);
	}

	/** Returns the pace of all that is asked of a server. */
	Pace pace(URI server) {
		return paces.computeIfAbsent(server, key -> new Pace(CALLS));
	}
}
