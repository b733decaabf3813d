package org.cellssync.transport;

import java.net.URI;
import java.util.Optional;

import org.cellssync.api.util.Cancellation;

import com.google.gson.JsonObject;

import io.grpc.MethodDescriptor;

/**
 * Calls to the server of one account, all with the account's current token, our announcement and our client
 * uuid. A call refused for its token is repeated once with the next one. Connects when needed, and again
 * after the connection broke. Thread-safe; every call blocks on net and throws
 * {@link java.util.concurrent.CancellationException} once cancelled.
 */
public interface CellsConnection {

	/** Returns the account's id. */
	String accountId();

	/** Returns the server's address, no slash at its end; where S3 answers too. */
	URI server();

	/** Returns the base address of S3 calls (path style, bucket {@code data}). */
	URI s3();

	/**
	 * Returns what marks our writes in the events of the server, see {@link #CLIENT_UUID}; the same for as
	 * long as we run.
	 */
	String clientUuid();

	/**
	 * Returns the way on which S3 calls go; another one after the account's route has changed.
	 *
	 * @throws CellsException where a file of the account's route cannot be used
	 */
	CellsWay way() throws CellsException;

	/**
	 * Makes a call with one answer.
	 *
	 * @throws CellsException with what the server answered; after {@link CellsError.Kind#TIMEOUT} and
	 *         {@link CellsError.Kind#UNREACHABLE} it is not known what the server did
	 */
	<Q, R> R unary(MethodDescriptor<Q, R> method, Q request, Announcement announcement, Patience patience,
			Cancellation cancel) throws CellsException;

	/**
	 * Opens a stream of answers. A token refused before the first message is dealt with; one refused later
	 * ends the stream with an error that {@linkplain CellsError#isTokenRefused() says so}, and what was begun
	 * is begun again with a new stream.
	 *
	 * @throws CellsException where no token is to be had or the server cannot be reached
	 */
	<Q, R> Answers<R> stream(MethodDescriptor<Q, R> method, Q request, Announcement announcement,
			Patience patience, Cancellation cancel) throws CellsException;

	/**
	 * Posts JSON to the REST interface and returns the JSON answered.
	 *
	 * @param path absolute path, such as {@code /a/tree/delete}
	 */
	JsonObject post(String path, JsonObject body, Patience patience, Cancellation cancel)
			throws CellsException;

	/**
	 * Returns the text that the REST interface answers.
	 *
	 * @param path absolute path, such as {@code /a/frontend/state}
	 */
	String get(String path, Patience patience, Cancellation cancel) throws CellsException;

	/**
	 * Returns the token for a call we do not make here, such as S3.
	 *
	 * @throws CellsException {@link CellsError.Kind#SIGNED_OUT}, or why none is to be had now
	 */
	String bearer() throws CellsException;

	/**
	 * Returns a token to repeat a call with that was refused for a reason the server did not tell (S3 answers
	 * alike to a token that is over, to a missing right and to a lock). The server is asked about the token,
	 * not more than every few seconds.
	 *
	 * @param refused the token the call was made with
	 * @return empty where that token is still good: the call is refused for another reason
	 */
	Optional<String> bearerAfterRefusal(String refused) throws CellsException;

	/** Name of the HTTP header and, in lower case, of the gRPC metadata that carry {@link #clientUuid()}. */
	String CLIENT_UUID = "X-Pydio-Client-Uuid";
}
