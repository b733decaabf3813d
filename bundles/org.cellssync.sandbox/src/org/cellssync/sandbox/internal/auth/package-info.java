/** Users, tokens and the OpenID provider of the sandbox server. */
package org.cellssync.sandbox.internal.auth;
