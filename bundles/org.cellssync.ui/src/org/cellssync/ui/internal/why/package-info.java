/** Why an item is, or is not, the same on both sides. */
package org.cellssync.ui.internal.why;
