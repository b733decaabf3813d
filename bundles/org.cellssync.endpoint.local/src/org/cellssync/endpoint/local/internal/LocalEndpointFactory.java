package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.EndpointFactory;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.Keeping;
import org.cellssync.api.hash.Hasher;
import org.cellssync.api.util.Cancellation;
import org.cellssync.api.util.Locations;
import org.cellssync.api.watch.TreeWatcher;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes ends of tasks of local folders. */
@Component(service = EndpointFactory.class, property = EndpointFactory.SCHEME + "=" + EndpointAddress.FILE)
public final class LocalEndpointFactory implements EndpointFactory {

	private final Tools tools;
	private final TreeWatcher watcher;
	private final RootCheck check;

	/** A factory for this computer. */
	@Activate
	public LocalEndpointFactory(
			@Reference(target = "(" + Hasher.ALGORITHM + "=" + Hasher.CELLS_V4 + ")") Hasher hasher,
			@Reference TreeWatcher watcher, @Reference Locations locations) {
		this(new Tools(hasher, Clock.systemUTC(), new Names(new SecureRandom()), Clock.systemUTC().instant()),
				watcher,
				new RootCheck(Path.of(System.getProperty("user.home")), locations.data()));
	}

	LocalEndpointFactory(Tools tools, TreeWatcher watcher, RootCheck check) {
		this.tools = tools;
		this.watcher = watcher;
		this.check = check;
	}

	/** What a task does in its own folder it does there always: it keeps what it put aside and what it remembers. */
	@Override
	public EndpointAddress check(EndpointAddress address, boolean written, Cancellation cancel) throws EndpointException {
		return new EndpointAddress(EndpointAddress.FILE, "", check.usable(address.path()).toString());
	}

	@Override
	public boolean examine(EndpointAddress address, Cancellation cancel) throws EndpointException {
		return check.examine(address.path());
	}

	@Override
	public Endpoint open(EndpointAddress address, Path taskData, EndpointSettings settings)
			throws EndpointException {
		Path root = Path.of(address.path());
		try {
			Path real = Files.exists(root) ? root.toRealPath() : root;
			Disk disk = new SystemDisk(SystemDisk.isPosix(real));
			return new LocalEndpoint(real, disk, taskData, settings, tools, watcher);
		} catch (IOException e) {
			throw Troubles.failure(Code.LOCAL_IO, e, root.toString());
		}
	}

	@Override
	public Optional<Keeping> keeping(Path taskData, EndpointSettings settings) {
		return Optional.of(new TaskTrash(taskData, settings, new SystemDisk(SystemDisk.isPosix(taskData)), tools.clock()));
	}
}
