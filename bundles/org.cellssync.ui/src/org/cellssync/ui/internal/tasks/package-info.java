/** The view of tasks and what can be done with them. */
package org.cellssync.ui.internal.tasks;
