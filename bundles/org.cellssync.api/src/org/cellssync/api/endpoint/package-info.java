/**
 * The contract of an end of a task: look, prove, apply, look again.
 */
@org.osgi.annotation.versioning.Version("0.1.0")
package org.cellssync.api.endpoint;
