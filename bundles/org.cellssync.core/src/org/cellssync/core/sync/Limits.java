package org.cellssync.core.sync;

/**
 * How much may be deleted on one end at once without asking.
 *
 * @param items files and folders; more than this is asked for
 * @param share of all an end holds, 0 to 1; this much or more is asked for
 * @param shareFrom number of files and folders from which on the share counts
 */
public record Limits(int items, double share, int shareFrom) {

	/** 200 items, or half of the task where that is 20 or more. */
	public static final Limits DEFAULT = new Limits(200, 0.5, 20);

	/** Nothing is ever too much, but for all there is. */
	public static final Limits NONE = new Limits(Integer.MAX_VALUE, 1, Integer.MAX_VALUE);

	/** Returns the usual limits with another number of items. */
	public static Limits of(int items) {
		return new Limits(items, DEFAULT.share, DEFAULT.shareFrom);
	}

	/** Checks the ranges. */
	public Limits {
		if (items < 0 || shareFrom < 0 || !(share >= 0 && share <= 1)) {
			throw new IllegalArgumentException(
					"limits out of range: " + items + ", " + share + ", " + shareFrom);
		}
	}

	boolean exceededBy(long deleted, long held) {
		return deleted > items || deleted >= shareFrom && deleted >= share * held;
	}
}
