/** Setting up a task. */
package org.cellssync.ui.internal.wizard;
