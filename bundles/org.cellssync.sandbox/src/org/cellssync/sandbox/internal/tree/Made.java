package org.cellssync.sandbox.internal.tree;

/**
 * A folder that is there now.
 *
 * @param isIndexed whether the reply says that no waiting is needed
 * @param wasThere whether it was there before
 */
public record Made(Found node, boolean isIndexed, boolean wasThere) {
}
