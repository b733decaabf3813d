/**
 * Accounts on servers, their sign-in and their tokens.
 */
@org.osgi.annotation.versioning.Version("0.1.0")
package org.cellssync.api.account;
