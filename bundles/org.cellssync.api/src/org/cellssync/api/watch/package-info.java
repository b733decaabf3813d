/**
 * Native watching of folders.
 */
@org.osgi.annotation.versioning.Version("0.1.0")
package org.cellssync.api.watch;
