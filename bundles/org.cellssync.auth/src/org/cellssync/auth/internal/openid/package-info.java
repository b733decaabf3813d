/**
 * Signing in and renewing tokens with an OpenID provider.
 */
package org.cellssync.auth.internal.openid;
