/** What somebody else's plug-in may look like: a view of the tasks, and a conflict editor for tables in CSV files. */
package org.cellssync.sample.plugin;
