package org.cellssync.core.tree;

/**
 * What is known of the bytes of a file: a proven {@link Digest}, or {@link Unread} where nobody has proven
 * them yet.
 */
public sealed interface Content permits Digest, Unread {
}
