package org.cellssync.sandbox.internal.tree;

/**
 * What somebody wants a new node to be.
 *
 * @param uuid empty when the server may choose
 * @param isLeaf whether it is to be a file, which makes a phantom without content
 * @param size bytes the phantom pretends to have
 * @param etag tag the phantom pretends to have, may be empty
 */
public record NodeRequest(String uuid, boolean isLeaf, long size, String etag) {
}
