/** What the product takes from the system it runs on: folders, secrets, logs. */
package org.cellssync.platform.internal;
