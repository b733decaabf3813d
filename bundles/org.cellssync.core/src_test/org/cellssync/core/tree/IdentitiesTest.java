package org.cellssync.core.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

class IdentitiesTest {

	private static Identity id(int number) {
		return new Identity("id" + number, "v" + number, Instant.EPOCH, "name", true);
	}

	private static SyncPath path(int number) {
		return SyncPath.of("path" + number);
	}

	@Test
	void changesLeaveTheFormerOnesAsTheyWere() {
		Identities first = Identities.of(Map.of(path(1), id(1), path(2), id(2)));
		Identities second = first.with(
				Map.of(path(1), Optional.empty(), path(2), Optional.of(id(3)), path(4), Optional.of(id(4))));
		assertEquals(Map.of(path(1), id(1), path(2), id(2)), first.copy());
		assertEquals(Map.of(path(2), id(3), path(4), id(4)), second.copy());
		assertEquals(second.copy().keySet(), second.paths());
		assertSame(first, first.with(Map.of()));
	}

	@Test
	void manyChangesInAnyOrderAreThoseOfAMap() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		Map<SyncPath, Identity> expected = new HashMap<>();
		Identities identities = Identities.NONE;
		for (int round = 0; round < 300; round++) {
			Map<SyncPath, Optional<Identity>> changes = new HashMap<>();
			for (int i = random.nextInt(60); i > 0; i--) {
				Optional<Identity> to = random.nextInt(3) == 0 ? Optional.empty()
						: Optional.of(id(random.nextInt()));
				changes.put(path(random.nextInt(4000)), to);
			}
			identities = identities.with(changes);
			changes.forEach((path, to) -> to.ifPresentOrElse(id -> expected.put(path, id),
					() -> expected.remove(path)));
			assertEquals(expected.size(), identities.size(), "seed " + seed);
		}
		assertEquals(expected, identities.copy(), "seed " + seed);
		for (int i = 0; i < 4000; i++) {
			assertEquals(Optional.ofNullable(expected.get(path(i))), identities.of(path(i)), "seed " + seed);
		}
	}
}
