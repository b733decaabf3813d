package org.cellssync.api.session;

/**
 * What a first run of a task would do.
 *
 * @param up items that would go to the right end
 * @param down items that would come to the left end
 * @param same items that are the same already
 * @param conflicting items that a person, or the task's policy, would have to decide
 * @param held items that would differ and stay so, because the task was set up that way
 */
public record Preview(long up, long down, long same, long conflicting, long held) {
}
