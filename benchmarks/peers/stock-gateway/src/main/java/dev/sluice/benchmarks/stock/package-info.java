/** Spring Cloud Gateway as its users have it. */
package dev.sluice.benchmarks.stock;
