/**
 * Which certificates are trusted.
 */
package org.cellssync.transport.internal.trust;
