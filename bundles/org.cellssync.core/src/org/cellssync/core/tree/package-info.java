/**
 * The values a synchronised tree is made of: paths, entries, content and identity. All immutable; JDK only.
 */
@org.osgi.annotation.versioning.Version("0.1.0")
package org.cellssync.core.tree;
