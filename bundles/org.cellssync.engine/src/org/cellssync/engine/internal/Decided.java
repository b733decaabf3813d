package org.cellssync.engine.internal;

import java.util.Set;
import java.util.SortedMap;

import org.cellssync.core.sync.Decision;
import org.cellssync.core.sync.Decisions;
import org.cellssync.core.sync.Plan;
import org.cellssync.core.sync.Rebased;
import org.cellssync.core.sync.Trees;
import org.cellssync.core.tree.SyncPath;

/**
 * What was decided from one look.
 *
 * @param trees what it was decided from, with the ancestor that what is done is added to
 * @param byPeople where people decided about conflicts
 * @param decisions what people and the policy decided about conflicts
 * @param rebased what was seen, after the moves on both ends
 * @param plan what is to be done
 * @param settled what the decisions make of what was seen
 */
record Decided(Trees trees, Set<SyncPath> byPeople, SortedMap<SyncPath, Decision> decisions, Rebased rebased, Plan plan,
		Decisions.Settled settled) {
}
