/**
 * The decisions of a synchronisation as pure functions of three trees: moves, reconciliation, plan, safety.
 */
@org.osgi.annotation.versioning.Version("0.1.0")
package org.cellssync.core.sync;
