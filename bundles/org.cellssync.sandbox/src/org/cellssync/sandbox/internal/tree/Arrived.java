package org.cellssync.sandbox.internal.tree;

import org.cellssync.sandbox.internal.storage.Content;

/**
 * Content that came completely.
 *
 * @param etag storage tag
 * @param hash content hash, empty when it never comes
 * @param mime content type
 */
public record Arrived(Content content, String etag, String hash, String mime) {
}
