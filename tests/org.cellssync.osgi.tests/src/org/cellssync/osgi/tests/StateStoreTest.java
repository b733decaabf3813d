package org.cellssync.osgi.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.cellssync.api.state.Commit;
import org.cellssync.api.state.StateException;
import org.cellssync.api.state.StateStore;
import org.cellssync.api.state.TaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** The store finds LMDB and its native library among bundles. */
class StateStoreTest {

	@TempDir
	Path folder;

	@Test
	void keepsAStateOverAReopening() throws StateException {
		BundleContext context = FrameworkUtil.getBundle(StateStoreTest.class).getBundleContext();
		StateStore store = context.getService(context.getServiceReference(StateStore.class));
		TreeMap<String, Optional<String>> notes = new TreeMap<>(Map.of("name", Optional.of("value")));
		try (TaskState state = store.open(folder)) {
			state.commit(new Commit(new TreeMap<>(), Map.of(), Map.of(), notes, List.of()));
		}
		try (TaskState state = store.open(folder)) {
			assertEquals(Optional.empty(), state.setAside());
			assertEquals(Map.of("name", "value"), state.notes());
		}
	}
}
