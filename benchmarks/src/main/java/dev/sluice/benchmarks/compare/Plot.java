package dev.sluice.benchmarks.compare;

/**
 * A picture.
 *
 * @param name of its file, after the date
 * @param svg the whole document
 */
record Plot(String name, String title, String svg) {}
