/**
 * Small things every part needs: cancellation, locations, secrets.
 */
@org.osgi.annotation.versioning.Version("0.1.0")
package org.cellssync.api.util;
