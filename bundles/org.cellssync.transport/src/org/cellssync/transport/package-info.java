/**
 * Connections to Cells servers: calls with the account's token, and errors as values.
 */
@org.osgi.annotation.versioning.Version("0.1.0")
package org.cellssync.transport;
