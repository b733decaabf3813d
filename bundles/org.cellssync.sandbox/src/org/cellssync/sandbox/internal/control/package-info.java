/** The channel by which tests and people bring trouble about and read counters. */
package org.cellssync.sandbox.internal.control;
