/**
 * What is wrong between this computer and a server, found step by step.
 */
@org.osgi.annotation.versioning.Version("0.1.0")
package org.cellssync.api.doctor;
