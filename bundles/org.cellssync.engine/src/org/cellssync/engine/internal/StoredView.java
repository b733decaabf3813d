package org.cellssync.engine.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.core.sync.Conflict;
import org.cellssync.core.tree.SyncPath;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;

/** What people must be told about a task while nothing runs it: kept with the task's notes. */
final class StoredView {

	private static final Gson GSON = new Gson();
	private static final String FAILURE = "failure";

	private final Notes notes;

	StoredView(Notes notes) {
		this.notes = notes;
	}

	private record Version(String kind, long size, String modified) {
		static Version of(OpenConflict.Version version) {
			return new Version(version.kind(), version.size(), version.modified().map(Instant::toString).orElse(null));
		}

		OpenConflict.Version version() {
			return new OpenConflict.Version(kind, size, Optional.ofNullable(modified).map(Instant::parse));
		}
	}

	private record Row(String path, Conflict.Kind kind, Version local, Version remote, String mark) {
	}

	private record Trouble(Code code, String subject, List<String> args) {
		static Trouble of(Diagnostic diagnostic) {
			return new Trouble(diagnostic.code(), diagnostic.subject(), diagnostic.args());
		}

		Diagnostic diagnostic() {
			return new Diagnostic(code, subject, args);
		}
	}

	private List<Row> rows() {
		return notes.get(Notes.CONFLICTS).map(text -> GSON.fromJson(text, new TypeToken<List<Row>>() { })).orElse(List.of());
	}

	/** Returns what a decision about the conflict at {@code path} is made about. */
	Optional<String> mark(SyncPath path) {
		return rows().stream().filter(row -> row.path.equals(path.value())).map(Row::mark).findFirst();
	}

	List<OpenConflict> conflicts() {
		return rows().stream().map(row -> new OpenConflict(SyncPath.of(row.path), row.kind, row.local.version(), row.remote.version()))
				.toList();
	}

	List<Diagnostic> problems() {
		return notes.get(Notes.PROBLEMS).map(text -> GSON.fromJson(text, new TypeToken<List<Trouble>>() { })).orElse(List.of())
				.stream().map(Trouble::diagnostic).toList();
	}

	Optional<Diagnostic> failure() {
		return notes.get(FAILURE).map(text -> GSON.fromJson(text, Trouble.class).diagnostic());
	}

	void keep(List<OpenConflict> conflicts, SortedMap<SyncPath, String> marks, List<Diagnostic> problems) {
		keep(Notes.CONFLICTS, conflicts.isEmpty(), conflicts.stream().map(each -> new Row(each.path().value(), each.kind(),
				Version.of(each.local()), Version.of(each.remote()), marks.get(each.path()))).toList());
		keep(Notes.PROBLEMS, problems.isEmpty(), problems.stream().map(Trouble::of).toList());
	}

	private void keep(String name, boolean none, Object rows) {
		if (none) {
			notes.remove(name);
		} else {
			notes.put(name, GSON.toJson(rows));
		}
	}

	void failed(Optional<Diagnostic> failure) {
		if (failure.isPresent()) {
			notes.put(FAILURE, GSON.toJson(Trouble.of(failure.get())));
		} else {
			notes.remove(FAILURE);
		}
	}
}
