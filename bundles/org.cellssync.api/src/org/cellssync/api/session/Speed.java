package org.cellssync.api.session;

/**
 * How fast content may travel.
 *
 * @param up to the right end of tasks
 * @param down to the left end
 */
public record Speed(SpeedLimit up, SpeedLimit down) {

	/** As fast as it goes. */
	public static final Speed UNLIMITED = new Speed(SpeedLimit.NONE, SpeedLimit.NONE);

	/** Returns the same with another limit up. */
	public Speed withUp(SpeedLimit changed) {
		return new Speed(changed, down);
	}

	/** Returns the same with another limit down. */
	public Speed withDown(SpeedLimit changed) {
		return new Speed(up, changed);
	}
}
