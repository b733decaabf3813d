/** The window as a person meets it, in a workbench of its own on a real screen. */
package org.cellssync.ui.tests;
