/** Who works with a data folder, and how others have their work done there. */
package org.cellssync.app.internal.owner;
