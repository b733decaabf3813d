/** Changes of the tree on their way to whoever listens. */
package org.cellssync.sandbox.internal.events;
