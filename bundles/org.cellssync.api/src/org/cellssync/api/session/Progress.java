package org.cellssync.api.session;

/**
 * How far the present work is.
 *
 * @param files files and folders done
 * @param filesTotal files and folders planned
 * @param bytes content bytes transferred
 * @param bytesTotal content bytes planned
 */
public record Progress(long files, long filesTotal, long bytes, long bytesTotal) {

	/** Nothing to do. */
	public static final Progress NONE = new Progress(0, 0, 0, 0);
}
