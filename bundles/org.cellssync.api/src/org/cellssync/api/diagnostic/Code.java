package org.cellssync.api.diagnostic;

import static org.cellssync.api.diagnostic.Retry.AFTER_USER;
import static org.cellssync.api.diagnostic.Retry.BACKOFF;
import static org.cellssync.api.diagnostic.Retry.NEVER;
import static org.cellssync.api.diagnostic.Retry.NEXT_CYCLE;
import static org.cellssync.api.diagnostic.Severity.ERROR;
import static org.cellssync.api.diagnostic.Severity.INFO;
import static org.cellssync.api.diagnostic.Severity.WARNING;

/**
 * Every trouble a user can meet. The texts (message, meaning, action) stand in {@code codes.properties} beside this class;
 * each comment says what is true on disk when the code is reported.
 */
public enum Code {
	/** The local folder is missing. Nothing was changed, nothing counts as deleted. */
	LOCAL_ROOT_MISSING(ERROR, AFTER_USER),
	/** The local folder stands on another file system, or is another folder, than before. Nothing was changed. */
	LOCAL_ROOT_REPLACED(ERROR, AFTER_USER),
	/** The local folder cannot be written. Nothing was changed. */
	LOCAL_ROOT_NOT_WRITABLE(ERROR, AFTER_USER),
	/** The path given is no folder. */
	LOCAL_ROOT_NOT_A_FOLDER(ERROR, NEVER),
	/** The folder lies in, or holds, the folder of another task, or is one no task may use (home, root, data folder). */
	LOCAL_ROOT_NOT_ALLOWED(ERROR, NEVER),
	/** The disk has no space left. Files under way were removed; what was there is untouched. */
	LOCAL_DISK_FULL(ERROR, BACKOFF),
	/** A file or folder cannot be read. It is neither changed nor taken for deleted. */
	LOCAL_UNREADABLE(WARNING, NEXT_CYCLE),
	/** A selected folder is missing on one end. It is as it was on the other. */
	SELECTED_MISSING(WARNING, AFTER_USER),
	/** A folder was unselected and something of it stays here: it was changed here, or is not on the server. */
	KEPT_UNSELECTED(INFO, NEVER),
	/** A file of rules cannot be read. What is in its folder is left out as it was, or wholly where nothing was known. */
	RULES_UNREADABLE(WARNING, NEXT_CYCLE),
	/** A file or folder cannot be written. It is as it was. */
	LOCAL_NOT_WRITABLE(WARNING, BACKOFF),
	/** A file changed while it was read or before it was replaced. Nothing was overwritten. */
	LOCAL_CHANGED_MEANWHILE(INFO, NEXT_CYCLE),
	/** A device, pipe or socket: left alone. */
	LOCAL_SPECIAL_FILE(INFO, NEVER),
	/** A symbolic link that the server cannot hold: left alone. */
	LINK_NOT_SYNCED(INFO, NEVER),
	/** The name cannot be held by the other side. Nothing was changed. */
	NAME_NOT_ALLOWED(WARNING, AFTER_USER),
	/** Two names differ by case or Unicode form only. Nothing was changed. */
	NAME_CLASH(WARNING, AFTER_USER),
	/** Any other failure of the local disk. */
	LOCAL_IO(ERROR, BACKOFF),
	/** The address is not one of a server. */
	SERVER_URL_INVALID(ERROR, NEVER),
	/** Nothing answers at the address. */
	SERVER_UNREACHABLE(WARNING, BACKOFF),
	/** Something answers that is no Cells server. */
	SERVER_NOT_CELLS(ERROR, AFTER_USER),
	/** The server's certificate is not trusted. */
	SERVER_CERTIFICATE(ERROR, AFTER_USER),
	/** The server shows another certificate than the one trusted for the account. */
	SERVER_CERTIFICATE_CHANGED(ERROR, AFTER_USER),
	/** The server talks to computers alone whose certificate it knows. */
	SERVER_WANTS_CERTIFICATE(ERROR, AFTER_USER),
	/** A file with certificates that an account uses cannot be read, or holds none that can be used. */
	CERTIFICATE_FILE_UNUSABLE(ERROR, AFTER_USER),
	/** The proxy does not answer. */
	PROXY_UNREACHABLE(WARNING, BACKOFF),
	/** The proxy does not know the user, or not with that password. */
	PROXY_SIGN_IN(ERROR, AFTER_USER),
	/** The proxy does not let through to the server. */
	PROXY_REFUSED(ERROR, BACKOFF),
	/** The gRPC channel does not come through. */
	SERVER_GRPC_UNAVAILABLE(ERROR, BACKOFF),
	/** The server answered with an error of its own. */
	SERVER_ERROR(WARNING, BACKOFF),
	/** The server did not answer in time; what it did is looked at again. */
	SERVER_TIMEOUT(WARNING, BACKOFF),
	/** The name of the server leads nowhere. Nothing was changed. */
	SERVER_NAME_UNKNOWN(ERROR, BACKOFF),
	/** The port of the server takes no connections. Nothing was changed. */
	SERVER_PORT_CLOSED(ERROR, BACKOFF),
	/** What answers speaks no TLS. Nothing was changed. */
	SERVER_NO_TLS(ERROR, AFTER_USER),
	/** What answers speaks TLS alone, and was asked without. Nothing was changed. */
	SERVER_TLS_ONLY(ERROR, AFTER_USER),
	/** The connection is not encrypted. Nothing was changed. */
	SERVER_CLEAR_TEXT(WARNING, AFTER_USER),
	/** The certificate is for other names. Nothing was changed. */
	SERVER_CERTIFICATE_NAME(ERROR, AFTER_USER),
	/** The certificate is not valid at this time. Nothing was changed. */
	SERVER_CERTIFICATE_DATE(ERROR, AFTER_USER),
	/** The certificate will soon be over. Nothing was changed. */
	SERVER_CERTIFICATE_ENDS(WARNING, AFTER_USER),
	/** HTTP/2 is not offered. Nothing was changed. */
	SERVER_NO_HTTP2(ERROR, AFTER_USER),
	/** The proxy answers, the server behind it does not. Nothing was changed. */
	SERVER_PROXY_ALONE(ERROR, BACKOFF),
	/** The server sends everybody elsewhere. Nothing was changed. */
	SERVER_REDIRECTS(ERROR, AFTER_USER),
	/** The server lies below a path. Nothing was changed. */
	SERVER_PATH_PREFIX(ERROR, AFTER_USER),
	/** The server does not know the name it is asked for. Nothing was changed. */
	SERVER_HOST_UNKNOWN(ERROR, AFTER_USER),
	/** The server takes itself for another address. Nothing was changed. */
	SERVER_EXTERNAL_URL(ERROR, AFTER_USER),
	/** The sign-in service is not passed on. Nothing was changed. */
	SERVER_OIDC_NOT_PASSED(ERROR, AFTER_USER),
	/** The sign-in page refuses to come back to us. Nothing was changed. */
	SERVER_SIGN_IN_REDIRECT(ERROR, AFTER_USER),
	/** Calls of the synchronisation service end at the proxy. Nothing was changed. */
	SERVER_GRPC_NOT_PASSED(ERROR, AFTER_USER),
	/** The port of its own for the synchronisation service is closed. Nothing was changed. */
	SERVER_GRPC_PORT(ERROR, AFTER_USER),
	/** The ends of calls are dropped in between. Nothing was changed. */
	SERVER_GRPC_TRAILERS(ERROR, AFTER_USER),
	/** Calls of the synchronisation service get no answer. Nothing was changed. */
	SERVER_GRPC_HELD(ERROR, AFTER_USER),
	/** Changes are not told. Nothing was changed. */
	SERVER_STREAM_BUFFERED(WARNING, AFTER_USER),
	/** Quiet streams are ended in between. Nothing was changed. */
	SERVER_STREAM_CUT(WARNING, AFTER_USER),
	/** Large uploads are refused. Nothing was changed. */
	SERVER_BODY_LIMIT(ERROR, AFTER_USER),
	/** The file service is not passed on. Nothing was changed. */
	SERVER_S3_NOT_PASSED(ERROR, AFTER_USER),
	/** An upload broke off. Nothing was changed. */
	SERVER_UPLOAD_BROKEN(ERROR, AFTER_USER),
	/** The clocks do not agree. Nothing was changed. */
	SERVER_CLOCK(WARNING, AFTER_USER),
	/** There is nothing that may be synchronised. Nothing was changed. */
	SERVER_NO_WORKSPACE(ERROR, AFTER_USER),
	/** There is nothing to write to. Nothing was changed. */
	SERVER_NOTHING_WRITABLE(WARNING, AFTER_USER),
	/** A workspace holds two kinds of hashes. Nothing was changed. */
	SERVER_MIXED_HASHES(WARNING, AFTER_USER),
	/** A check was not made, since another failed. Nothing was changed. */
	CHECK_NEEDS_STEP(INFO, AFTER_USER),
	/** A check was not made, since nobody is signed in. Nothing was changed. */
	CHECK_NEEDS_ACCOUNT(INFO, AFTER_USER),
	/** Not signed in, or the sign-in is over. */
	SIGNED_OUT(WARNING, AFTER_USER),
	/** The sign-in was refused. */
	SIGN_IN_REFUSED(ERROR, AFTER_USER),
	/** What the server signed is not of the time it is here. */
	SIGN_IN_CLOCK(ERROR, AFTER_USER),
	/** The sign-in was not finished in time or was cancelled. */
	SIGN_IN_ABANDONED(WARNING, AFTER_USER),
	/** An account was forgotten here, and its sign-in was not ended at the server. No file was changed. */
	SIGN_IN_NOT_ENDED(WARNING, NEVER),
	/** The account is not known. */
	ACCOUNT_UNKNOWN(ERROR, NEVER),
	/** The workspace does not exist or is no longer shared with this user. */
	WORKSPACE_GONE(ERROR, AFTER_USER),
	/** What is in the workspace is hashed in two ways, so the server lists nothing of it. Nothing was changed. */
	REMOTE_MIXED_HASHES(WARNING, BACKOFF),
	/** The folder of the task on the server is gone. Nothing was changed, nothing counts as deleted. */
	REMOTE_ROOT_MISSING(ERROR, AFTER_USER),
	/** The workspace's root is another one than at set-up. Nothing was changed. */
	REMOTE_ROOT_REPLACED(ERROR, AFTER_USER),
	/** The user may not write there. The server's file is as it was. */
	REMOTE_NOT_WRITABLE(WARNING, BACKOFF),
	/** The folder of a task on the server cannot be written to by this user. Nothing was changed. */
	REMOTE_ROOT_NOT_WRITABLE(ERROR, AFTER_USER),
	/** The item is there but hidden from this user. The local one is kept. */
	REMOTE_HIDDEN(WARNING, NEXT_CYCLE),
	/** Somebody else holds a lock, or the right is missing: the server does not tell which. */
	REMOTE_LOCKED_OR_FORBIDDEN(WARNING, BACKOFF),
	/** The server's item changed between look and act. It was not touched. */
	REMOTE_CHANGED_MEANWHILE(INFO, NEXT_CYCLE),
	/** What changes on the server is not told, or late; it is looked for now and then. Nothing is missed for good. */
	REMOTE_CHANGES_LATE(WARNING, NEXT_CYCLE),
	/** The server has not finished taking the item in. */
	REMOTE_UNSETTLED(INFO, NEXT_CYCLE),
	/** The server lost the item when a folder above it moved. It is kept here and sent again. */
	REMOTE_LOST_AFTER_MOVE(WARNING, NEXT_CYCLE),
	/** Somebody wrote a file in the moment between our look at it and our write, which replaced theirs. */
	REMOTE_WRITE_REPLACED(WARNING, AFTER_USER),
	/** As {@link #REMOTE_WRITE_REPLACED}; the server kept their version, which is in the trash of the task now. */
	REMOTE_WRITE_KEPT(WARNING, AFTER_USER),
	/** The server has no recycle bin and the task does not allow permanent deletion. The item is still there. */
	REMOTE_NO_RECYCLE_BIN(WARNING, AFTER_USER),
	/** The quota is used up. Nothing was sent. */
	REMOTE_QUOTA_EXCEEDED(ERROR, BACKOFF),
	/** The server has no room left. Nothing was sent. */
	REMOTE_STORAGE_FULL(ERROR, BACKOFF),
	/** What arrived is not what was sent. Nothing was replaced. */
	CONTENT_MISMATCH(WARNING, BACKOFF),
	/** A file here holds something else than was agreed, with the same size and time. Neither end was changed. */
	LOCAL_CONTENT_CHANGED(WARNING, AFTER_USER),
	/** A file of the server holds something else than was agreed, as the same version. Neither end was changed. */
	REMOTE_CONTENT_CHANGED(WARNING, AFTER_USER),
	/** The state of a task could not be read; it was set aside. The next run merges, nothing is deleted. */
	STATE_SET_ASIDE(WARNING, NEVER),
	/** The state of a task cannot be written. */
	STATE_NOT_WRITABLE(ERROR, BACKOFF),
	/** Another program owns the data folder and does not answer. */
	DATA_IN_USE(ERROR, NEVER),
	/** Somebody made or changed the item here, where the task only follows the server. It stays as it is. */
	FOREIGN_HERE(INFO, NEVER),
	/** Somebody made or changed the item on the server, where the task only follows this computer. It stays as it is. */
	FOREIGN_THERE(INFO, NEVER),
	/** One end deleted the item; the task deletes nothing, so the other end has it still. */
	NOT_DELETED(INFO, NEVER),
	/** The folder was deleted on one end and stays on the other for what is left out in it. */
	KEPT_FOR_LEFT_OUT(INFO, NEVER),
	/** Many items would be deleted. Nothing was deleted. */
	HALT_MASS_DELETION(ERROR, AFTER_USER),
	/** One end holds nothing any more. Nothing was deleted. */
	HALT_ROOT_EMPTIED(ERROR, AFTER_USER),
	/** What was given is no configuration of the original client. Nothing was taken over. */
	ORIGINAL_UNREADABLE(ERROR, AFTER_USER),
	/** A task of the original client has an end or a setting there is nothing for here. It was left out. */
	ORIGINAL_OTHER_KIND(WARNING, NEVER),
	/** A task of the original client needs an account that nobody has signed in to here. It was left out. */
	ORIGINAL_SIGN_IN_FIRST(WARNING, AFTER_USER),
	/** A task of the original client ran by the clock. It was set up paused. */
	ORIGINAL_ON_SCHEDULE(INFO, NEVER),
	/** The original client took any certificate of this server. */
	ORIGINAL_UNCHECKED_SERVER(INFO, NEVER),
	/** What is kept of a task without a folder here has no place of its own to go back to. It is still in the trash. */
	RESTORE_NEEDS_FOLDER(ERROR, NEVER),
	/** The task is not known. */
	TASK_UNKNOWN(ERROR, NEVER),
	/** The arguments are wrong. */
	USAGE(ERROR, NEVER),
	/** Something the system lacks. */
	SYSTEM_INCOMPLETE(ERROR, NEVER),
	/** The memory the program may use is not enough. The work was stopped; what was done is whole. */
	OUT_OF_MEMORY(ERROR, AFTER_USER),
	/** A fault of ours. */
	INTERNAL(ERROR, AFTER_USER);

