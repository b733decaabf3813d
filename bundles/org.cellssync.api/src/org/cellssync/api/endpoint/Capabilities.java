package org.cellssync.api.endpoint;

/**
 * What an endpoint can hold. Trees are compared by what both ends can hold.
 *
 * @param executableBit whether files can be marked executable
 * @param links whether symbolic links can be held
 * @param caseSensitive whether names that differ by case only are two
 */
public record Capabilities(boolean executableBit, boolean links, boolean caseSensitive) {
}
