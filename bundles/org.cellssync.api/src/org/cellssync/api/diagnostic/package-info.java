/**
 * Troubles as values: a code, what it concerns, and what a person can do.
 */
@org.osgi.annotation.versioning.Version("0.1.0")
package org.cellssync.api.diagnostic;
