/**
 * Watching of folders by the system's own means, reached through the JDK.
 */
package org.cellssync.watch.internal;
