package org.cellssync.sandbox.internal.tree;

/** Work in the background, as its caller is told of it. */
public record Job(String uuid, String label) {
}
