/** Deletions to the recycle bin, and the way back. */
package org.cellssync.sandbox.internal.rest;
