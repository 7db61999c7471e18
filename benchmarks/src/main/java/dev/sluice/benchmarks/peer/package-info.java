/** What others would write with the same libraries, to be measured beside Sluice. */
@NullMarked
package dev.sluice.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
