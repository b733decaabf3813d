/**
 * Running tasks: what they do, and how to command them.
 */
@org.osgi.annotation.versioning.Version("0.1.0")
package org.cellssync.api.session;
