package org.cellssync.api.account;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a sign-in starts from.
 *
 * @param url address of the server as typed: scheme http or https and a host; a path is dropped
 * @param ca PEM file to trust beside the system's roots
 * @param label what people shall read, else the server's title
 */
public record SignIn(String url, Optional<Path> ca, Optional<String> label) {
}
