/** Taking over the tasks of the original client. */
package org.cellssync.ui.internal.takeover;
