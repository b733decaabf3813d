/**
 * How servers are trusted, found and called.
 */
package org.cellssync.transport.internal;
