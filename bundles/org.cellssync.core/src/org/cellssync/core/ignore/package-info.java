/**
 * What takes no part in a synchronisation by its name.
 */
@org.osgi.annotation.versioning.Version("0.1.0")
package org.cellssync.core.ignore;
