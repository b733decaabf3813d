package org.cellssync.sandbox.internal.tree;

import java.util.Map;

/**
 * A node as somebody sees it.
 *
 * @param path as this somebody knows it
 * @param metas what the way there adds, as JSON texts by name
 */
public record Found(String path, NodeView node, Map<String, String> metas) {
}
