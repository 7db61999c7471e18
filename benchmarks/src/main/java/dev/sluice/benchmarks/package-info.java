/** What one decision costs, beside the peers. */
@NullMarked
package dev.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
