/** An embedded Cells-compatible server on loopback that behaves as a real one does, hazards included. */
@org.osgi.annotation.versioning.Version("0.1.0")
package org.cellssync.sandbox;
