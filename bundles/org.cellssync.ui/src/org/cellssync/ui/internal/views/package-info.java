/** Views of what goes on: activity, problems, trash. */
package org.cellssync.ui.internal.views;
