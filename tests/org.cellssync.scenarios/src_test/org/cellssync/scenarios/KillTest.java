package org.cellssync.scenarios;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.cellssync.core.sync.Policy;

/**
 * The program is killed in the middle of a run, again and again, each time a little later, and started anew (I-U3). Each
 * time both ends get to hold what people meant, everything that was replaced or deleted here is in the trash, and nothing
 * of the cut run is left.
 * <p>
 * {@code -Dkills=500} kills so often over each pair of ends.
 */
class KillTest {

	private static final int KILLS = Integer.getInteger("kills", 10);
	/** After so many all begins anew, since everything that was ever written is looked for after each. */
	private static final int ON_ONE_TASK = 10;
	private static final int LARGE = 1 << 20;
	private static final List<Policy> POLICIES = List.of(Policy.KEEP_BOTH, Policy.KEEP_LOCAL, Policy.KEEP_REMOTE);

	@Scenario({ "kill-9", "Syncthing TestReconnectReceiverDuringTransfer", "Syncthing TestReconnectSenderDuringTransfer" })
	void killedAtAnyMomentItGetsToTheSameEnd(Replay it) throws Exception {
		int tasks = (KILLS + ON_ONE_TASK - 1) / ON_ONE_TASK;
		for (int task = 0; task < tasks; task++) {
			Folder here = it.local.folder(String.valueOf(task));
			End there = it.remote.folder(String.valueOf(task));
			Folder data = new Folder(it.local.root().resolveSibling("data of " + it.local.root().getFileName() + ' ' + task),
					"data");
			here.makeFolder("");
			there.makeFolder("");
			int kills = Math.min(ON_ONE_TASK, KILLS - task * ON_ONE_TASK);
			new History(here, there, data.root(), kills, (double) task / tasks).run(it.arguments(data.root()));
			here.delete("");
			there.delete("");
			data.delete("");
		}
	}

	/** What becomes of one task that is killed again and again. */
	private static final class History {

		private final Folder here;
		private final End there;
		private final Path data;
		private final int kills;
		private final double offset;
		private final SortedMap<String, String> wanted = new TreeMap<>();
		private final List<String> replaced = new ArrayList<>();

		/** @param offset between 0 and 1: how much later each kill comes, in parts of the time from one to the next */
		History(Folder here, End there, Path data, int kills, double offset) {
			this.here = here;
			this.there = there;
			this.data = data;
			this.kills = kills;
			this.offset = offset;
		}

		void run(String... arguments) throws Exception {
			int moments = 0;
			int cut = 0;
			for (int round = 0; round <= kills + 1; round++) {
				begin(here, round, wanted);
				try (OtherProcess program = new OtherProcess(Syncing.class, arguments)) {
					if (round == 0) {
						program.tell("add " + here.root() + ' ' + text(there));
						program.answer("added");
					}
					program.tell("run");
					assertEquals("", program.answer("ended "), "round " + round);
					check(here, there, wanted, replaced, data, round);
					program.tell("run");
					for (String line = program.line().orElseThrow(); !line.startsWith("ended "); line = program.line()
							.orElseThrow()) {
						assertTrue(line.startsWith("w"), "something was left to do: " + line);
					}
					if (round <= kills) {
						Policy policy = POLICIES.get(round % POLICIES.size());
						program.tell("policy " + policy);
						program.answer("set");
						change(here, there, round, policy, wanted, replaced);
						program.tell("run");
						// The first run is not cut: it tells how many moments there are.
						int reached = moments(program,
								round == 0 ? Integer.MAX_VALUE : 1 + (int) ((round - 1 + offset) * moments / kills));
						program.kill();
						moments = round == 0 ? reached : moments;
						cut += reached < moments ? 1 : 0;
					}
				}
			}
			assertTrue(cut * 2 > kills, "of " + kills + " runs only " + cut + " were cut");
		}
	}

	/** Returns how the program names an end. */
	private static String text(End end) {
		return end instanceof Workspace workspace ? workspace.root() : ((Folder) end).root().toString();
	}

	/** Waits until so many moments have passed, or the run has ended; returns how many did. */
	private static int moments(OtherProcess program, int most) throws IOException {
		int passed = 0;
		while (passed < most && !program.line().orElseThrow().startsWith("ended ")) {
			passed++;
		}
		return passed;
	}

	/** Files of a round that both ends are to agree upon. */
	private static void begin(Folder here, int round, SortedMap<String, String> wanted) throws Exception {
		for (String name : List.of("a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "x", "sub/b0", "sub/b1", "sub/b2",
				"mv/c0", "mv/c1",
				"rm/d0", "rm/d1")) {
			write(here, round + "/" + name, round + "/" + name + " as it was", wanted);
		}
	}

