package org.cellssync.ui.internal.conflicts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.cellssync.ui.internal.conflicts.LineDifference.Owner;
import org.cellssync.ui.internal.conflicts.LineDifference.Part;
import org.junit.jupiter.api.Test;

class LineDifferenceTest {

	@Test
	void tellsWhatEachSideHoldsAlone() {
		assertEquals(
				List.of(new Part(Owner.BOTH, "a\nb\n"), new Part(Owner.HERE, "here\n"),
						new Part(Owner.THERE, "there 1\nthere 2\n"),
						new Part(Owner.BOTH, "c\n"), new Part(Owner.THERE, "d")),
				LineDifference.of("a\nb\nhere\nc\n", "a\nb\nthere 1\nthere 2\nc\nd"));
	}

	@Test
	void tellsTheSameAsOnePart() {
		assertEquals(List.of(new Part(Owner.BOTH, "a\nb")), LineDifference.of("a\nb", "a\nb"));
		assertEquals(List.of(), LineDifference.of("", ""));
	}

	@Test
	void tellsLinesThatDifferInTheirEndsAlone() {
		assertEquals(List.of(new Part(Owner.HERE, "a\r\n"), new Part(Owner.THERE, "a\n"), new Part(Owner.BOTH, "b")),
				LineDifference.of("a\r\nb", "a\nb"));
	}

	/** The parts of a side are its text, and no more lines are told to differ than an optimal way has. */
	@Test
	void losesNoLineOfEitherSide() {
		Random random = new Random(7);
		for (int round = 0; round < 2000; round++) {
			String here = text(random, 12);
			String there = text(random, 12);
			List<Part> parts = LineDifference.of(here, there);
			assertEquals(here, side(parts, Owner.HERE));
			assertEquals(there, side(parts, Owner.THERE));
			assertEquals(common(here.split("(?<=\n)"), there.split("(?<=\n)")),
					parts.stream().filter(part -> part.owner() == Owner.BOTH).mapToLong(part -> part.text().lines().count())
							.sum(),
					() -> here + "---\n" + there);
		}
	}

	/** Texts that have little in common are told apart without looking at every line against every other. */
	@Test
	void endsWithTextsThatHaveNothingInCommon() {
		String here = IntStream.range(0, 30_000).mapToObj(i -> "here " + i + "\n").collect(Collectors.joining());
		String there = IntStream.range(0, 30_000).mapToObj(i -> "there " + i + "\n").collect(Collectors.joining());
		List<Part> parts = LineDifference.of("same\n" + here, "same\n" + there);
		assertEquals(List.of(Owner.BOTH, Owner.HERE, Owner.THERE), parts.stream().map(Part::owner).toList());
		assertTrue(parts.get(1).text().equals(here) && parts.get(2).text().equals(there));
	}

	private static String text(Random random, int most) {
		return IntStream.range(0, 1 + random.nextInt(most)).mapToObj(i -> (char) ('a' + random.nextInt(4)) + "\n")
				.collect(Collectors.joining());
	}

	private static String side(List<Part> parts, Owner side) {
		return parts.stream().filter(part -> part.owner() == Owner.BOTH || part.owner() == side).map(Part::text)
				.collect(Collectors.joining());
	}

	/** The length of the longest common sequence. */
	private static long common(String[] here, String[] there) {
		int[][] length = new int[here.length + 1][there.length + 1];
		for (int i = 1; i <= here.length; i++) {
			for (int j = 1; j <= there.length; j++) {
				length[i][j] = here[i - 1].equals(there[j - 1]) ? length[i - 1][j - 1] + 1
						: Math.max(length[i - 1][j], length[i][j - 1]);
			}
		}
		return length[here.length][there.length];
	}
}
