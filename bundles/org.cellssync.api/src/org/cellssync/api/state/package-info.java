/**
 * What a task remembers between runs.
 */
@org.osgi.annotation.versioning.Version("0.1.0")
package org.cellssync.api.state;
