/**
 * Calls and streams over gRPC.
 */
package org.cellssync.transport.internal.grpc;
