package org.cellssync.engine.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.core.sync.Conflict;
import org.cellssync.core.sync.Resolution;
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

	private record Row(String path, Conflict.Kind kind, Version local, Version remote) {
	}

	private record Asked(String mark, Resolution newest, boolean both) {
		static Asked of(Question question) {
			return new Asked(question.mark(), question.newest().orElse(null), question.both());
		}

		Question question() {
			return new Question(mark, Optional.ofNullable(newest), both);
		}
	}

	private record Trouble(Code code, String subject, List<String> args) {
		static Trouble of(Diagnostic diagnostic) {
			return new Trouble(diagnostic.code(), diagnostic.subject(), diagnostic.args());
		}

		Diagnostic diagnostic() {
			return new Diagnostic(code, subject, args);
		}
	}

	/** Returns what can be decided about the item at {@code path}; empty where nothing can. */
	Optional<Question> question(SyncPath path) {
		Map<String, Asked> asked = notes.get(Notes.QUESTIONS)
				.map(text -> GSON.fromJson(text, new TypeToken<Map<String, Asked>>() {})).orElse(Map.of());
		return Optional.ofNullable(asked.get(path.value())).map(Asked::question);
	}

	List<OpenConflict> conflicts() {
		List<Row> rows = notes.get(Notes.CONFLICTS).map(text -> GSON.fromJson(text, new TypeToken<List<Row>>() {}))
				.orElse(List.of());
		return rows.stream()
				.map(row -> new OpenConflict(SyncPath.of(row.path), row.kind, row.local.version(), row.remote.version()))
				.toList();
	}

	List<Diagnostic> problems() {
		return diagnostics(Notes.PROBLEMS);
	}

	List<Diagnostic> held() {
		return diagnostics(Notes.HELD);
	}

	private List<Diagnostic> diagnostics(String name) {
		return notes.get(name).map(text -> GSON.fromJson(text, new TypeToken<List<Trouble>>() {})).orElse(List.of())
				.stream().map(Trouble::diagnostic).toList();
	}

	Optional<Diagnostic> failure() {
		return notes.get(FAILURE).map(text -> GSON.fromJson(text, Trouble.class).diagnostic());
	}

	/** Keeps what a round found, with {@code problems} of it and of others. */
	void keep(Round round, List<Diagnostic> problems) {
		keep(Notes.CONFLICTS, round.conflicts().isEmpty(),
				round.conflicts().stream().map(each -> new Row(each.path().value(),
						each.kind(), Version.of(each.local()), Version.of(each.remote()))).toList());
		SortedMap<String, Asked> asked = new TreeMap<>();
		round.questions().forEach((path, question) -> asked.put(path.value(), Asked.of(question)));
		keep(Notes.QUESTIONS, asked.isEmpty(), asked);
		keep(Notes.PROBLEMS, problems.isEmpty(), problems.stream().map(Trouble::of).toList());
		keep(Notes.HELD, round.held().isEmpty(), round.held().stream().map(Trouble::of).toList());
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
