package org.cellssync.engine.internal;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.StateException;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.sync.Masks;
import org.cellssync.core.sync.Trees;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

import com.google.gson.Gson;

/**
 * Which folders what was agreed is about, and which ones it is to be about. While the one is being changed into the other,
 * what is missing on the left end may have been removed for it, and is never a deletion for the right end: that a change has
 * begun is kept before anything is removed, and what was agreed about what takes part no more is forgotten in the commit
 * that ends it.
 * <p>
 * Whatever was kept of it when the program ended, the next start goes on from there: with the same change, which works out
 * anew what is to be removed, or, where somebody has chosen otherwise meanwhile, by forgetting first.
 */
final class Reselecting {

	private static final Gson GSON = new Gson();

	private Selection wanted;
	private final Memory memory;
	private final Notes notes;

	Reselecting(Selection wanted, Memory memory, Notes notes) {
		this.wanted = wanted;
		this.memory = memory;
		this.notes = notes;
	}

	private record Row(List<String> selected, List<String> unselected) {
		static Row of(Selection selection) {
			return new Row(texts(selection.selected()), texts(selection.unselected()));
		}

		Selection selection() {
			return new Selection(paths(selected), paths(unselected));
		}
	}

	private static List<String> texts(SortedSet<SyncPath> paths) {
		return paths.stream().map(SyncPath::value).toList();
	}

	private static SortedSet<SyncPath> paths(List<String> texts) {
		return texts.stream().map(SyncPath::of).collect(Collectors.toCollection(TreeSet::new));
	}

	private Selection read(String name, Selection otherwise) {
		return notes.get(name).map(text -> GSON.fromJson(text, Row.class).selection()).orElse(otherwise);
	}

	private void keep(String name, Selection selection) {
		notes.put(name, GSON.toJson(Row.of(selection)));
	}

	/** Returns the folders that what was agreed is about. */
	Selection last() {
		return read(Notes.SELECTION, Selection.ALL);
	}

	/** Returns whether they are other ones than those that are wanted. */
	boolean isDue() {
		return !last().equals(wanted);
	}

	/** Returns whether something was agreed about what is to take part no more, so that it may have to be removed. */
	boolean removes() {
		return forgotten(memory.ancestor(), wanted) != memory.ancestor();
	}

	private static Entry forgotten(Entry agreed, Ignore leftOut) {
		return Masks.common(new Trees(agreed, Entry.Absent.ABSENT, Entry.Absent.ABSENT), leftOut, Masks.Common.ALL)
				.ancestor();
	}

	/** A change that was begun is not wanted any more: whatever was removed for it must not look deleted. */
	void abandonOther() throws StateException {
		Selection begun = read(Notes.SELECTION_NEXT, wanted);
		if (!begun.equals(wanted)) {
			keep(Notes.SELECTION, begun);
			notes.remove(Notes.SELECTION_NEXT);
			notes.commit(forgotten(memory.ancestor(), begun), List.of());
		}
	}

	/** Keeps that the change has begun; before anything is removed for it. */
	void begin() throws StateException {
		keep(Notes.SELECTION_NEXT, wanted);
		notes.commit();
	}

	/**
	 * Ends the change.
	 *
	 * @param remains what takes part no more and is still here
	 * @param history what was removed
	 */
	void end(SortedSet<SyncPath> remains, List<HistoryEntry> history) throws StateException {
		keep(Notes.SELECTION, wanted);
		notes.remove(Notes.SELECTION_NEXT);
		SortedSet<SyncPath> kept = kept();
		kept.addAll(remains);
		keep(Notes.SELECTION_KEPT, kept);
		notes.commit(forgotten(memory.ancestor(), wanted), history);
	}

	/** Keeps which choices are of no use once what moved has moved on both ends; before others are made in their place. */
	void outdated(SortedSet<SyncPath> choices) throws StateException {
		keep(Notes.SELECTION_MOVED, choices);
		notes.commit();
	}

	/**
	 * Folders moved, and the choices about them with them: what was agreed stays as it is.
	 *
	 * @param followed the choices as they are now, kept in the settings already
	 */
	void moved(Selection followed) throws StateException {
		wanted = followed;
		keep(Notes.SELECTION, followed);
		notes.commit();
	}

	/** Returns the choices that are of no use once what moved has moved on both ends. */
	SortedSet<SyncPath> outdated() {
		return paths(Notes.SELECTION_MOVED);
	}

	private SortedSet<SyncPath> kept() {
		return paths(Notes.SELECTION_KEPT);
	}

	private SortedSet<SyncPath> paths(String name) {
		return notes.get(name).map(text -> paths(List.of(GSON.fromJson(text, String[].class)))).orElseGet(TreeSet::new);
	}

	private void keep(String name, SortedSet<SyncPath> paths) {
		if (paths.isEmpty()) {
			notes.remove(name);
		} else {
			notes.put(name, GSON.toJson(texts(paths)));
		}
	}

	/** Tells what was not removed and is still here, and forgets the rest. */
	List<Diagnostic> remaining(Entry local) {
		SortedSet<SyncPath> kept = kept();
		if (kept.removeIf(path -> !isUnselected(Tree.at(local, path)))) {
			keep(Notes.SELECTION_KEPT, kept);
		}
		return kept.stream().map(path -> Diagnostic.of(Code.KEPT_UNSELECTED, path.value())).toList();
	}

	private static boolean isUnselected(Entry entry) {
		return entry instanceof Entry.Blocked blocked && blocked.reason() == Reason.UNSELECTED;
	}
}