	private final Severity severity;
	private final Retry retry;

	Code(Severity severity, Retry retry) {
		this.severity = severity;
		this.retry = retry;
	}

	/** Returns how bad it is. */
	public Severity severity() {
		return severity;
	}

	/** Returns whether nothing comes through to the server: what fails by it for one item fails for all. */
	public boolean cutsOff() {
		return switch (this) {
			case SERVER_UNREACHABLE, SERVER_TIMEOUT, SERVER_PROXY_ALONE, SERVER_CERTIFICATE, SERVER_CERTIFICATE_NAME,
					SERVER_CERTIFICATE_DATE, SERVER_CERTIFICATE_CHANGED, SERVER_WANTS_CERTIFICATE,
					CERTIFICATE_FILE_UNUSABLE, PROXY_UNREACHABLE, PROXY_SIGN_IN, PROXY_REFUSED ->
				true;
			default -> false;
		};
	}

	/**
	 * Returns whether it may be over in seconds without anybody's doing, so that it is worth waiting for. What an end
	 * refuses an item, for a lock, a missing right, want of room or its name, it goes on refusing.
	 */
	public boolean mayPass() {
		return switch (this) {
			case LOCAL_UNREADABLE, LOCAL_NOT_WRITABLE, LOCAL_DISK_FULL, REMOTE_HIDDEN, REMOTE_NOT_WRITABLE,
					REMOTE_LOCKED_OR_FORBIDDEN, REMOTE_QUOTA_EXCEEDED, REMOTE_STORAGE_FULL, REMOTE_MIXED_HASHES ->
				false;
			default -> retry == NEXT_CYCLE || retry == BACKOFF;
		};
	}

	/** Returns when it is tried again. */
	public Retry retry() {
		return retry;
	}
}
