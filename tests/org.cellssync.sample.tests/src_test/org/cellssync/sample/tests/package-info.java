/** The sample plug-in in an installed product. */
package org.cellssync.sample.tests;
