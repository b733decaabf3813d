/**
 * A local folder as an end of a task.
 */
package org.cellssync.endpoint.local.internal;
