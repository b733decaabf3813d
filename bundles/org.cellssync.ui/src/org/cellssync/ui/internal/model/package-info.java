/** The tasks as observables of the display. */
package org.cellssync.ui.internal.model;
