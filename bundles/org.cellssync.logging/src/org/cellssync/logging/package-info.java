/** Where log lines go: nowhere, until a folder is named, and then into rotated files there. */
package org.cellssync.logging;
