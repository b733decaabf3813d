/**
 * Connections along an account's way: trust, certificates and proxies, for web, gRPC and S3 alike.
 */
package org.cellssync.transport.internal.way;
