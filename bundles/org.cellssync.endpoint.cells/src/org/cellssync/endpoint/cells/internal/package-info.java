/**
 * A folder on a Cells server as an endpoint: tree and changes over gRPC, content over S3, deletions over
 * REST.
 */
package org.cellssync.endpoint.cells.internal;
