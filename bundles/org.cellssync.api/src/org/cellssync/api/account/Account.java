package org.cellssync.api.account;

/**
 * A user on a server.
 *
 * @param id {@code https://user@host[:port]} with the user name percent-encoded; never changes
 * @param url address of the server, no slash at its end
 * @param user the user's name as the server tells it
 * @param label what people read: the server's title or one given by the user
 * @param signedIn whether calls can be made without a person
 * @param route the way to the server; its files are the copies kept in the data folder
 * @param personalToken whether a personal access token is used, which cannot be refreshed
 */
public record Account(String id, String url, String user, String label, boolean signedIn, Route route,
		boolean personalToken) {

	/** Returns this account as one whose calls need a person first. */
	public Account signedOut() {
		return new Account(id, url, user, label, false, route, personalToken);
	}

	/** Returns this account with another way to its server. */
	public Account withRoute(Route other) {
		return new Account(id, url, user, label, signedIn, other, personalToken);
	}
}
