package org.cellssync.store.lmdb.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.state.StateException;
import org.cellssync.api.state.StateStore;
import org.cellssync.api.state.TaskState;
import org.cellssync.api.util.Locations;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps each task's state in an LMDB environment, {@code state} in the task's folder.
 * <p>
 * There are native libraries for Linux and macOS on x64 and arm64 and for Windows on x64; elsewhere, as on
 * Windows on arm64, opening fails with {@code SYSTEM_INCOMPLETE}. The Java that opens a state must be started
 * with {@code --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED}.
 */
@Component(service = StateStore.class)
public final class LmdbStateStore implements StateStore {

	private final InstantSource clock;
	private final Optional<Locations> locations;

	/** A store that goes by the system's clock, and keeps the native library in the data folder. */
	@Activate
	public LmdbStateStore(@Reference Locations locations) {
		this(InstantSource.system(), Optional.of(locations));
	}

	/** A store that goes by the system's clock, with the native library in the system's folder for temporary files. */
	public LmdbStateStore() {
		this(InstantSource.system());
	}

	LmdbStateStore(InstantSource clock) {
		this(clock, Optional.empty());
	}

	private LmdbStateStore(InstantSource clock, Optional<Locations> locations) {
		this.clock = clock;
		this.locations = locations;
	}

	@Override
	public TaskState open(Path folder) throws StateException {
		try {
			if (locations.isPresent()) {
				NativeLibrary.keepIn(locations.get().data().resolve("native"));
			}
			Files.createDirectories(folder);
			FolderLock lock = FolderLock.lock(folder).orElseThrow(() -> Troubles.inUse(folder));
			TaskState state = null;
			try {
				state = open(lock);
				return state;
			} finally {
				if (state == null) {
					lock.close();
				}
			}
		} catch (IOException | LmdbException e) {
			throw Troubles.notWritable(folder, e);
		} catch (LinkageError e) {
			throw Troubles.noLibrary(e);
		}
	}

	/** LMDB looks for its native library with the thread's class loader, which need not know it. */
	private TaskState open(FolderLock lock) throws IOException {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(Env.class.getClassLoader());
		try {
			StateFolder folder = new StateFolder(lock.folder());
			Optional<Diagnostic> setAside = folder.prepare(clock.instant());
			return new LmdbTaskState(lock, Environment.open(folder.path()), setAside, clock);
		} finally {
			thread.setContextClassLoader(before);
		}
	}
}
