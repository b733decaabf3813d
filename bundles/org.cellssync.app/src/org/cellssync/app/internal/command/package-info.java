/** The command line: its options, commands, output and exit status. */
package org.cellssync.app.internal.command;
