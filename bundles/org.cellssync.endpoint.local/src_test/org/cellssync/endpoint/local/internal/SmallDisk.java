package org.cellssync.endpoint.local.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** A small file system of its own, for which one must be allowed to mount. */
record SmallDisk(Path path) implements AutoCloseable {

	/** Mounts one of some MiB; a test that may not is skipped. */
	static SmallDisk mount(Path path, int megabytes) {
		assumeTrue(
				run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "cellssync-test",
						path.toString()) == 0,
				"needs the right to mount a file system");
		return new SmallDisk(path);
	}

	@Override
	public void close() {
		run("umount", "-l", path.toString());
	}

	private static int run(String... command) {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
					.redirectOutput(ProcessBuilder.Redirect.DISCARD)
					.start().onExit().join().exitValue();
		} catch (IOException e) {
			// There is no such command here: the same as not being allowed.
			return 1;
		}
	}
}
