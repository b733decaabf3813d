package org.cellssync.api.doctor;

import java.time.Duration;
import java.util.Optional;

import org.cellssync.api.account.Route;

/**
 * What is to be examined.
 *
 * @param url address of the server as typed; a path is looked at, since some put a server below one
 * @param route the way to it; without one that of the account
 * @param account id of an account of that server; without one any that is signed in
 * @param watch how long the server is watched in silence, to see whether anything in between ends quiet streams
 */
public record Examination(String url, Optional<Route> route, Optional<String> account, Duration watch) {

	/** Most proxies end a quiet stream after a minute unless told otherwise. */
	public static final Duration USUAL_WATCH = Duration.ofSeconds(70);
}
