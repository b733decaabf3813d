/**
 * Rules of what takes no part, by others than the people whose tasks they are for.
 */
@org.osgi.annotation.versioning.Version("0.1.0")
package org.cellssync.api.ignore;
