package org.cellssync.api.endpoint;

import java.util.Optional;

import org.cellssync.api.state.KnownContent;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;

/**
 * What a look starts from.
 *
 * @param last the last look of this run; its subtrees off the hint are taken over
 * @param hint where to look; everything where {@code last} is absent
 * @param expected what the endpoint is thought to hold (the last look, after a start the ancestor): absences from it are
 *            made sure of by asking
 * @param expectedIdentities who the expected entries were
 * @param known digests of versions seen before
 * @param ignore what is left out
 */
public record ScanRequest(Optional<Scan> last, Hint hint, Entry expected, Identities expectedIdentities, KnownContent known,
		Ignore ignore) {
}
