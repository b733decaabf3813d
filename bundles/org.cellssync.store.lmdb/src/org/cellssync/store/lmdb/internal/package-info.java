/**
 * What tasks remember, one LMDB environment for each.
 */
package org.cellssync.store.lmdb.internal;
