/** What starts the product: the application and its arguments. */
package org.cellssync.app.internal;
