package org.cellssync.api.account;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;

/** The accounts of this data folder. Thread-safe; calls that name an exception block on net and disk. */
public interface Accounts {

	/** Returns all accounts in the order of their ids. */
	List<Account> list();

	/** Returns the account of this id. */
	Optional<Account> find(String id);

	/**
	 * Signs in through the browser (OpenID code flow with PKCE) and keeps the account; one of the same id is renewed and its
	 * tasks go on.
	 *
	 * @throws EndpointException with what is wrong; {@code SIGN_IN_ABANDONED} when time is up
	 */
	Account signIn(SignIn signIn, SignInPrompt prompt, Cancellation cancel) throws EndpointException;

	/**
	 * Keeps an account with a personal access token after the server has accepted it.
	 *
	 * @param user the name to use instead of the one the server tells
	 */
	Account signIn(SignIn signIn, String personalToken, Optional<String> user, Cancellation cancel) throws EndpointException;

	/**
	 * Has an account go another way from now on, after its server has answered on it; the sign-in stays as it is.
	 *
	 * @param route its files are copied
	 * @throws EndpointException {@code ACCOUNT_UNKNOWN}, or why the server does not answer: the account keeps its way then
	 */
	Account reroute(String id, Route route, Cancellation cancel) throws EndpointException;

	/**
	 * Ends the sign-in at the server, as far as that can be had within seconds, and forgets the account and its secrets. No
	 * file of the user's is touched. A personal access token stays good at the server: a person made it, and may use it
	 * elsewhere.
	 *
	 * @return {@code SIGN_IN_NOT_ENDED} where the account is forgotten and the server still knows the sign-in
	 * @throws EndpointException {@code ACCOUNT_UNKNOWN}, or a trouble of the disk
	 * @throws java.util.concurrent.CancellationException where it is cancelled while the server is asked; the account is
	 *         kept
	 */
	Optional<Diagnostic> remove(String id, Cancellation cancel) throws EndpointException;

	/**
	 * Returns a token to make calls with; refreshes it first where half of its life is over, once for all threads and
	 * processes.
	 *
	 * @throws EndpointException {@code SIGNED_OUT} where only a new sign-in helps, {@code ACCOUNT_UNKNOWN}, or a server
	 *         trouble
	 */
	String bearer(String id) throws EndpointException;

	/**
	 * Returns a token to repeat a call with that the server refused.
	 *
	 * @param rejected the token it was made with
	 * @throws EndpointException {@code SIGNED_OUT} where there is no other
	 */
	String bearerAfter(String id, String rejected) throws EndpointException;

	/** Has {@code listener} hear of every account added, changed or signed out, until the registration is closed. */
	Cancellation.Registration observe(Consumer<Account> listener);
}
