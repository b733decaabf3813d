/** What a task does with what it finds, as people choose it. */
package org.cellssync.ui.internal.options;
