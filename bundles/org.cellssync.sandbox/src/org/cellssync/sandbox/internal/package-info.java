/** Puts the parts of the sandbox server together. */
package org.cellssync.sandbox.internal;
