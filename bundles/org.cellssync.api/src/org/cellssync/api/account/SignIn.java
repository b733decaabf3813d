package org.cellssync.api.account;

import java.util.Optional;

/**
 * What a sign-in starts from.
 *
 * @param url address of the server as typed: scheme http or https and a host; a path is dropped
 * @param route the way to it, which the account keeps with copies of its files
 * @param label what people shall read, else the server's title
 */
public record SignIn(String url, Route route, Optional<String> label) {
}
