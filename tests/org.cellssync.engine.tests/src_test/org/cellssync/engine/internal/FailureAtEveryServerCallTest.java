package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each call in turn that a run makes to a server, by gRPC and by HTTP over real connections, fails in each way there is; the
 * next run brings both ends to where they come without a failure. One round is made for each call, in a folder of its own.
 * <p>
 * Usually for the first change and two ways; {@code -Devery.change=true} does it for all.
 */
class FailureAtEveryServerCallTest {

	private static final boolean ALL = Boolean.getBoolean("every.change");

	@TempDir
	Path home;

	private Sandbox server;
	private Control control;
	private Computer other;
	private Computer one;
	private int rounds;

	/** What happens between two runs, and what both ends hold at last. */
	private enum Change {
		ALL_AT_ONCE(Map.of("a", "a here", "moved/", "", "moved/x", "x there", "moved/deep/", "", "moved/deep/y", "y", "new",
				"here",
				"made/", "", "made/new", "there")) {
			@Override
			void here(Computer one, String in) throws IOException {
				one.write(in + "a", "a here").delete(in + "b").move(in + "folder", in + "moved").write(in + "new", "here");
			}

			@Override
			void there(Computer other, String in) throws IOException {
				other.write(in + "folder/x", "x there").write(in + "made/new", "there");
			}
		},
		NAMES_EXCHANGED_HERE(
				Map.of("a", "b", "b", "a", "folder/", "", "folder/x", "x", "folder/deep/", "", "folder/deep/y", "y")) {
			@Override
			void here(Computer one, String in) throws IOException {
				one.move(in + "a", in + "aside").move(in + "b", in + "a").move(in + "aside", in + "b");
			}
		},
		NAMES_EXCHANGED_THERE(
				Map.of("a", "b", "b", "a", "folder/", "", "folder/x", "x", "folder/deep/", "", "folder/deep/y", "y")) {
			@Override
			void there(Computer other, String in) throws IOException {
				NAMES_EXCHANGED_HERE.here(other, in);
			}
		},
		MOVED_THERE_EDITED_HERE(
				Map.of("a", "a", "b", "b", "deep/", "", "deep/folder/", "", "deep/folder/x", "x here", "deep/y", "y",
						"deep/folder/new", "new")) {
			@Override
			void here(Computer one, String in) throws IOException {
				one.write(in + "folder/x", "x here").write(in + "folder/new", "new");
			}

			@Override
			void there(Computer other, String in) throws IOException {
				other.move(in + "folder/deep", in + "deep").move(in + "folder", in + "deep/folder");
			}
		},
		FOLDER_DELETED_HERE_EDITED_THERE(Map.of("a", "a", "b", "b", "folder/", "", "folder/x", "x there")) {
			@Override
			void here(Computer one, String in) throws IOException {
				one.delete(in + "folder");
			}

			@Override
			void there(Computer other, String in) throws IOException {
				other.write(in + "folder/x", "x there");
			}
		},
		FOLDER_DELETED_THERE_EDITED_HERE(Map.of("a", "a", "b", "b", "folder/", "", "folder/x", "x here")) {
			@Override
			void here(Computer one, String in) throws IOException {
				one.write(in + "folder/x", "x here");
			}

			@Override
			void there(Computer other, String in) throws IOException {
				other.delete(in + "folder");
			}
		},
		A_FILE_FOR_A_FOLDER(Map.of("a", "a", "b", "b", "folder", "a file now")) {
			@Override
			void here(Computer one, String in) throws IOException {
				one.delete(in + "folder").write(in + "folder", "a file now");
			}
		},
		THE_SAME_ON_BOTH(
				Map.of("a", "same", "b", "b", "folder/", "", "folder/x", "x", "folder/deep/", "", "folder/deep/y", "y",
						"made/", "", "made/new", "new")) {
			@Override
			void here(Computer one, String in) throws IOException {
				one.write(in + "a", "same").write(in + "made/new", "new");
			}

			@Override
			void there(Computer other, String in) throws IOException {
				here(other, in);
			}
		};

		private final Map<String, String> expected;

		Change(Map<String, String> expected) {
			this.expected = expected;
		}

		void here(Computer one, String in) throws IOException {
		}

		void there(Computer other, String in) throws IOException {
		}
	}

	/** Words of the sandbox's {@code failAt}. */
	private enum Way {
		RESET("reset"), LOST_REPLY("lostReply"), HALF("halfBody"), ERROR("error");

		private final String word;

		Way(String word) {
			this.word = word;
		}
	}

	static Stream<Change> changes() {
		return ALL ? Stream.of(Change.values()) : Stream.of(Change.ALL_AT_ONCE);
	}

	@BeforeEach
	void start() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults());
		control = new Control(server);
		other = new Computer(home.resolve("other"), server).connect(0, "personal-files");
		one = Computer.thatTriesOnce(home.resolve("one"), server).connect(0, "personal-files");
	}

	@AfterEach
	void end() throws Exception {
		one.close();
		other.close();
		control.close();
		server.close();
	}

	@ParameterizedTest
	@MethodSource("changes")
	void theNextRunComesToTheSame(Change change) throws Exception {
		for (Way way : ALL ? List.of(Way.values()) : List.of(Way.RESET, Way.LOST_REPLY)) {
			int call = 0;
			while (happens(change, way, call)) {
				call++;
			}
			System.out.printf("%s, %s: %d calls%n", change, way, call);
		}
	}

	/** Plays one round. Returns whether the run made so many calls that one failed. */
	private boolean happens(Change change, Way way, int call) throws Exception {
		String in = "round " + rounds++ + "/";
		one.write(in + "a", "a").write(in + "b", "b").write(in + "folder/x", "x").write(in + "folder/deep/y", "y");
		one.sync();
		other.sync();
		change.here(one, in);
		change.there(other, in);
		other.sync();
		long before = control.calls();
		control.order("{\"failAt\":{\"call\":" + call + ",\"answer\":\"" + way.word + "\"}}");
		String course;
		try {
			course = one.sync().toString();
		} catch (EndpointException e) {
			course = e.toString();
		}
		boolean happened = control.calls() - before > call;
		control.order("{\"clear\":true}");
		String round = in + way + " at call " + call + " of " + change + "; first " + course;
		round += "; then " + one.sync();
		other.sync();
		assertEquals(expected(change), round(one, in), "here after " + round);
		assertEquals(expected(change), round(other, in), "there after " + round);
		return happened;
	}

	private static SortedMap<String, String> expected(Change change) {
		return new TreeMap<>(change.expected);
	}

	private static SortedMap<String, String> round(Computer computer, String in) {
		SortedMap<String, String> found = new TreeMap<>();
		computer.tree().forEach((path, content) -> {
			if (path.startsWith(in) && !path.equals(in)) {
				found.put(path.substring(in.length()), content);
			}
		});
		return found;
	}
}
