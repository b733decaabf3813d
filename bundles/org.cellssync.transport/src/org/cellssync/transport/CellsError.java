package org.cellssync.transport;

import java.io.IOException;
import java.util.Objects;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.transport.internal.ServerMessage;
import org.cellssync.transport.internal.web.WebFailure;

/**
 * What a server refused, or why it could not be asked.
 *
 * @param kind what to do about it
 * @param diagnosis the code a person is told where nothing better is known
 * @param id the server's own name of the error such as {@code path.not.writeable}, may be empty
 * @param detail the server's words or ours, may be empty; never holds a token
 */
public record CellsError(Kind kind, Code diagnosis, String id, String detail) {

	/**
	 * The id of an error that says the token was refused though the account is signed in: another token may
	 * do.
	 */
	public static final String TOKEN_REFUSED = "token.refused";

	/** What a caller distinguishes. */
	public enum Kind {
		/** The item is not there. */
		NOT_FOUND(Code.REMOTE_CHANGED_MEANWHILE),
		/** The item is there, this user may not see it. */
		HIDDEN(Code.REMOTE_HIDDEN),
		/** A right is missing, or somebody else holds a lock. */
		FORBIDDEN(Code.REMOTE_LOCKED_OR_FORBIDDEN),
		/** Something stands at the place that must not be there. */
		CONFLICT(Code.REMOTE_CHANGED_MEANWHILE),
		/** The workspace is not there, or no longer shared with this user. */
		WORKSPACE_GONE(Code.WORKSPACE_GONE),
		/** There is no token that is accepted: only a new sign-in helps. */
		SIGNED_OUT(Code.SIGNED_OUT),
		/** The workspace's hashes are of the other family: announce that one. Of neither where that is refused too. */
		WRONG_FAMILY(Code.REMOTE_MIXED_HASHES),
		/** No connection, or it broke; whether the server acted is not known. */
		UNREACHABLE(Code.SERVER_UNREACHABLE),
		/** No answer in time; whether the server acted is not known. */
		TIMEOUT(Code.SERVER_TIMEOUT),
		/** The server is at work there: passes by itself. */
		LOCKED(Code.REMOTE_UNSETTLED),
		/** Anything else. */
		OTHER(Code.SERVER_ERROR);

		private final Code code;

		Kind(Code code) {
			this.code = code;
		}
	}

	/** Requires all parts. */
	public CellsError {
		Objects.requireNonNull(kind);
		Objects.requireNonNull(diagnosis);
		Objects.requireNonNull(id);
		Objects.requireNonNull(detail);
	}

	/** Returns an error with the code usual for its kind. */
	public static CellsError of(Kind kind, String id, String detail) {
		return new CellsError(kind, kind.code, id, detail);
	}

	/**
	 * Understands what the server's tree says of an error: JSON with {@code Id}, {@code Code},
	 * {@code Detail}, alone or inside other words, as gRPC has it in messages and S3 in {@code cause({…})}.
	 *
	 * @param text any text; one without such JSON becomes {@link Kind#OTHER} with the text as its detail
	 */
	public static CellsError ofTree(String text) {
		return ServerMessage.understand(text);
	}

	/** Returns what it means that a call broke, or that there was no connection for it. */
	public static CellsError ofConnection(IOException failure) {
		Diagnostic seen = WebFailure.diagnostic("", failure);
		String detail = seen.args().isEmpty() ? "" : seen.args().getFirst();
		return switch (seen.code()) {
			case SERVER_TIMEOUT -> of(Kind.TIMEOUT, "", detail);
			case SERVER_NOT_CELLS, SERVER_NO_TLS -> of(Kind.UNREACHABLE, "", detail);
			default -> new CellsError(Kind.UNREACHABLE, seen.code(), "", detail);
		};
	}

	/** Returns whether no call works at the moment, whatever it is about. */
	public boolean isOfConnection() {
		return kind == Kind.UNREACHABLE || kind == Kind.TIMEOUT || kind == Kind.SIGNED_OUT
				|| isTokenRefused();
	}

	/** Returns whether the token alone was refused; with the next token the same call may work. */
	public boolean isTokenRefused() {
		return id.equals(TOKEN_REFUSED);
	}

	/** Returns this as a trouble of {@code subject}. */
	public Diagnostic diagnostic(String subject) {
		return Diagnostic.of(diagnosis, subject, detail);
	}
}
