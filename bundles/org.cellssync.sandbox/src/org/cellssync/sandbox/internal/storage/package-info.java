/** Where content lies, how it is hashed, and how the tree survives a restart. */
package org.cellssync.sandbox.internal.storage;
