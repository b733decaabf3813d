/** The generated certificate of the sandbox server. */
package org.cellssync.sandbox.internal.tls;