	private static void change(Folder here, End there, int round, Policy policy, SortedMap<String, String> wanted,
			List<String> replaced) throws Exception {
		String at = round + "/";
		for (End end : List.of(here, there)) {
			String who = end == here ? "h" : "t";
			int first = end == here ? 0 : 4;
			for (int i = first; i < first + 2; i++) {
				if (end != here) {
					replaced.add(wanted.get(at + "a" + i));
				}
				write(end, at + "a" + i, at + "a" + i + " edited by " + who, wanted);
			}
			if (end != here) {
				replaced.addAll(List.of(wanted.get(at + "a6"), wanted.get(at + "rm/d0"), wanted.get(at + "rm/d1")));
				end.delete(at + "rm");
				wanted.keySet().removeIf(path -> path.startsWith(at + "rm/"));
				move(end, at + "sub/b0", at + "sub/b0 moved", wanted);
			} else {
				move(end, at + "mv/c0", at + "mv moved/c0", wanted);
				move(end, at + "mv/c1", at + "mv moved/c1", wanted);
				end.delete(at + "mv");
			}
			end.delete(at + "a" + (first + 2));
			wanted.remove(at + "a" + (first + 2));
			move(end, at + "a" + (first + 3), at + "sub/a" + (first + 3), wanted);
			for (String name : List.of("n0", "n1", "n2", "new " + who + "/n3")) {
				write(end, at + who + ' ' + name, at + who + ' ' + name + " new", wanted);
			}
			byte[] large = new byte[LARGE];
			new Random(round * 2L + first).nextBytes(large);
			end.write(at + "large " + who, large);
			wanted.put(at + "large " + who, new String(large, ISO_8859_1));
		}
		conflict(here, there, at + "x", policy, wanted, replaced);
	}

	private static void conflict(Folder here, End there, String path, Policy policy, SortedMap<String, String> wanted,
			List<String> replaced) throws Exception {
		String mine = path + " edited here";
		String theirs = path + " edited there";
		here.write(path, mine);
		there.write(path, theirs);
		wanted.put(path, policy == Policy.KEEP_LOCAL ? mine : theirs);
		switch (policy) {
			case KEEP_BOTH -> wanted.put(path + " (local copy)", mine);
			case KEEP_LOCAL -> replaced.add(theirs);
			case KEEP_REMOTE -> replaced.add(mine);
			default -> throw new IllegalArgumentException(policy.toString());
		}
	}

	private static void write(End end, String path, String text, SortedMap<String, String> wanted) throws Exception {
		end.write(path, text);
		wanted.put(path, text);
	}

	private static void move(End end, String from, String to, SortedMap<String, String> wanted) throws Exception {
		end.move(from, to);
		wanted.put(to, wanted.remove(from));
	}

	private static void check(Folder local, End remote, SortedMap<String, String> wanted, List<String> replaced, Path data,
			int round)
			throws Exception {
		SortedMap<String, String> here = local.tree();
		SortedMap<String, String> files = new TreeMap<>();
		here.forEach((path, content) -> {
			if (!path.endsWith("/")) {
				// A copy's name tells when it was made.
				files.put(path.replaceFirst(" \\(local copy [^)]*\\)", " (local copy)"), content);
			}
		});
		assertSame(wanted, files, "after kill " + round);
		assertSame(here, remote.tree(), "after kill " + round);
		Set<String> kept = new HashSet<>();
		List<String> left = new ArrayList<>();
		try (Stream<Path> all = Files.walk(data)) {
			for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
				String name = file.getFileName().toString();
				if (name.endsWith(".part") || name.endsWith(".new") || name.equals("open-uploads")) {
					left.add(data.relativize(file).toString());
				}
				if (Files.size(file) < 1000) {
					kept.add(Files.readString(file, ISO_8859_1));
				}
			}
		}
		assertEquals(List.of(), left, "after kill " + round);
		assertEquals(List.of(), replaced.stream().filter(each -> !kept.contains(each)).toList(), "after kill " + round);
	}

	/** Tells what differs alone, contents by what tells them apart. */
	private static void assertSame(SortedMap<String, String> wanted, SortedMap<String, String> found, String when)
			throws GeneralSecurityException {
		assertEquals(without(wanted, found), without(found, wanted), when);
	}

	private static SortedMap<String, String> without(SortedMap<String, String> some, SortedMap<String, String> others)
			throws GeneralSecurityException {
		SortedMap<String, String> result = new TreeMap<>();
		for (Map.Entry<String, String> each : some.entrySet()) {
			String content = each.getValue();
			if (!content.equals(others.get(each.getKey()))) {
				result.put(each.getKey(), content.length() < 100 ? content
						: HexFormat.of()
								.formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(ISO_8859_1))));
			}
		}
		return result;
	}
}
