package org.cellssync.api.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to be examined.
 *
 * @param url address of the server as typed; a path is looked at, since some put a server below one
 * @param ca PEM file to trust beside the system's roots; without one that of the account
 * @param account id of an account of that server; without one any that is signed in
 * @param watch how long the server is watched in silence, to see whether anything in between ends quiet streams
 */
public record Examination(String url, Optional<Path> ca, Optional<String> account, Duration watch) {

	/** Most proxies end a quiet stream after a minute unless told otherwise. */
	public static final Duration USUAL_WATCH = Duration.ofSeconds(70);
}
