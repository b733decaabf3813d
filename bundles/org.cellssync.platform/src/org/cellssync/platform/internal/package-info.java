/** What the product takes from the system it runs on: folders and secrets. */
package org.cellssync.platform.internal;
