package org.cellssync.app.internal.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.cellssync.api.session.Progress;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;

/** Tasks as people read them in a terminal. */
final class TaskTexts {

	private TaskTexts() {
	}

	static void print(Context context, TaskView view) {
		context.result(Objects.task(view), text(view));
	}

	static List<String> text(TaskView view) {
		List<String> more = new ArrayList<>(List.of(view.spec().left().text(), view.spec().right().text()));
		more.addAll(OptionWords.unusual(view.spec().options()));
		return Stream.concat(Stream.of(view.spec().id() + "  " + view.spec().name() + ": " + state(view)),
				more.stream().map(line -> "  " + line)).toList();
	}

	/** Returns one line that says how a task stands. */
	static String state(TaskView view) {
		StringBuilder text = new StringBuilder(Objects.state(view.status()));
		if (view.status() instanceof TaskStatus.Working && view.progress().filesTotal() > 0) {
			text.append(" (").append(progress(view.progress())).append(')');
		}
		if (view.status() instanceof TaskStatus.Scheduled || view.status() instanceof TaskStatus.Paused) {
			Objects.next(view.status()).ifPresent(each -> text.append(" (until ").append(Objects.time(each)).append(')'));
		}
		Objects.code(view.status()).ifPresent(each -> text.append(" (").append(each.message()).append(')'));
		if (!view.conflicts().isEmpty()) {
			text.append(", conflicts: ").append(view.conflicts().size());
		}
		if (!view.problems().isEmpty()) {
			text.append(", problems: ").append(view.problems().size());
		}
		if (!view.held().isEmpty()) {
			text.append(", held: ").append(view.held().size());
		}
		return text.toString();
	}

	static String progress(Progress progress) {
		return String.format("%d of %d, %s of %s", progress.files(), progress.filesTotal(), size(progress.bytes()),
				size(progress.bytesTotal()));
	}

	static String size(long bytes) {
		if (bytes < 1024) {
			return bytes + " B";
		}
		String[] units = { "KiB", "MiB", "GiB", "TiB" };
		double value = bytes;
		int unit = -1;
		while (value >= 1024 && unit < units.length - 1) {
			value /= 1024;
			unit++;
		}
		return String.format("%.1f %s", value, units[unit]);
	}
}
