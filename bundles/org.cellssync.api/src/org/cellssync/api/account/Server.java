package org.cellssync.api.account;

/**
 * A Cells server that answered.
 *
 * @param url its address in the form accounts keep: scheme, host, port where it is not the scheme's own, no
 *         slash at the end
 * @param title the name it gives itself, else its host
 */
public record Server(String url, String title) {
}
