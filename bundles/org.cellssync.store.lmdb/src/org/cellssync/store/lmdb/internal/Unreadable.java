package org.cellssync.store.lmdb.internal;

/** What is kept cannot be believed. The message is for people: a clause that says why. */
final class Unreadable extends Exception {

	private static final long serialVersionUID = 1L;

	Unreadable(String reason) {
		super(reason);
	}
}
