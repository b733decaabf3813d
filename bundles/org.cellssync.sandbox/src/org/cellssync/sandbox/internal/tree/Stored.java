package org.cellssync.sandbox.internal.tree;

import java.util.Optional;

import org.cellssync.sandbox.internal.storage.Content;

/**
 * A file as the storage has it.
 *
 * @param etag storage tag, or {@code temporary}
 * @param mime content type
 * @param modified seconds since the epoch
 * @param content nothing while it is still on its way
 */
public record Stored(String etag, String mime, long modified, Optional<Content> content) {
}
