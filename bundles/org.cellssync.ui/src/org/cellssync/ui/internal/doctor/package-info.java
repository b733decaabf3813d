/** The staged check of a server. */
package org.cellssync.ui.internal.doctor;
