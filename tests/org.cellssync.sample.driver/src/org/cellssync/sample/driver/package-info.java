/** Lets a test in another process see and use the product's window as a person does. */
package org.cellssync.sample.driver;
