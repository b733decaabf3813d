/** Content through the S3 gateway. */
package org.cellssync.sandbox.internal.s3;
