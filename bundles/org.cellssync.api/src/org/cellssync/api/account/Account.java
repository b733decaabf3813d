package org.cellssync.api.account;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A user on a server.
 *
 * @param id {@code https://user@host[:port]} with the user name percent-encoded; never changes
 * @param url address of the server, no slash at its end
 * @param user the user's name as the server tells it
 * @param label what people read: the server's title or one given by the user
 * @param signedIn whether calls can be made without a person
 * @param ca PEM file trusted beside the system's roots: the copy kept in the data folder
 * @param personalToken whether a personal access token is used, which cannot be refreshed
 */
public record Account(String id, String url, String user, String label, boolean signedIn, Optional<Path> ca,
		boolean personalToken) {
}
