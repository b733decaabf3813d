package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryEntry.Operation;
import org.cellssync.api.state.HistoryEntry.Outcome;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;

class QuarantineTest {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
	private static final SyncPath FOLDER = SyncPath.of("folder");
	private static final SyncPath FILE = SyncPath.of("folder/file");
	private static final Entry NODE = new Entry.File(Digest.EMPTY, 0, false);

	private final Quarantine quarantine = new Quarantine();

	private void fail(SyncPath path, Instant now) {
		quarantine.failed(path, Diagnostic.of(Code.LOCAL_NOT_WRITABLE, path.value()), now);
	}

	/** A task that was told to go on with it at once, and could not, went on at once for ever. */
	@Test
	void whatLiesInAFolderThatPausesIsNotDueBeforeIt() {
		fail(FILE, NOW);
		fail(FOLDER, NOW);
		fail(FOLDER, NOW);
		Instant fileOver = NOW.plusSeconds(2);
		Instant folderOver = NOW.plusSeconds(4);

		assertEquals(Optional.of(folderOver), quarantine.next());
		assertEquals(new TreeSet<>(), quarantine.due(fileOver));
		assertEquals(2, quarantine.due(folderOver).size());
	}

	@Test
	void whatLiesBesideAnItemThatPausesDoesNotWaitForIt() {
		fail(FOLDER, NOW);
		fail(SyncPath.of("folder2"), NOW.minusSeconds(1));

		assertEquals(Optional.of(NOW.plusSeconds(1)), quarantine.next());
	}

	/** A folder was deleted with what was to be moved out of it and could not be. */
	@Test
	void whatComesAfterAMoveThatPausesWaits() {
		Step out = new Move(FILE, SyncPath.of("out"), NODE);
		Step onward = new Move(SyncPath.of("out/deeper"), SyncPath.of("elsewhere"), NODE);
		Step inside = new Change(SyncPath.of("elsewhere/inside"), Entry.Absent.ABSENT, NODE);
		Step deletion = new Change(FOLDER, Directory.EMPTY, Entry.Absent.ABSENT);
		Step other = new Change(SyncPath.of("other"), Entry.Absent.ABSENT, NODE);
		List<Step> all = List.of(out, onward, inside, deletion, other);
		fail(out.path(), NOW);
		fail(other.path(), NOW.minusSeconds(2));
		fail(onward.path(), NOW.minusSeconds(2));

		assertEquals(List.of(other), quarantine.due(all, all, NOW));
		quarantine.succeeded(other.path());
		assertEquals(Optional.of(NOW.plusSeconds(2)), quarantine.next());
		assertEquals(all, quarantine.due(all, all, NOW.plusSeconds(2)));
	}

	private static HistoryEntry upload(Code code) {
		return new HistoryEntry(NOW, Operation.UPLOAD, Side.REMOTE, FILE.value(), "", 0, Outcome.FAILED, code.name());
	}

	/** Where one way to fail follows the other, again and again, each is told once. */
	@Test
	void aFailureIsNewsUntilTheItemWentWellOrHasNothingToDo() {
		assertTrue(quarantine.isNews(upload(Code.REMOTE_LOCKED_OR_FORBIDDEN)));
		assertTrue(quarantine.isNews(upload(Code.SERVER_ERROR)));
		assertFalse(quarantine.isNews(upload(Code.REMOTE_LOCKED_OR_FORBIDDEN)));
		assertFalse(quarantine.isNews(upload(Code.SERVER_ERROR)));
		quarantine.keepOnly(List.of(FILE));
		assertFalse(quarantine.isNews(upload(Code.SERVER_ERROR)));
		quarantine.succeeded(FILE);
		assertTrue(quarantine.isNews(upload(Code.SERVER_ERROR)));
		quarantine.keepOnly(List.of(FOLDER));
		assertTrue(quarantine.isNews(upload(Code.SERVER_ERROR)));
	}

	@Test
	void aSingleRunDoesNotWaitForWhatIsRefused() {
		Quarantine single = Quarantine.ofSingleRun();
		single.failed(FILE, Diagnostic.of(Code.REMOTE_QUOTA_EXCEEDED, FILE.value()), NOW);
		assertFalse(single.mayHeal());
		assertEquals(new TreeSet<>(), single.due(NOW.plusSeconds(299)));
		SyncPath other = SyncPath.of("other");
		single.failed(other, Diagnostic.of(Code.SERVER_ERROR, other.value()), NOW);
		assertTrue(single.mayHeal());
		assertEquals(new TreeSet<>(List.of(other)), single.due(NOW.plusSeconds(2)));
	}
}
