/**
 * The two families of content hashes, over streams and over whole files.
 */
package org.cellssync.hash.internal;
