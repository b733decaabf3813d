/** The five tree services of a Cells server, and who calls them. */
package org.cellssync.sandbox.internal.grpc;
