package org.cellssync.store.lmdb.internal;

import java.nio.file.Path;

import org.cellssync.api.state.TaskState;

/**
 * Commits for ever and prints the number of each commit when it is done. What each writes is recognised by
 * its number.
 */
final class EndlessCommits {

	static final int FILES = 400;

	private EndlessCommits() {
	}

	/** Takes the folder and the number to begin with. */
	public static void main(String[] arguments) throws Exception {
		try (TaskState state = new LmdbStateStore().open(Path.of(arguments[0]))) {
			if (state.setAside().isPresent()) {
				throw new AssertionError(state.setAside().get().line());
			}
			for (int number = Integer.parseInt(arguments[1]);; number++) {
				CommitBuilder commit = new CommitBuilder().note("number", "" + number);
				for (int i = 0; i < FILES; i++) {
					String name = "file " + i;
					commit.agreed("folder " + i % 7 + "/" + name, CommitBuilder.file(number),
							CommitBuilder.left(name, number), null);
				}
				// Grows and shrinks, so that pages are used, freed and used again.
				commit.note("padding", "x".repeat(number % 50 * 10_000));
				state.commit(commit.build());
				System.out.println(number);
			}
		}
	}
}
