/** Runs tasks: one loop per task that looks, decides through {@code core}, acts and remembers. */
package org.cellssync.engine.internal;
