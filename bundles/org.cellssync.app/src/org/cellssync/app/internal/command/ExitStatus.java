package org.cellssync.app.internal.command;

import java.util.Comparator;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.session.RunSummary;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;

/** What a command ends with, as the shell sees it. In the order from best to worst. */
public enum ExitStatus {
	/** Done, in sync. */
	DONE(0),
	/** Done, but conflicts or problems remain. */
	PROBLEMS(1),
	/** Wrong usage, or an object that is unknown or cannot be used. */
	USAGE(2),
	/** A person must decide. */
	HALTED(3),
	/** Cannot connect, or not signed in. */
	OFFLINE(4),
	/** The data folder is in use and its owner does not answer. */
	IN_USE(5),
	/** A command that has an end was interrupted before it. */
	INTERRUPTED(6),
	/** An error of ours, or something missing on the system. */
	INTERNAL(70);

	private final int code;

	ExitStatus(int code) {
		this.code = code;
	}

	/** Returns the number the shell gets. */
	public int code() {
		return code;
	}

	/** Returns what a command that failed with {@code code} ends with. */
	static ExitStatus of(Code code) {
		return switch (code) {
			case SERVER_UNREACHABLE, SERVER_NOT_CELLS, SERVER_CERTIFICATE, SERVER_GRPC_UNAVAILABLE, SERVER_ERROR,
					SERVER_TIMEOUT,
					SERVER_CERTIFICATE_CHANGED, SERVER_WANTS_CERTIFICATE, PROXY_UNREACHABLE, PROXY_SIGN_IN, PROXY_REFUSED,
					SIGNED_OUT, SIGN_IN_REFUSED, SIGN_IN_CLOCK, SIGN_IN_ABANDONED, REMOTE_MIXED_HASHES,
					SERVER_NAME_UNKNOWN, SERVER_PORT_CLOSED, SERVER_NO_TLS, SERVER_TLS_ONLY, SERVER_CERTIFICATE_NAME,
					SERVER_CERTIFICATE_DATE, SERVER_NO_HTTP2, SERVER_PROXY_ALONE, SERVER_REDIRECTS,
					SERVER_PATH_PREFIX, SERVER_HOST_UNKNOWN, SERVER_EXTERNAL_URL, SERVER_OIDC_NOT_PASSED,
					SERVER_SIGN_IN_REDIRECT, SERVER_GRPC_NOT_PASSED, SERVER_GRPC_PORT, SERVER_GRPC_TRAILERS,
					SERVER_GRPC_HELD, SERVER_BODY_LIMIT, SERVER_S3_NOT_PASSED, SERVER_UPLOAD_BROKEN ->
				OFFLINE;
			case HALT_MASS_DELETION, HALT_ROOT_EMPTIED, LOCAL_ROOT_REPLACED, REMOTE_ROOT_REPLACED -> HALTED;
			case DATA_IN_USE -> IN_USE;
			case INTERNAL, OUT_OF_MEMORY, SYSTEM_INCOMPLETE, STATE_NOT_WRITABLE -> INTERNAL;
			case LOCAL_DISK_FULL, LOCAL_UNREADABLE, LOCAL_NOT_WRITABLE, LOCAL_CHANGED_MEANWHILE, LOCAL_SPECIAL_FILE,
					LINK_NOT_SYNCED, NAME_NOT_ALLOWED, NAME_CLASH, LOCAL_IO, REMOTE_HIDDEN, REMOTE_LOCKED_OR_FORBIDDEN,
					REMOTE_CHANGED_MEANWHILE, REMOTE_CHANGES_LATE, REMOTE_UNSETTLED, REMOTE_LOST_AFTER_MOVE,
					REMOTE_WRITE_REPLACED, REMOTE_WRITE_KEPT, REMOTE_NO_RECYCLE_BIN,
					REMOTE_QUOTA_EXCEEDED, REMOTE_STORAGE_FULL, CONTENT_MISMATCH, LOCAL_CONTENT_CHANGED,
					REMOTE_CONTENT_CHANGED, STATE_SET_ASIDE, RULES_UNREADABLE, FOREIGN_HERE, FOREIGN_THERE, NOT_DELETED,
					KEPT_FOR_LEFT_OUT, KEPT_UNSELECTED, SELECTED_MISSING, ORIGINAL_OTHER_KIND, ORIGINAL_SIGN_IN_FIRST,
					ORIGINAL_ON_SCHEDULE,
					ORIGINAL_UNCHECKED_SERVER, SIGN_IN_NOT_ENDED ->
				PROBLEMS;
			case SERVER_NO_WORKSPACE, SERVER_CLEAR_TEXT, SERVER_CERTIFICATE_ENDS, SERVER_STREAM_BUFFERED, SERVER_STREAM_CUT,
					SERVER_CLOCK, SERVER_NOTHING_WRITABLE, SERVER_MIXED_HASHES, CHECK_NEEDS_STEP, CHECK_NEEDS_ACCOUNT ->
				PROBLEMS;
			case LOCAL_ROOT_MISSING, LOCAL_ROOT_NOT_WRITABLE, LOCAL_ROOT_NOT_A_FOLDER, LOCAL_ROOT_NOT_ALLOWED,
					SERVER_URL_INVALID, ACCOUNT_UNKNOWN, WORKSPACE_GONE, REMOTE_ROOT_MISSING, REMOTE_NOT_WRITABLE,
					REMOTE_ROOT_NOT_WRITABLE, RESTORE_NEEDS_FOLDER, TASK_UNKNOWN, ORIGINAL_UNREADABLE,
					CERTIFICATE_FILE_UNUSABLE, USAGE ->
				USAGE;
		};
	}

	/** Returns what a task stands for. */
	static ExitStatus of(TaskView view) {
		ExitStatus items = view.conflicts().isEmpty() && view.problems().isEmpty() ? DONE : PROBLEMS;
		return switch (view.status()) {
			case TaskStatus.Halted halted -> HALTED;
			case TaskStatus.SignedOut signedOut -> OFFLINE;
			case TaskStatus.Waiting waiting -> worst(Stream.of(items, of(waiting.diagnostic().code())));
			case TaskStatus.Paused paused -> items;
			case TaskStatus.Scheduled scheduled -> items;
			case TaskStatus.Working working -> items;
			case TaskStatus.InSync inSync -> items;
		};
	}

	/** Returns what a run ends with. */
	static ExitStatus of(RunSummary summary) {
		ExitStatus view = of(summary.view());
		return summary.failure().map(failure -> worst(Stream.of(view, of(failure.code())))).orElse(view);
	}

	/** Returns the worst of several, done where there is none. */
	static ExitStatus worst(Stream<ExitStatus> all) {
		return all.max(Comparator.naturalOrder()).orElse(DONE);
	}
}
