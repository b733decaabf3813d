package org.cellssync.ui.internal;

import java.net.URI;
import java.text.MessageFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.doctor.CheckOutcome;
import org.cellssync.api.doctor.CheckStep;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.session.Progress;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.session.Verification;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Policy;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.SyncPath;
import org.eclipse.osgi.util.NLS;

/** Values as people read them. */
public final class Texts {

	private static final ZoneId ZONE = ZoneId.systemDefault();
	private static final DateTimeFormatter TODAY = DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM).withZone(ZONE);
	private static final DateTimeFormatter EARLIER = DateTimeFormatter
			.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
			.withZone(ZONE);
	private static final DateTimeFormatter DAY = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withZone(ZONE);
	private static final DateTimeFormatter THIS_YEAR = thisYear(Locale.getDefault(Locale.Category.FORMAT)).withZone(ZONE);
	private static final String[] UNITS = { "KiB", "MiB", "GiB", "TiB" };

	/** No size is wider. */
	static final String WIDEST_SIZE = size(1023L << 20);

	private Texts() {
	}

	/** Day and time without the year, where the language has a form for that. */
	static DateTimeFormatter thisYear(Locale locale) {
		try {
			return DateTimeFormatter.ofPattern(
					DateTimeFormatterBuilder.getLocalizedDateTimePattern("MMMdjm", IsoChronology.INSTANCE, locale), locale);
		} catch (IllegalArgumentException | DateTimeException noSuchForm) {
			return EARLIER.withLocale(locale);
		}
	}

	/**
	 * Returns a point of time in the user's form, without the date where that is today's, without the year where that
	 * is.
	 */
	public static String time(Instant instant) {
		LocalDate today = LocalDate.now(ZONE);
		LocalDate day = instant.atZone(ZONE).toLocalDate();
		return (day.equals(today) ? TODAY : day.getYear() == today.getYear() ? THIS_YEAR : EARLIER).format(instant);
	}

	/** Returns times that are about as wide as any of this year. */
	public static List<String> times() {
		Instant wide = LocalDateTime.of(2000, 12, 28, 22, 58, 58).atZone(ZONE).toInstant();
		return List.of(TODAY.format(wide), THIS_YEAR.format(wide));
	}

	/** Returns a day. */
	public static String day(Instant instant) {
		return DAY.format(instant);
	}

	/** Returns an end of a task: the local path, or the folder and the server it is on. */
	public static String end(EndpointAddress end) {
		if (!end.scheme().equals(EndpointAddress.CELLS)) {
			return end.text();
		}
		URI account = URI.create(end.account());
		String host = account.getPort() < 0 ? account.getHost() : account.getHost() + ":" + account.getPort();
		return NLS.bind(Messages.Tasks_onServer, end.path(), host);
	}

	/** Fills numbers into a sentence that depends on them. */
	public static String counted(String sentence, Object... numbers) {
		return MessageFormat.format(sentence, numbers);
	}

	/** Returns what is wrong and what to do, for a line or two. */
	public static String trouble(Diagnostic diagnostic) {
		return NLS.bind(Messages.Error_short, diagnostic.message(), diagnostic.action());
	}

	/** Returns what is wrong, what it means and what to do. */
	public static String explained(Diagnostic diagnostic) {
		return NLS.bind(Messages.Error_text,
				new Object[] { diagnostic.message(), diagnostic.meaning(), diagnostic.action() });
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

	/** Returns what a task is doing, and how far it is. */
	public static String stateAndProgress(TaskView view) {
		String progress = view.status() instanceof TaskStatus.Working ? progress(view.progress()) : "";
		return progress.isEmpty() ? state(view) : NLS.bind(Messages.State_progress, state(view), progress);
	}

	/** Returns what a task is doing. */
	public static String state(TaskView view) {
		return switch (view.status()) {
			case TaskStatus.InSync inSync -> view.conflicts().isEmpty() && view.problems().isEmpty() && view.held().isEmpty()
					? Messages.State_inSync
					: counted(Messages.State_inSyncBut, view.conflicts().size(), view.problems().size(), view.held().size());
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
			case TaskStatus.Scheduled scheduled ->
				scheduled.next().map(next -> NLS.bind(Messages.State_scheduled, time(next)))
						.orElse(Messages.State_byHand);
			case TaskStatus.SignedOut signedOut -> Messages.State_signedOut;
		};
	}

	/** Returns how far work is, empty where nothing is done. */
	public static String progress(Progress progress) {
		return progress.filesTotal() == 0 ? ""
				: NLS.bind(Messages.Tasks_done, new Object[] { percent(progress), progress.files(),
						progress.filesTotal(), size(progress.bytes()), size(progress.bytesTotal()) });
	}

	/** By bytes where there are any, since one big file is most of the work; never 100 before all is done. */
	private static long percent(Progress progress) {
		long files = progress.files() * 100 / progress.filesTotal();
		long bytes = progress.bytesTotal() == 0 ? files : progress.bytes() * 100 / progress.bytesTotal();
		return Math.min(progress.files() < progress.filesTotal() ? 99 : 100, bytes);
	}

	/** Returns what an operation did. */
	public static String operation(HistoryEntry entry) {
		return operation(entry.operation(), entry.side() == Side.LOCAL);
	}

	/** Returns whatever {@link #operation(HistoryEntry)} can return. */
	public static List<String> operations() {
		return Arrays.stream(HistoryEntry.Operation.values())
				.flatMap(each -> Stream.of(operation(each, true), operation(each, false)))
				.distinct().toList();
	}

	private static String operation(HistoryEntry.Operation operation, boolean here) {
		return switch (operation) {
			case UPLOAD -> Messages.Operation_upload;
			case DOWNLOAD -> Messages.Operation_download;
			case CREATE -> here ? Messages.Operation_createHere : Messages.Operation_createThere;
			case MOVE -> here ? Messages.Operation_moveHere : Messages.Operation_moveThere;
			case DELETE -> here ? Messages.Operation_deleteHere : Messages.Operation_deleteThere;
		};
	}

	/** Returns what became of an operation. */
	public static String outcome(HistoryEntry entry) {
		return entry.code().isEmpty() ? Messages.Activity_done : NLS.bind(Messages.History_failedSince, reason(entry));
	}

	private static String reason(HistoryEntry entry) {
		return Arrays.stream(Code.values()).filter(code -> code.name().equals(entry.code())).findFirst()
				.map(code -> Diagnostic.of(code, entry.path()).message()).orElse(entry.code());
	}

	/** Returns what reading everything again has shown. */
	public static String verified(Verification found) {
		return counted(Messages.Verify_found, found.files(), size(found.bytes()), found.differences().size(),
				found.unread().size(),
				found.pending());
	}

	/** Returns what a check is about. */
	public static String step(CheckStep step) {
		return switch (step) {
			case PROXY -> Messages.Step_proxy;
			case NAME -> Messages.Step_name;
			case PORT -> Messages.Step_port;
			case TLS -> Messages.Step_tls;
			case HTTP -> Messages.Step_http;
			case CLOCK -> Messages.Step_clock;
			case DISCOVERY -> Messages.Step_discovery;
			case OIDC -> Messages.Step_oidc;
			case GRPC_UNARY -> Messages.Step_grpcUnary;
			case GRPC_STREAM -> Messages.Step_grpcStream;
			case RIGHTS -> Messages.Step_rights;
			case HASH_FAMILY -> Messages.Step_hashFamily;
			case S3_UP -> Messages.Step_s3Up;
			case S3_DOWN -> Messages.Step_s3Down;
			case EVENTS -> Messages.Step_events;
		};
	}

	/** Returns how a check ended. */
	public static String outcome(CheckOutcome outcome) {
		return switch (outcome) {
			case OK -> Messages.Outcome_ok;
			case SKIPPED -> Messages.Outcome_skipped;
			case WARNING -> Messages.Outcome_warning;
			case FAILED -> Messages.Outcome_failed;
		};
	}

	/** Returns one version of a conflict. */
	public static String version(OpenConflict.Version version) {
		String what = switch (version.kind()) {
			case "file" -> size(version.size());
			case "folder" -> Messages.Conflicts_folder;
			case "link" -> Messages.Conflicts_link;
			case "absent" -> Messages.Conflicts_deleted;
			default -> Messages.Conflicts_unreadable;
		};
		return version.modified().map(modified -> NLS.bind(Messages.Conflicts_version, what, time(modified))).orElse(what);
	}

	/** Returns what is kept of a conflict. */
	public static String choice(Choice choice) {
		return switch (choice) {
			case LOCAL -> Messages.Choice_local;
			case SERVER -> Messages.Choice_server;
			case BOTH -> Messages.Choice_both;
			case NEWEST -> Messages.Choice_newest;
		};
	}

	/** Returns a direction in a word or two. */
	public static String mode(Mode mode) {
		return switch (mode) {
			case TWO_WAY -> Messages.Mode_twoWay;
			case DOWNLOAD -> Messages.Mode_download;
			case UPLOAD -> Messages.Mode_upload;
		};
	}

	/** Returns all directions in a word or two. */
	public static List<String> modes() {
		return Arrays.stream(Mode.values()).map(Texts::mode).toList();
	}

	/** Returns what a direction means. */
	public static String explained(Mode mode) {
		return switch (mode) {
			case TWO_WAY -> Messages.Options_twoWay;
			case DOWNLOAD -> Messages.Options_download;
			case UPLOAD -> Messages.Options_upload;
		};
	}

	/** Returns which folders take part. */
	public static String selection(Selection selection) {
		String selected = folders(selection.selected());
		String unselected = folders(selection.unselected());
		if (selection.unselected().contains(SyncPath.ROOT)) {
			return NLS.bind(unselected.isEmpty() ? Messages.Folders_only : Messages.Folders_onlyWithout, selected,
					unselected);
		}
		return unselected.isEmpty() ? Messages.Folders_everything
				: NLS.bind(selected.isEmpty() ? Messages.Folders_allBut : Messages.Folders_allButWith, unselected, selected);
	}

	private static String folders(SortedSet<SyncPath> folders) {
		return folders.stream().filter(each -> !each.isRoot()).map(SyncPath::value).collect(Collectors.joining(", "));
	}

	/** Returns what becomes of conflicts. */
	public static String policy(Policy policy) {
		return switch (policy) {
			case ASK -> Messages.Options_ask;
			case KEEP_NEWEST -> Messages.Choice_newest;
			case KEEP_LOCAL -> Messages.Choice_local;
			case KEEP_REMOTE -> Messages.Choice_server;
			case KEEP_BOTH -> Messages.Choice_both;
		};
	}

	/** Returns what choosing at a halt does, where {@code side} would lose items that are gone from the other one. */
	public static String choice(HaltChoice choice, Side side) {
		boolean here = side == Side.REMOTE;
		return switch (choice) {
			case RESTORE -> here ? Messages.Halt_restoreHere : Messages.Halt_restoreThere;
			case KEEP -> here ? Messages.Halt_keepThere : Messages.Halt_keepHere;
			case DELETE -> here ? Messages.Halt_deleteThere : Messages.Halt_deleteHere;
			case MERGE -> Messages.Halt_merge;
			case DISCONNECT -> Messages.Halt_disconnect;
		};
	}
}
