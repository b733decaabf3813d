/**
 * What others test their synchronisers with, replayed: each scenario by its number, over two folders and over a folder and a
 * server. {@code scenarios.tsv} lists all of them, those too that do not apply.
 */
package org.cellssync.scenarios;
