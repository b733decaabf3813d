package org.cellssync.watch.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

import org.cellssync.api.watch.TreeWatcher;
import org.cellssync.api.watch.Watch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Watches trees through the JDK's watch service, which is inotify on Linux. */
@Component(service = TreeWatcher.class)
public final class NativeTreeWatcher implements TreeWatcher {

	/** Does nothing yet; every watch has a watch service and a thread of its own. */
	@Activate
	public NativeTreeWatcher() {
		// nothing is shared between watches
	}

	@Override
	public Watch watch(Path root, Predicate<Path> excluded) throws IOException {
		return FolderWatch.start(root, excluded);
	}
}
