package org.cellssync.ui.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.session.Progress;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.core.sync.Side;
import org.eclipse.osgi.util.NLS;

/** Values as people read them. */
public final class Texts {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT, FormatStyle.MEDIUM)
			.withZone(ZoneId.systemDefault());
	private static final String[] UNITS = { "KiB", "MiB", "GiB", "TiB" };

	private Texts() {
	}

	/** Returns a point of time in the user's form. */
	public static String time(Instant instant) {
		return TIME.format(instant);
	}

	/** Returns a size with its unit. */
	public static String size(long bytes) {
		if (bytes < 1024) {
			return bytes + " B";
		}
		double value = bytes;
		int unit = -1;
		while (value >= 1024 && unit < UNITS.length - 1) {
			value /= 1024;
			unit++;
		}
		return String.format("%.1f %s", value, UNITS[unit]);
	}

	/** Returns what a task is doing. */
	public static String state(TaskView view) {
		return switch (view.status()) {
			case TaskStatus.InSync inSync -> view.conflicts().isEmpty() && view.problems().isEmpty() ? Messages.State_inSync
					: NLS.bind(Messages.State_inSyncBut, view.conflicts().size(), view.problems().size());
			case TaskStatus.Working working -> switch (working.phase()) {
				case STARTING -> Messages.State_starting;
				case LOOKING -> Messages.State_looking;
				case COMPARING -> Messages.State_comparing;
				case APPLYING -> Messages.State_applying;
			};
			case TaskStatus.Waiting waiting -> NLS.bind(Messages.State_waiting, waiting.diagnostic().message());
			case TaskStatus.Halted halted -> NLS.bind(Messages.State_halted, halted.halt().diagnostic().message());
			case TaskStatus.Paused paused -> paused.until().map(until -> NLS.bind(Messages.State_pausedUntil, time(until)))
					.orElse(Messages.State_paused);
			case TaskStatus.SignedOut signedOut -> Messages.State_signedOut;
		};
	}

	/** Returns how far a task is, empty where it does nothing. */
	public static String progress(TaskView view) {
		Progress progress = view.progress();
		return progress.filesTotal() == 0 ? "" : progress.files() + " / " + progress.filesTotal() + ", " + size(progress.bytes())
				+ " / " + size(progress.bytesTotal());
	}

	/** Returns what an operation did. */
	public static String operation(HistoryEntry entry) {
		boolean here = entry.side() == Side.LOCAL;
		return switch (entry.operation()) {
			case UPLOAD -> Messages.Operation_upload;
			case DOWNLOAD -> Messages.Operation_download;
			case CREATE -> here ? Messages.Operation_createHere : Messages.Operation_createThere;
			case MOVE -> here ? Messages.Operation_moveHere : Messages.Operation_moveThere;
			case DELETE -> here ? Messages.Operation_deleteHere : Messages.Operation_deleteThere;
		};
	}

	/** Returns one version of a conflict. */
	public static String version(OpenConflict.Version version) {
		String what = version.kind().equals("file") ? size(version.size()) : Messages.Conflicts_folder;
		return version.modified().map(modified -> NLS.bind(Messages.Conflicts_version, what, time(modified))).orElse(what);
	}

	/** Returns what choosing at a halt does. */
	public static String choice(HaltChoice choice) {
		return switch (choice) {
			case RESTORE -> Messages.Halt_restore;
			case KEEP -> Messages.Halt_keep;
			case DELETE -> Messages.Halt_delete;
			case MERGE -> Messages.Halt_merge;
			case DISCONNECT -> Messages.Halt_disconnect;
		};
	}
}
