/**
 * What is kept of accounts: a file of settings, and tokens among the secrets.
 */
package org.cellssync.auth.internal.store;
