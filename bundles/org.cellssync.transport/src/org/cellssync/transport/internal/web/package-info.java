/**
 * HTTP with servers, and who they are.
 */
package org.cellssync.transport.internal.web;
