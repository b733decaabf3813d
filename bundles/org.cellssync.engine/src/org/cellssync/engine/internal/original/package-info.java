/** Reads what the original client keeps. */
package org.cellssync.engine.internal.original;
