package org.cellssync.api.endpoint;

/**
 * What an endpoint can hold, and what its items are known by. Trees are compared by what both ends can hold.
 *
 * @param executableBit whether files can be marked executable
 * @param links whether symbolic links can be held
 * @param caseSensitive whether names that differ by case only are two
 * @param lastingIds whether an id is never given to another item; where it may be, as file systems do, it takes another
 *            sign that an item is the same
 * @param losesInMoves whether items in a folder can vanish when the folder moves, without having been deleted
 */
public record Capabilities(boolean executableBit, boolean links, boolean caseSensitive, boolean lastingIds,
		boolean losesInMoves) {
}
