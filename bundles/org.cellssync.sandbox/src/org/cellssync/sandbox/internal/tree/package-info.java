/**
 * The tree of nodes that the sandbox serves: workspaces, data sources, what happens to them and when it
 * shows.
 */
package org.cellssync.sandbox.internal.tree;
