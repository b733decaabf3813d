/**
 * What every endpoint must pass, and fakes to test with.
 */
@org.osgi.annotation.versioning.Version("0.1.0")
package org.cellssync.testkit;
