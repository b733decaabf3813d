/**
 * The accounts of a data folder and their tokens.
 */
package org.cellssync.auth.internal;
