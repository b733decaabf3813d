package org.cellssync.endpoint.cells.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Unread;
import org.junit.jupiter.api.Test;

class LanesTest {

	private static final Lanes.Seat SMALL = new Lanes.Seat(false);
	private static final Lanes.Seat LARGE = new Lanes.Seat(true);

	private static Change file(String name, long size) {
		return new Change(SyncPath.of(name), Entry.Absent.ABSENT,
				new Entry.File(new Unread(1, name.hashCode()), size, false));
	}

	private static List<Change> files() {
		List<Change> files = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			files.add(file("large" + i, 1L << 30));
			files.add(file("small" + i, 10));
		}
		return files;
	}

	private static String next(Lanes lanes, Lanes.Seat seat) {
		return lanes.next(seat).map(each -> each.path().value()).orElse("none");
	}

	@Test
	void twoOfEightSeatsAreForLargeFiles() {
		assertEquals(2, Lanes.seats(8).stream().filter(Lanes.Seat::large).count());
		assertEquals(1, Lanes.seats(4).stream().filter(Lanes.Seat::large).count());
		assertEquals(List.of(SMALL), Lanes.seats(1));
	}

	@Test
	void smallFilesDoNotWaitForLargeOnes() {
		Lanes lanes = new Lanes(files());
		assertEquals(List.of("small0", "large0", "small1", "small2"), List.of(next(lanes, SMALL), next(lanes, LARGE),
				next(lanes, SMALL), next(lanes, SMALL)));
	}

	@Test
	void whoHasNothingToDoHelpsInTheOtherLane() {
		Lanes lanes = new Lanes(files());
		List<String> order = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			order.add(next(lanes, LARGE));
		}
		assertEquals(List.of("large0", "large1", "large2", "small0", "small1", "small2"), order);
		assertEquals(Optional.empty(), lanes.next(SMALL));
		Lanes others = new Lanes(files());
		others.clear();
		assertEquals(Optional.empty(), others.next(LARGE));
	}
}
