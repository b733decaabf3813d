/** What plug-ins may add to the window: editors for conflicts. */
@org.osgi.annotation.versioning.Version("0.1.0")
package org.cellssync.ui.api;
