/**
 * Sluice beside its peers, before the same backends, under the same load.
 *
 * <p>Start with {@link dev.sluice.benchmarks.compare.Compare}. What is compared stands in {@code Contenders}, what is measured of it in
 * the suites, of which {@code MainSuite} is the simplest.
 */
@NullMarked
package dev.sluice.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
