/** An embedded Cells-compatible server on loopback that behaves as a real one does, hazards included. */
package org.cellssync.sandbox;
