package org.cellssync.protocol.tests;

/**
 * A place where an exchange is not as recorded.
 *
 * @param place steps from the exchange down, with slashes between
 */
record Difference(String place, String recorded, String actual) {
	@Override
	public String toString() {
		return place + ": recorded " + recorded + " but was " + actual;
	}
}
